import Foundation

/// The process's environment, where every flag has a variable.
enum Environment {
    /// A variable's value; nil when it is not set or empty.
    static func value(_ name: String) -> String? {
        guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else { return nil }
        return value
    }

    /// Whether a variable says yes: `1`, `true`, `yes` or `on`.
    static func flag(_ name: String) -> Bool {
        value(name).map { ["1", "true", "yes", "on"].contains($0.lowercased()) } ?? false
    }

    /// A variable read as a number. Throws when it is set to something else, rather than going on with a default.
    static func number<Number: LosslessStringConvertible>(_ name: String) throws -> Number? {
        guard let text = value(name) else { return nil }
        guard let number = Number(text) else { throw CommandError("\(name) is '\(text)', which is not a number.") }
        return number
    }

    /// A variable's parts between colons, as in PATH; nil when it is not set.
    static func list(_ name: String) -> [String]? {
        value(name)?.split(separator: ":").map(String.init)
    }
}
