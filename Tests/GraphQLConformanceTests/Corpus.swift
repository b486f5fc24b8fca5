import Foundation
import GraphQLLanguage

/// The conformance corpus that lies beside the package; `SOUK_SHARED` says where if it lies elsewhere.
enum Corpus {
    struct Case: CustomStringConvertible {
        let name: String
        let request: [String: Any]
        let expect: [String: Any]

        var description: String { name }

        func text(_ key: String) -> String { request[key] as? String ?? "" }
    }

    static let folder: URL = {
        let shared = ProcessInfo.processInfo.environment["SOUK_SHARED"].map { URL(fileURLWithPath: $0) }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return (shared ?? package.deletingLastPathComponent().appendingPathComponent("shared")).appendingPathComponent("conformance/corpus")
    }()

    static func exists(_ area: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent("\(area).jsonl").path)
    }

    /// The cases of an area, each schema put in where a case refers to it.
    static func cases(_ area: String) throws -> [Case] {
        var schemas: [String: String] = [:]
        var cases: [Case] = []
        let lines = try Data(contentsOf: folder.appendingPathComponent("\(area).jsonl")).split(separator: UInt8(ascii: "\n"))
        for line in lines {
            guard let row = try JSONSerialization.jsonObject(with: line) as? [String: Any] else { continue }
            if let name = row["define"] as? String {
                schemas[name] = row["sdl"] as? String
                continue
            }
            guard let name = row["name"] as? String, var request = row["request"] as? [String: Any],
                let expect = row["expect"] as? [String: Any]
            else { continue }
            if let reference = (request["schema"] as? [String: Any])?["ref"] as? String { request["schema"] = schemas[reference] }
            cases.append(Case(name: name, request: request, expect: expect))
        }
        return cases
    }

    /// An error as the corpus compares it: places sorted, and of the message neither quotes and blanks nor what is free.
    struct ComparableError: Hashable, Comparable, CustomStringConvertible {
        let message: String
        let places: [[Int]]

        init(_ error: GraphQLError) {
            message = Self.squeeze(error.message)
            places = error.locations.map { [$0.line, $0.column] }.sorted { $0.lexicographicallyPrecedes($1) }
        }

        init(_ row: [String: Any]) {
            message = Self.squeeze(row["message"] as? String ?? "")
            let locations = row["locations"] as? [[String: Int]] ?? []
            places = locations.map { [$0["line"] ?? 0, $0["column"] ?? 0] }.sorted { $0.lexicographicallyPrecedes($1) }
        }

        var description: String { "\(message) \(places)" }

        static func < (left: Self, right: Self) -> Bool { left.description < right.description }

        private static func squeeze(_ message: String) -> String {
            message
                .replacingOccurrences(
                    of: "(,? [Ff]ound: | Did you mean |value: (?=[\\[{]))[\\s\\S]*", with: "", options: .regularExpression
                )
                .replacingOccurrences(of: "[\\s\"'`“”‘’]+", with: "", options: .regularExpression)
        }
    }

    static func errors(expectedBy expect: [String: Any]) -> [ComparableError] {
        (expect["errors"] as? [[String: Any]] ?? []).map(ComparableError.init).sorted()
    }
}
