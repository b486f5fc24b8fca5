/// Makes documents of every construct of the grammar at random; the same for the same seed.
struct DocumentGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    private mutating func next(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }

    private mutating func pick(_ options: [String]) -> String { options[next(options.count)] }

    private mutating func chance() -> Bool { next(3) == 0 }

    private mutating func some(_ most: Int, _ part: (inout Self) -> String) -> String {
        (0...next(most)).map { _ in part(&self) }.joined(separator: pick([" ", ", ", "\n", " # c\n"]))
    }

    /// Changes, removes or inserts one byte.
    mutating func mutate(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let index = next(bytes.count)
        switch next(3) {
        case 0: bytes[index] = UInt8(truncatingIfNeeded: next(256))
        case 1: bytes.remove(at: index)
        default: bytes.insert(contentsOf: Array("{}()[]:!$@|&=\"\\.#-1a\n".utf8)[next(22)...].prefix(1), at: index)
        }
    }

    mutating func document() -> String {
        some(4) { $0.definition() }
    }

    private mutating func definition() -> String {
        let description = chance() ? string() + " " : ""
        switch next(12) {
        case 0: return "query { \(selections(3)) }"
        case 1, 2:
            return description
                + "\(pick(["query", "mutation", "subscription"])) \(name())\(variables())\(directives(3)) { \(selections(3)) }"
        case 3: return description + "fragment F\(name()) on \(name())\(directives(3)) { \(selections(3)) }"
        case 4: return description + "schema\(directives(0)) { query: \(name()) }"
        case 5: return description + "scalar \(name())\(directives(0))"
        case 6:
            return description
                + "\(pick(["type", "interface"])) \(name())\(chance() ? " implements & A & B" : "")\(directives(0)) { \(some(3) { $0.fieldDefinition() }) }"
        case 7: return description + "union \(name())\(directives(0)) = \(pick(["", "| "]))\(name()) | \(name())"
        case 8: return description + "enum \(name()) { \(some(3) { "E" + $0.name() + $0.directives(0) }) }"
        case 9: return description + "input \(name())\(directives(0)) { \(some(3) { $0.inputValue() }) }"
        case 10:
            return description
                + "directive @\(name())\(chance() ? "(\(inputValue()))" : "")\(chance() ? " repeatable" : "") on FIELD | ENUM"
        default: return "extend \(pick(["type", "interface", "input", "union", "enum", "scalar"])) \(name()) @\(name())"
        }
    }

    private mutating func selections(_ depth: Int) -> String {
        some(4) { generator in
            switch generator.next(8) {
            case 0: return "...F" + generator.name() + generator.directives(2)
            case 1 where depth > 0:
                return
                    "...\(generator.chance() ? " on \(generator.name())" : "")\(generator.directives(2)) { \(generator.selections(depth - 1)) }"
            default:
                let alias = generator.chance() ? generator.name() + ": " : ""
                let arguments = generator.chance() ? "(\(generator.some(3) { "\($0.name()): \($0.value(2))" }))" : ""
                let below = depth > 0 && generator.chance() ? " { \(generator.selections(depth - 1)) }" : ""
                return alias + generator.name() + arguments + generator.directives(2) + below
            }
        }
    }

    private mutating func variables() -> String {
        guard chance() else { return "" }
        return
            "(\(some(3) { "\($0.chance() ? $0.string() + " " : "")$\($0.name()): \($0.type())\($0.chance() ? " = \($0.constant(2))" : "")\($0.directives(0))" }))"
    }

    /// - Parameter depth: Of the values in arguments that may contain variables; 0 for directives without any.
    private mutating func directives(_ depth: Int) -> String {
        guard chance() else { return "" }
        return " @\(name())" + (chance() ? "(\(name()): \(depth > 0 ? value(depth) : constant(2)))" : "")
    }

    private mutating func fieldDefinition() -> String {
        let description = chance() ? string() + " " : ""
        return description + name() + (chance() ? "(\(some(2) { $0.inputValue() }))" : "") + ": " + type() + directives(0)
    }

    private mutating func inputValue() -> String {
        "\(chance() ? string() + " " : "")\(name()): \(type())\(chance() ? " = \(constant(2))" : "")\(directives(0))"
    }

    private mutating func type() -> String {
        pick(["A", "B!", "[C]", "[[D!]!]!", "Int"])
    }

    private mutating func value(_ depth: Int) -> String {
        next(4) == 0 ? "$" + name() : constant(depth)
    }

    private mutating func constant(_ depth: Int) -> String {
        switch next(depth > 0 ? 7 : 4) {
        case 0: pick(["0", "-1", "12345678901234567890", "1.5", "-2e10"])
        case 1: pick(["true", "false", "null", "ENUM"])
        case 2, 3: string()
        case 4: "[" + some(12) { $0.constant(depth - 1) } + "]"
        case 5: "{" + some(4) { "\($0.name()): \($0.constant(depth - 1))" } + "}"
        default: pick(["[]", "{}"])
        }
    }

    private mutating func string() -> String {
        pick([
            "\"\"", "\"a\"", "\"\\u{1F600}\\n\\\"\"", "\"ä, # {\"", "\"\"\"\"\"\"", "\"\"\"block\"\"\"", "\"\"\"\n    a\n      b\n  \"\"\"",
            "\"\"\" \\\"\"\" \\ \"\"\"", "\"\"\"a\\\n\"\"\"", "\"\(String(repeating: "long ", count: 20))\"",
        ])
    }

    private mutating func name() -> String {
        pick(["a", "b", "field", "_", "type", "on1", "query", "someLongerName", "input", "X9"])
    }
}
