import GraphModel
import PostgresTypes

/// SQL text in the making. Only names and rules from the catalog, parameters and the renderer's own words get in.
struct SQLText: ~Copyable {
    private(set) var text = ""

    mutating func write(_ words: StaticString) {
        words.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
    }

    mutating func write(_ name: Identifier) {
        text += name.quoted
    }

    mutating func write(_ number: Int) {
        text += String(number)
    }

    /// `$1` is the parameter with id 0.
    mutating func write(parameter: Parameter.ID) {
        text += "$\(parameter + 1)"
    }

    mutating func write(_ alias: Alias) {
        text += alias.text
    }

    /// What a migration declared in a table's rule, about the row that has this alias.
    mutating func write(rule: String, of row: Alias) {
        text += rule.replacing("$.", with: "\(row.text).")
    }

    mutating func write(_ table: Table) {
        text += "\(table.schema.quoted).\(table.name.quoted)"
    }

    /// The type of arrays of the column's values, by the name that the catalog formats: already quoted where it needs to be.
    ///
    /// Without the column's own bounds: a cast to `varchar(40)` would cut a longer key until it is another's.
    mutating func write(arrayTypeOf column: Column) {
        var name = column.sqlType
        if !name.hasPrefix("\""), let start = name.firstIndex(of: "("), let end = name[start...].firstIndex(of: ")") {
            name.removeSubrange(start...end)
            if name == "character" { name = "bpchar" }
        }
        text += name + "[]"
    }

    /// The type of arrays of values that the column is compared with: what has no operators of its own is compared as another type.
    mutating func write(arrayTypeOfValuesFor column: Column) {
        switch column.typeOID {
        case TypeOID.varchar: text += "text[]"
        case TypeOID.cidr: text += "inet[]"
        default: write(arrayTypeOf: column)
        }
    }

    /// Writes each element, the separator between them.
    mutating func writeList<Element>(
        _ elements: some Sequence<Element>, separator: StaticString = ", ", _ write: (inout SQLText, Element) -> Void
    ) {
        var isFirst = true
        for element in elements {
            if !isFirst { self.write(separator) }
            isFirst = false
            write(&self, element)
        }
    }

    consuming func finished() -> String { text }
}
