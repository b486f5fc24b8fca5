/// What has a name within its type or schema.
package protocol Member: Sendable {
    var name: String { get }
}

/// Members in their order, found by name in constant time.
package struct Members<Element: Member>: Sendable, RandomAccessCollection, ExpressibleByArrayLiteral {
    private let elements: [Element]
    private let positions: NameTable

    /// Where a name occurs more than once, a look-up finds the first.
    package init(_ elements: [Element]) {
        self.elements = elements
        self.positions = NameTable(elements.map(\.name))
    }

    package init(arrayLiteral elements: Element...) {
        self.init(elements)
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { elements.count }
    package subscript(position: Int) -> Element { elements[position] }
    /// The array's own: the one that a collection has by default is not specialised across modules.
    package func makeIterator() -> [Element].Iterator { elements.makeIterator() }

    package subscript(name: String) -> Element? {
        if let position = positions[name] { elements[position] } else { nil }
    }
}
