import Foundation
import JSON
import Testing

@Suite("Idempotency keys")
struct IdempotencyTests {
    private typealias Ground = WritesGround

    private func input(_ body: String, key: String) -> String { #"{"body": "\#(body)", "idempotencyKey": "\#(key)"}"# }

    private func data(_ answer: Answer) -> String { answer.data?.canonical ?? answer.text }

    @Test("The same key and input: the same answer, once; another input: a conflict")
    func once() async throws {
        let ground = try await Ground.shared.value
        let (key, body) = (UUID().uuidString, "once-\(UUID().uuidString)")
        let first = try await ground.ask(Ground.publish, input(body, key: key), as: ground.buyer)
        #expect(first.errors.isEmpty, "\(first.text)")
        let again = try await ground.ask(Ground.publish, input(body, key: key), as: ground.buyer)
        #expect(data(again) == data(first))
        // Blanks, commas and comments are no part of a document.
        let spaced = Ground.publish.replacing("{", with: " { # again\n ").replacing(")", with: ",\n)")
        let anew = try await ground.ask(spaced, input(body, key: key), as: ground.buyer)
        #expect(data(anew) == data(first), "\(anew.text)")
        let other = try await ground.ask(Ground.publish, input("another", key: key), as: ground.buyer)
        #expect(other.code == "CONFLICT" && other.input == "idempotencyKey" && other.path == #"["publishPost"]"#, "\(other.text)")
        #expect(try await ground.value("SELECT count(*) FROM market.post WHERE body = '\(body)'") == "1")
    }

    @Test("A variable that decides what is selected of the payload belongs to the request")
    func selection() async throws {
        let ground = try await Ground.shared.value
        let (key, body) = (UUID().uuidString, "selected-\(UUID().uuidString)")
        let query =
            "mutation ($with: Boolean!) { publishPost(input: \(input(body, key: key).replacing(/"(\w+)":/) { "\($0.1):" })) { post { id body @include(if: $with) } } }"
        func ask(_ with: Bool) async throws -> Answer {
            let sent = JSONValue.object([
                JSONMember("query", .string(query)), JSONMember("variables", .object([JSONMember("with", .bool(with))])),
            ])
            return try #require(try await ground.access.gateways[0].post(sent.text, token: ground.buyer).answer)
        }
        let first = try await ask(true)
        #expect(first.value(at: "publishPost.post.body") == .string(body), "\(first.text)")
        #expect(data(try await ask(true)) == data(first))
        #expect(try await ask(false).code == "CONFLICT")
    }

    @Test("An answer that is too long to be kept is given once; who asks again learns that it was done, and nothing is done twice")
    func long() async throws {
        let ground = try await Ground.shared.value
        let (key, body) = (UUID().uuidString, "long-\(UUID().uuidString)")
        let fields = (0..<1500).map { "a\($0): body" }.joined(separator: " ")
        let query = "mutation ($i: PublishPostInput!) { publishPost(input: $i) { post { \(fields) } } }"
        let first = try await ground.ask(query, input(body, key: key), as: ground.buyer)
        #expect(first.errors.isEmpty && data(first).utf8.count > 64 << 10)
        let again = try await ground.ask(query, input(body, key: key), as: ground.buyer)
        #expect(
            again.code == "TOO_COMPLEX" && again.path == #"["publishPost"]"# && data(again) == #"{"publishPost":null}"#, "\(again.text)")
        #expect(try await ground.value("SELECT count(*) FROM market.post WHERE body = '\(body)'") == "1")
        #expect(try await ground.value("SELECT count(*) FROM souk.idempotency_key WHERE length(answer) > 66000") == "0")
    }

    @Test("What was refused is not kept: the key is free again")
    func refused() async throws {
        let ground = try await Ground.shared.value
        let key = UUID().uuidString
        let refused = try await ground.ask(Ground.publish, input("", key: key), as: ground.buyer)
        #expect(refused.code == "CONSTRAINT", "\(refused.text)")
        let mended = try await ground.ask(Ground.publish, input("mended", key: key), as: ground.buyer)
        #expect(mended.errors.isEmpty, "\(mended.text)")
    }

    @Test("A key is its viewer's own, and is not answered to a token with other rights")
    func owners() async throws {
        let ground = try await Ground.shared.value
        let (key, body) = (UUID().uuidString, "owned-\(UUID().uuidString)")
        let first = try await ground.ask(Ground.publish, input(body, key: key), as: ground.buyer)
        let stranger = try await ground.access.token("buyer", "subject => '6'").text
        let other = try await ground.ask(Ground.publish, input(body, key: key), as: stranger)
        #expect(other.errors.isEmpty && data(other) != data(first), "\(other.text)")
        let narrow = try await ground.access.token(
            "buyer", "subject => '5', scopes => '{posts:read,posts:write,buyers:read}'"
        ).text
        let narrower = try await ground.ask(Ground.publish, input(body, key: key), as: narrow)
        #expect(narrower.code == "CONFLICT" || narrower.code == "VALIDATION", "\(narrower.text)")
    }

    @Test("Sixty-four clients with one key at once: written once, and all are told the same")
    func manyAtOnce() async throws {
        let ground = try await Ground.shared.value
        let (key, body) = (UUID().uuidString, "many-\(UUID().uuidString)")
        let answers = try await withThrowingTaskGroup { tasks in
            for _ in 0..<64 {
                tasks.addTask { try await ground.ask(Ground.publish, input(body, key: key), as: ground.buyer) }
            }
            var answers: [String] = []
            for try await answer in tasks { answers.append(answer.data?.canonical ?? answer.text) }
            return answers
        }
        #expect(answers.count == 64)
        #expect(Set(answers).count == 1, "\(Set(answers).prefix(3))")
        #expect(try await ground.value("SELECT count(*) FROM market.post WHERE body = '\(body)'") == "1")
    }

    @Test("One transaction has one key for all of its fields")
    func transaction() async throws {
        let ground = try await Ground.shared.value
        let (key, body) = (UUID().uuidString, "both-\(UUID().uuidString)")
        let document = """
            mutation ($i: String) @transaction {
              a: publishPost(input: {body: "\(body)", idempotencyKey: $i}) { post { databaseId } }
              b: publishPost(input: {body: "\(body)"}) { post { databaseId } }
            }
            """
        let first = try await ground.ask(document, "\"\(key)\"", as: ground.buyer)
        #expect(first.errors.isEmpty, "\(first.text)")
        let again = try await ground.ask(document, "\"\(key)\"", as: ground.buyer)
        #expect(data(again) == data(first))
        #expect(try await ground.value("SELECT count(*) FROM market.post WHERE body = '\(body)'") == "2")
    }
}
