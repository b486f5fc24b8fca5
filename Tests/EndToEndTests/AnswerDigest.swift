import Crypto
import Foundation
import JSON

/// What is kept of an answer whose rows are somebody else's: its shape, its counts and its digest; errors and cost in full.
enum AnswerDigest {
    static func digest(of answer: Answer) -> JSONValue {
        var members: [JSONMember] = []
        if let data = answer.data {
            var shape = Shape()
            shape.add(data, at: "")
            let digest = SHA256.hash(data: Data(data.canonical.utf8)).map { String(format: "%02x", $0) }.joined()
            members.append(JSONMember("sha256", .string(digest)))
            members.append(JSONMember("shape", .object(shape.lines)))
        }
        if !answer.errors.isEmpty { members.append(JSONMember("errors", .array(answer.errors))) }
        if let extensions = answer.json["extensions"] { members.append(JSONMember("extensions", extensions)) }
        return .object(members)
    }

    /// How often which kind of value stands at which path.
    private struct Shape {
        private var paths: [String] = []
        private var counts: [String: [(kind: String, count: Int)]] = [:]

        mutating func add(_ value: JSONValue, at path: String) {
            switch value {
            case .object(let members):
                count("object", at: path)
                for member in members { add(member.value, at: path.isEmpty ? member.key : path + "." + member.key) }
            case .array(let items):
                count("list", at: path)
                for item in items { add(item, at: path + "[]") }
            case .string: count("text", at: path)
            case .number: count("number", at: path)
            case .bool: count("boolean", at: path)
            case .null: count("null", at: path)
            }
        }

        private mutating func count(_ kind: String, at path: String) {
            if counts[path] == nil { paths.append(path) }
            var kinds = counts[path] ?? []
            if let index = kinds.firstIndex(where: { $0.kind == kind }) {
                kinds[index].count += 1
            } else {
                kinds.append((kind, 1))
            }
            counts[path] = kinds
        }

        var lines: [JSONMember] {
            paths.map { path in
                let kinds = (counts[path] ?? []).map { "\($0.count) \($0.kind)" }.joined(separator: ", ")
                return JSONMember(path.isEmpty ? "data" : path, .string(kinds))
            }
        }
    }
}
