/// A one-dimensional array of PostgreSQL as its text: `{1,2}`, `{"a b",NULL}`.
struct ArrayText {
    let elements: [String]

    init(_ elements: [String]) {
        self.elements = elements
    }

    /// Reads the text; a NULL among the elements reads as the empty text. Nil when it is no array.
    init?(parsing text: String) {
        guard text.first == "{", text.last == "}" else { return nil }
        var elements: [String] = []
        var element = ""
        var isQuoted = false
        var wasQuoted = false
        var escapes = false
        for character in text.dropFirst().dropLast() {
            if escapes {
                element.append(character)
                escapes = false
            } else if character == "\\" {
                escapes = true
            } else if character == "\"" {
                isQuoted.toggle()
                wasQuoted = true
            } else if character == ",", !isQuoted {
                elements.append(element == "NULL" && !wasQuoted ? "" : element)
                (element, wasQuoted) = ("", false)
            } else {
                element.append(character)
            }
        }
        if !elements.isEmpty || !element.isEmpty || wasQuoted { elements.append(element == "NULL" && !wasQuoted ? "" : element) }
        self.elements = elements
    }

    /// The array as a parameter takes it, every element quoted.
    var text: String {
        let quoted = elements.map { "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }
        return "{" + quoted.joined(separator: ",") + "}"
    }
}
