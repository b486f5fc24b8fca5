/// Writes syntax trees as GraphQL text in normal form: two blanks of indent, a blank line between definitions, values on lines
/// of their own where a line would pass 80 characters. Parsing the text and printing it again gives the same text.
package struct Printer {
    /// A line longer than this is broken up, if it is made of parts.
    static let lineWidth = 80

    private(set) var output: [UInt8] = []
    private var depth = 0
    /// Bytes after which nothing more is written.
    private var limit = Int.max

    package static func print(_ document: Document) -> String { print(document.definitions) }

    /// The definitions as one document.
    package static func print(_ definitions: [Definition]) -> String {
        printing { printer in
            var followsExecutable = true
            printer.joined(definitions, by: "\n\n") { printer, definition in
                printer.definition(definition, followsExecutable: followsExecutable)
                followsExecutable = definition.isExecutable
            }
        }
    }

    package static func print(_ value: Value) -> String { printing { $0.value(value) } }

    /// A value as an error message shows it: no more than about `limit` bytes of it, in time that does not depend on its size.
    package static func excerpt(_ value: Value, limit: Int = 400) -> String {
        var printer = Printer()
        printer.limit = limit
        printer.value(value)
        guard printer.isFull else { return String(decoding: printer.output, as: UTF8.self) }
        return String(String.UnicodeScalarView(String(decoding: printer.output, as: UTF8.self).unicodeScalars.prefix(limit))) + "..."
    }

    package static func print(_ type: TypeNode) -> String { printing { $0.type(type) } }

    package static func print(_ coordinate: SchemaCoordinate) -> String {
        switch coordinate {
        case .type(let type): type.value
        case .member(let type, let member): "\(type.value).\(member.value)"
        case .argument(let type, let field, let argument): "\(type.value).\(field.value)(\(argument.value):)"
        case .directive(let directive): "@\(directive.value)"
        case .directiveArgument(let directive, let argument): "@\(directive.value)(\(argument.value):)"
        }
    }

    private static func printing(_ body: (inout Printer) -> Void) -> String {
        var printer = Printer()
        body(&printer)
        return String(decoding: printer.output, as: UTF8.self)
    }
}

// What every node is written with.
extension Printer {
    var isFull: Bool { output.count > limit }

    mutating func write(_ text: String) {
        guard limit == .max else { return output.append(contentsOf: text.utf8.prefix(max(0, limit + 1 - output.count))) }
        output.append(contentsOf: text.utf8)
    }

    /// As much of a text as may be written at all.
    func withinLimit(_ text: String) -> String {
        limit == .max ? text : String(text.unicodeScalars.prefix(limit + 1))
    }

    /// Writes text that may have several lines; those after the first get the current indent.
    mutating func writeLines(_ text: String) {
        for byte in text.utf8 where !isFull {
            if byte == UInt8(ascii: "\n") { newline() } else { output.append(byte) }
        }
    }

    mutating func newline() {
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    mutating func joined<Item>(_ items: [Item], by separator: String, _ write: (inout Printer, Item) -> Void) {
        for (index, item) in items.enumerated() where !isFull {
            if index > 0 { self.write(separator) }
            write(&self, item)
        }
    }

    /// Writes each item on a line of its own, indented, between `open` and `close`.
    mutating func lines<Item>(_ open: String, _ items: [Item], _ close: String, _ write: (inout Printer, Item) -> Void) {
        self.write(open)
        depth += 1
        for item in items where !isFull {
            newline()
            write(&self, item)
        }
        depth -= 1
        newline()
        self.write(close)
    }

    /// A block in braces after a blank; nothing when there are no items.
    mutating func block<Item>(_ items: [Item], _ write: (inout Printer, Item) -> Void) {
        guard !items.isEmpty else { return }
        lines(" {", items, "}", write)
    }

    /// Runs `body`, and where that wrote more than one line takes it back and runs `otherwise`.
    mutating func onOneLine(_ body: (inout Printer) -> Void, otherwise: (inout Printer) -> Void) {
        let start = output.count
        body(&self)
        guard output[start...].contains(UInt8(ascii: "\n")) else { return }
        output.removeSubrange(start...)
        otherwise(&self)
    }
}
