import Foundation
import JSON

/// `.souk/demo.json`: where the demo is, and a token for each role of each tenant.
struct DemoFile: Hashable {
    var url: String
    /// The migrator's.
    var databaseURL: String
    var tenants: [Tenant]

    struct Tenant: Hashable {
        var name: String
        /// By role, in the order of `roles`.
        var tokens: [String: String]
    }

    /// The order in which tokens are listed.
    static let roles = ["anonymous", "buyer", "merchant", "partner", "operator"]

    /// Reads a file that `write` wrote.
    static func read(_ path: String) throws -> DemoFile {
        guard let data = FileManager.default.contents(atPath: path) else { throw CommandError("\(path) cannot be read.") }
        guard let json = try? JSONParser.parse([UInt8](data)), let url = json["url"]?.string, case .array(let tenants)? = json["tenants"]
        else {
            throw CommandError("\(path) is not a file that `souk demo` wrote.")
        }
        return DemoFile(
            url: url, databaseURL: json["database_url"]?.string ?? "",
            tenants: tenants.compactMap { tenant in
                guard let name = tenant["name"]?.string, case .object(let members)? = tenant["tokens"] else { return nil }
                let tokens = members.compactMap { member in member.value.string.map { (member.key, $0) } }
                return Tenant(name: name, tokens: Dictionary(tokens) { first, _ in first })
            })
    }

    /// Writes the file so that only its owner reads it: it holds tokens.
    func write(_ path: String) throws {
        var writer = JSONWriter()
        writer.append(json)
        let file = URL(filePath: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let draft = path + ".new"
        guard
            FileManager.default.createFile(
                atPath: draft, contents: Data(writer.takeBytes() + [0x0A]), attributes: [.posixPermissions: 0o600]),
            rename(draft, path) == 0
        else { throw CommandError("\(path) cannot be written.") }
    }

    private var json: JSONValue {
        .members([
            "url": .string(url), "database_url": .string(databaseURL),
            "tenants": .array(
                tenants.map { tenant in
                    let tokens = Self.roles.compactMap { role in tenant.tokens[role].map { JSONMember(role, .string($0)) } }
                    return .members(["name": .string(tenant.name), "tokens": .object(tokens)])
                }),
        ])
    }
}

extension JSONValue {
    /// The text of a string; nil for every other kind.
    fileprivate var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
