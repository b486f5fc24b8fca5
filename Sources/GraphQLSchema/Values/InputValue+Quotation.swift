import GraphQLLanguage

extension InputValue {
    /// The value as a fault quotes it, as a literal, cut where it is longer than so many bytes: no more of it is looked at.
    func quotation(upTo limit: Int) -> String {
        var text = ""
        write(to: &text, upTo: limit)
        return text.utf8.count > limit ? text.prefix(limit) + "…" : text
    }

    private func write(to text: inout String, upTo limit: Int) {
        if let items {
            text += "["
            for (index, item) in items.enumerated() where text.utf8.count <= limit {
                if index > 0 { text += ", " }
                item.write(to: &text, upTo: limit)
            }
            text += "]"
        } else if let fields {
            text += "{ "
            for (index, field) in fields.enumerated() where text.utf8.count <= limit {
                if index > 0 { text += ", " }
                text += "\(field.name.prefix(limit)): "
                field.value.write(to: &text, upTo: limit)
            }
            text += " }"
        } else if case .string(let string) = constant {
            text += StringLiteral.print(String(string.prefix(limit)))
        } else {
            text += quotation
        }
    }
}
