extension Printer {
    mutating func value(_ value: Value) {
        switch value.kind {
        case .variable(let name): write("$\(name)")
        case .int(let text), .float(let text), .enumValue(let text): write(text)
        case .string(let text, let isBlock):
            let text = withinLimit(text)
            isBlock ? writeLines(BlockString.print(text)) : write(StringLiteral.print(text))
        case .boolean(let flag): write(flag ? "true" : "false")
        case .null: write("null")
        case .list(let items): list(items, in: value)
        case .object(let fields): object(fields, in: value)
        }
    }

    private mutating func list(_ items: [Value], in value: Value) {
        guard !LineBudget.isExceeded(by: value) else {
            return lines("[", items, "]") { printer, item in printer.value(item) }
        }
        write("[")
        joined(items, by: ", ") { printer, item in printer.value(item) }
        write("]")
    }

    private mutating func object(_ fields: [ObjectField], in value: Value) {
        guard !LineBudget.isExceeded(by: value) else {
            return lines("{", fields, "}") { printer, field in printer.objectField(field) }
        }
        write("{ ")
        joined(fields, by: ", ") { printer, field in printer.objectField(field) }
        write(" }")
    }

    private mutating func objectField(_ field: ObjectField) {
        write("\(field.name.value): ")
        value(field.value)
    }

    mutating func type(_ type: TypeNode) {
        switch type {
        case .named(let name): write(name.value)
        case .list(let inner, _):
            write("[")
            self.type(inner)
            write("]")
        case .nonNull(let inner):
            self.type(inner)
            write("!")
        }
    }
}
