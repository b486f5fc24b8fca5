/// A text array as PostgreSQL reads it: `{"a","b \" c",NULL}`. Nil elements are NULL.
func arrayLiteral(_ elements: some Sequence<String?>) -> String {
    var text = "{"
    for element in elements {
        if text.utf8.count > 1 { text += "," }
        guard let element else {
            text += "NULL"
            continue
        }
        text += "\""
        for scalar in element.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(scalar)
        }
        text += "\""
    }
    return text + "}"
}
