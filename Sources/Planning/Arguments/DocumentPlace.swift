/// Where something stands in a document, which makes no difference to what it is: all places are equal.
package struct DocumentPlace: Sendable, Hashable {
    package static let none = DocumentPlace(offset: nil)

    /// In bytes from the start.
    package let offset: Int?

    package static func == (_: DocumentPlace, _: DocumentPlace) -> Bool { true }

    package func hash(into _: inout Hasher) {}
}
