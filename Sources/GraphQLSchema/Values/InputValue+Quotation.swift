import GraphQLLanguage

extension InputValue {
    /// The value as a fault quotes it, as a literal, cut where it is longer than so many bytes: no more of it is looked at.
    func quotation(upTo limit: Int) -> String {
        var text = ""
        write(to: &text, upTo: limit)
        return text.utf8.count > limit ? text.cut(to: limit) + "…" : text
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
                text += "\(field.name.cut(to: limit)): "
                field.value.write(to: &text, upTo: limit)
            }
            text += " }"
        } else if case .string(let string) = constant {
            text += StringLiteral.print(string.cut(to: limit))
        } else {
            text += quotation
        }
    }
}

extension String {
    /// No more than so many code points: a character may be made of any number of them.
    fileprivate func cut(to limit: Int) -> String { String(String.UnicodeScalarView(unicodeScalars.prefix(limit))) }
}
