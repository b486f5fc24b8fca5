import GraphQLLanguage

extension SchemaPrinter {
    static func implements(_ interfaces: [String]) -> String {
        interfaces.isEmpty ? "" : " implements " + interfaces.joined(separator: " & ")
    }

    static func fields(_ fields: Members<FieldDefinition>) -> String {
        block(
            fields.enumerated().map { index, field in
                description(field.description, indent: "  ", isFirst: index == 0) + "  \(field.name)"
                    + arguments(field.arguments, indent: "  ") + ": \(field.type)" + deprecated(field.deprecationReason)
            })
    }

    /// Arguments on one line; on a line each where one of them has a description.
    static func arguments(_ arguments: Members<InputValueDefinition>, indent: String) -> String {
        if arguments.isEmpty { return "" }
        if arguments.allSatisfy({ $0.description == nil }) {
            return "(" + arguments.map(inputValue).joined(separator: ", ") + ")"
        }
        let lines = arguments.enumerated().map { index, argument in
            description(argument.description, indent: indent + "  ", isFirst: index == 0) + "\(indent)  " + inputValue(argument)
        }
        return "(\n" + lines.joined(separator: "\n") + "\n\(indent))"
    }

    static func inputValue(_ value: InputValueDefinition) -> String {
        "\(value.name): \(value.type)" + (value.defaultValue.map { " = \($0)" } ?? "") + deprecated(value.deprecationReason)
    }

    static func deprecated(_ reason: String?) -> String {
        switch reason {
        case nil: ""
        case BuiltIns.defaultDeprecationReason?: " @deprecated"
        case let reason?: " @deprecated(reason: \(StringLiteral.print(reason)))"
        }
    }

    static func block(_ lines: [String]) -> String {
        lines.isEmpty ? "" : " {\n" + lines.joined(separator: "\n") + "\n}"
    }

    /// A description on lines of its own, a blank line before it unless it is the first in its block.
    static func description(_ text: String?, indent: String = "", isFirst: Bool = true) -> String {
        guard let text else { return "" }
        let literal = isPrintableAsBlock(text) ? BlockString.print(text) : StringLiteral.print(text)
        return (isFirst ? "" : "\n") + indent + literal.replacing("\n", with: "\n" + indent) + "\n"
    }

    /// Whether a block string can have this value: it loses blank lines at both ends, common indentation and control characters.
    private static func isPrintableAsBlock(_ text: String) -> Bool {
        if text.isEmpty { return true }
        var isEmptyLine = true
        var hasIndent = false
        var hasCommonIndent = true
        var seenLine = false
        for byte in text.utf8 {
            switch byte {
            case 0x0A:
                if isEmptyLine && !seenLine { return false }
                seenLine = true
                isEmptyLine = true
                hasIndent = false
            case 0x09, 0x20: hasIndent = hasIndent || isEmptyLine
            case 0..<0x10: return false
            default:
                hasCommonIndent = hasCommonIndent && hasIndent
                isEmptyLine = false
            }
        }
        return !isEmptyLine && !(hasCommonIndent && seenLine)
    }
}
