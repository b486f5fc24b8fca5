import Access
import GraphModel
import JSON
import Postgres
import TestDatabase
import Testing

/// Every operator there is, on a database that is shown as it is.
@Suite("A filter")
struct FilterTests {
    private static let gateway = Task {
        let database = try await TestCluster.shared().makeDatabase()
        let superuser = try await AdminConnection.connect(database)
        try await superuser.execute(
            script: """
                CREATE TABLE shop (no int PRIMARY KEY, name text, city text COLLATE "C", short varchar(20));
                CREATE INDEX ON shop (city); CREATE INDEX ON shop (name text_pattern_ops); CREATE INDEX ON shop (short COLLATE "C");
                CREATE INDEX ON shop (short, no);
                CREATE TABLE item (no int PRIMARY KEY, shop_key int REFERENCES shop, price numeric, labels text[], marks int[], data jsonb,
                  open_in tstzrange, span int4range, mood text CHECK (mood IN ('good', 'bad')));
                CREATE TABLE tag (no int PRIMARY KEY, word text NOT NULL);
                CREATE TABLE item_tag (item_key int REFERENCES item, tag_key int REFERENCES tag, PRIMARY KEY (item_key, tag_key));
                INSERT INTO shop VALUES (1, 'Blue 100%', 'Aachen', 'aa'), (2, 'blue_9', 'Aalen', 'ab'), (3, NULL, 'Ürümqi', NULL),
                  (4, 'Ærø', E'\\U0010FFFFx', 'b');
                INSERT INTO item VALUES
                  (1, 1, 5, '{red,blue}', '{1,2}', '{"a": {"b": 1}, "c": [1, 2]}', '[2026-01-01Z,2026-02-01Z)', '[1,5)', 'good'),
                  (2, 1, NULL, '{}', NULL, '{"a": 1}', '[2026-01-15Z,)', 'empty', 'bad'),
                  (3, 2, 7, '{blue}', '{2}', '[1, "a"]', NULL, '[5,9]', NULL),
                  (4, NULL, 9, NULL, '{}', NULL, '(,2025-01-01Z]', NULL, 'good');
                INSERT INTO tag VALUES (1, 'new'), (2, 'old');
                INSERT INTO item_tag VALUES (1, 1), (1, 2), (3, 2);
                """)
        await superuser.close()
        return try await TestGateway(database, user: "postgres", options: GraphOptions(tenancy: .none, exposeAll: true))
    }

    struct Sample: CustomTestStringConvertible, Sendable {
        let list: String
        let filter: String
        let ids: [Int]
        var testDescription: String { "\(list)(filter: {\(filter)})" }

        init(_ list: String, _ filter: String, _ ids: [Int]) {
            self.list = list
            self.filter = filter
            self.ids = ids
        }
    }

    static let texts: [Sample] = [
        Sample("shops", #"name: {startsWith: "Bl"}"#, [1]), Sample("shops", #"name: {contains: "lue"}"#, [1, 2]),
        Sample("shops", #"name: {contains: "0%"}"#, [1]), Sample("shops", #"name: {contains: "_"}"#, [2]),
        Sample("shops", #"name: {contains: "\\"}"#, []), Sample("shops", #"name: {contains: ""}"#, [1, 2, 4]),
        Sample("shops", #"name: {startsWith: ""}"#, [1, 2, 4]), Sample("shops", #"name: {startsWith: null}"#, []),
        Sample("shops", #"name: {startsWith: "Ær"}"#, [4]), Sample("shops", #"city: {startsWith: "Aa"}"#, [1, 2]),
        Sample("shops", #"city: {startsWith: "Ü"}"#, [3]), Sample("shops", #"city: {startsWith: ""}"#, [1, 2, 3, 4]),
        Sample("shops", "city: {startsWith: \"\u{10FFFF}\"}", [4]), Sample("shops", #"short: {startsWith: "a"}"#, [1, 2]),
        Sample("shops", #"short: {in: ["b", "aa", "b"]}"#, [1, 4]), Sample("shops", "short: {in: []}", []),
        Sample("shops", #"not: {short: {in: ["b"]}}"#, [1, 2]), Sample("shops", #"no: {in: [4, 1, 9]}, short: {in: ["b", "x"]}"#, [4]),
        Sample("shops", #"not: {short: {startsWith: "a"}}"#, [4]), Sample("shops", #"short: {startsWith: "aa", contains: "b"}"#, []),
    ]

    static let lists: [Sample] = [
        Sample("items", #"labels: {has: "blue"}"#, [1, 3]), Sample("items", #"labels: {has: null}"#, []),
        Sample("items", #"labels: {hasAny: ["red", "green"]}"#, [1]), Sample("items", #"labels: {hasAny: []}"#, []),
        Sample("items", #"labels: {hasAll: ["blue", "red"]}"#, [1]), Sample("items", #"labels: {hasAll: []}"#, [1, 2, 3]),
        Sample("items", #"labels: {eq: []}"#, [2]), Sample("items", #"labels: {eq: ["blue"]}"#, [3]),
        Sample("items", #"labels: {eq: null}"#, [4]),
        Sample("items", #"labels: {ne: ["blue"]}"#, [1, 2]), Sample("items", #"labels: {isNull: true}"#, [4]),
        Sample("items", #"marks: {has: 2}"#, [1, 3]), Sample("items", #"marks: {hasAll: 2}"#, [1, 3]),
    ]

    static let documents: [Sample] = [
        Sample("items", "data: {contains: {a: {b: 1}}}", [1]), Sample("items", "data: {contains: {}}", [1, 2]),
        Sample("items", "data: {contains: [1]}", [3]), Sample("items", "data: {containedBy: {a: 1, z: 2}}", [2]),
        Sample("items", #"data: {hasKey: "a"}"#, [1, 2, 3]), Sample("items", #"data: {hasAnyKey: ["c", "x"]}"#, [1]),
        Sample("items", #"data: {hasAllKeys: ["a", "c"]}"#, [1]), Sample("items", "data: {eq: {a: 1}}", [2]),
        Sample("items", "data: {eq: null}", [4]), Sample("items", "data: {contains: null}", []),
    ]

    static let ranges: [Sample] = [
        Sample("items", #"openIn: {contains: "2026-01-20T00:00:00Z"}"#, [1, 2]),
        Sample("items", #"openIn: {contains: "2026-02-01T00:00:00Z"}"#, [2]),
        Sample("items", #"openIn: {overlaps: {upper: "2026-01-02T00:00:00Z"}}"#, [1, 4]),
        Sample("items", "openIn: {overlaps: {}}", [1, 2, 4]), Sample("items", "span: {contains: 5}", [3]),
        Sample("items", "span: {overlaps: {lower: 4, upper: 4, upperInclusive: true}}", [1]),
        Sample("items", "span: {containedBy: {lower: 1, upper: 5}}", [1, 2]), Sample("items", "span: {eq: {lower: 5, upper: 10}}", [3]),
        Sample("items", "span: {isNull: true}", [4]),
    ]

    static let relations: [Sample] = [
        Sample("items", #"shop: {city: {eq: "Aachen"}}"#, [1, 2]), Sample("items", "shop: {}", [1, 2, 3]),
        Sample("items", "shop: null", [1, 2, 3, 4]),
        Sample("items", #"not: {shop: {city: {eq: "Aachen"}}}"#, [3, 4]), Sample("items", "shopKey: {isNull: true}", [4]),
        Sample("shops", "items: {some: {}}", [1, 2]), Sample("shops", "items: {none: {}}", [3, 4]),
        Sample("shops", #"items: {some: {price: {gt: "6"}}}"#, [2]), Sample("shops", #"items: {none: {price: {gt: "6"}}}"#, [1, 3, 4]),
        // A price that is not known is not one above four.
        Sample("shops", #"items: {every: {price: {gt: "4"}}}"#, [2, 3, 4]),
        Sample("shops", #"items: {some: {mood: {eq: GOOD}}, every: {price: {isNull: false}}}"#, []),
        Sample("shops", "items: {some: null}", [1, 2, 3, 4]),
        Sample("items", #"tags: {some: {word: {eq: "old"}}}"#, [1, 3]), Sample("items", #"tags: {none: {word: {eq: "new"}}}"#, [2, 3, 4]),
        Sample("tags", #"items: {some: {shop: {items: {some: {marks: {has: 1}}}}}}"#, [1, 2]),
        Sample("items", #"or: [{shop: {name: {startsWith: "blue"}}}, {no: {eq: 4}}]"#, [3, 4]),
        Sample("items", "or: []", []), Sample("items", "and: []", [1, 2, 3, 4]), Sample("items", "no: {in: []}", []),
        Sample("items", "no: {notIn: [1, 4]}", [2, 3]), Sample("items", "price: {eq: null}", [2]),
        Sample("items", "price: {ne: null}", [1, 3, 4]),
        Sample("items", "mood: {in: [GOOD]}", [1, 4]),
    ]

    @Test("finds what SQL finds", arguments: texts + lists + documents + ranges + relations)
    func finds(sample: Sample) async throws {
        let gateway = try await Self.gateway.value
        let answer = try await gateway.answer("{ \(sample.list)(filter: {\(sample.filter)}) { nodes { no } } }", as: .visitor(of: 0))
        #expect(answer.errors.isEmpty, "\(answer.errors.map(\.canonical))")
        #expect(answer.value(at: "\(sample.list).nodes")?.items.compactMap { $0["no"]?.canonical } == sample.ids.map(String.init))
    }
}
