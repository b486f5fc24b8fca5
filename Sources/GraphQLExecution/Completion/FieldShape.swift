package import GraphQLSchema

/// How one field of the response is written: its key, its wrappers, and what is at their heart.
public final class FieldShape: Sendable {
    /// The key in the response: a name, which has no characters that JSON would escape.
    @usableFromInline package let responseKey: String
    /// The object type that the field is on.
    package let parentType: String
    package let name: String
    /// The name at the heart of the field's type.
    package let typeName: String
    /// Whether null is forbidden: of the value itself, of its items, of theirs, …
    @usableFromInline package let nonNull: NonNullLevels
    @usableFromInline package let content: Content
    /// The same, to be looked at without a count of who holds it.
    @usableFromInline let borrowedContent: BorrowedContent
    /// Where the value is found in its object: a column, an index. What it counts is between whoever makes the shape and the source.
    package let slot: Int
    /// Empty where a source has no use for them.
    package let arguments: Arguments
    private let offset: Int
    private let otherOffsets: [Int]
    /// Byte offsets of the selections that were merged into this field.
    package var offsets: [Int] { [offset] + otherOffsets }

    /// What is at the heart of a field's type.
    public enum Content: Sendable {
        /// JSON that is known before execution: `__typename` and introspection. No value is asked for.
        case constant([UInt8])
        case flawed(FlawedValue)
        /// The executor cannot give this field a value: its arguments are at fault.
        case fault(FieldFault)
        case leaf(LeafShape)
        case object(ObjectShape)
        case abstract(AbstractShape)
    }

    @usableFromInline enum BorrowedContent: Sendable {
        case constant, flawed, fault
        case leaf(LeafShape)
        case object(Borrowed<ObjectShape>)
        case abstract(Borrowed<AbstractShape>)

        init(_ content: Content) {
            self =
                switch content {
                case .constant: .constant
                case .flawed: .flawed
                case .fault: .fault
                case .leaf(let leaf): .leaf(leaf)
                case .object(let shape): .object(Borrowed(shape))
                case .abstract(let shape): .abstract(Borrowed(shape))
                }
        }
    }

    /// The shape of a field as it was selected.
    package init(
        _ collected: CollectedField, _ definition: FieldDefinition, on parentType: String, content: Content, slot: Int = 0,
        arguments: Arguments = Arguments()
    ) {
        self.responseKey = collected.responseKey
        self.parentType = parentType
        self.name = definition.name
        self.typeName = definition.typeName
        self.nonNull = NonNullLevels(definition.type)
        self.content = content
        self.borrowedContent = BorrowedContent(content)
        self.slot = slot
        self.arguments = arguments
        self.offset = collected.offset
        self.otherOffsets = collected.otherOffsets
    }

    /// `"key":`
    package var encodedKey: [UInt8] {
        var bytes: [UInt8] = []
        appendKey(to: &bytes)
        return bytes
    }

    func appendKey(to bytes: inout [UInt8], behind first: UInt8? = nil) {
        if let first { bytes.append(first) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: responseKey.utf8)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }
}
