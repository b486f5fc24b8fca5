/// Counts the characters that a value would take on one line, and stops as soon as that is too many: so each list or object that
/// is asked about costs no more than a line, however much it holds.
struct LineBudget {
    private var left = Printer.lineWidth

    var isExceeded: Bool { left < 0 }

    static func isExceeded(by value: Value) -> Bool {
        var line = LineBudget()
        line.spend(value)
        return line.isExceeded
    }

    /// A field's alias, name and arguments, without what follows them.
    mutating func spend(_ field: Field) {
        if let alias = field.alias { spend(alias.value.utf8.count + 2) }
        spend(field.name.value.utf8.count + 2)
        for (index, argument) in field.arguments.enumerated() where !isExceeded {
            spend(argument.name.value.utf8.count + (index == 0 ? 2 : 4))
            spend(argument.value)
        }
    }

    mutating func spend(_ value: Value) {
        guard !isExceeded else { return }
        switch value.kind {
        case .variable(let name): spend(1 + name.utf8.count)
        case .int(let text), .float(let text), .enumValue(let text): spend(text.utf8.count)
        case .string(let text, let isBlock): spend(text, isBlock: isBlock)
        case .boolean(let flag): spend(flag ? 4 : 5)
        case .null: spend(4)
        case .list(let items):
            spend(2)
            for (index, item) in items.enumerated() where !isExceeded {
                if index > 0 { spend(2) }
                spend(item)
            }
        case .object(let fields):
            spend(4)
            for (index, field) in fields.enumerated() where !isExceeded {
                spend(field.name.value.utf8.count + (index > 0 ? 4 : 2))
                spend(field.value)
            }
        }
    }

    private mutating func spend(_ text: String, isBlock: Bool) {
        // A character has four bytes at most: this many bytes are too long a line, whatever they are.
        guard text.utf8.count <= 4 * Printer.lineWidth else { return spend(text.utf8.count) }
        spend((isBlock ? BlockString.print(text) : StringLiteral.print(text)).unicodeScalars.count)
    }

    private mutating func spend(_ characters: Int) {
        left -= characters
    }
}
