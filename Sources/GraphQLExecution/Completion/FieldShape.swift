package import GraphQLSchema
import JSON

/// How one field of the response is written: its key, its wrappers, and what is at their heart.
public final class FieldShape: Sendable {
    /// The key in the response, for paths.
    package let responseKey: String
    /// `"key":`, encoded once.
    @usableFromInline package let encodedKey: [UInt8]
    /// The object type that the field is on.
    package let parentType: String
    package let name: String
    package let type: TypeReference
    /// Whether null is forbidden: of the value itself, of its items, of theirs, … One more than there are lists.
    @usableFromInline package let nonNull: [Bool]
    @usableFromInline package let content: Content
    /// Where the value is found in its object: a column, an index. What it counts is between whoever makes the shape and the source.
    package let slot: Int
    /// Empty where a source has no use for them.
    package let arguments: Arguments
    /// Byte offsets of the selections that were merged into this field.
    package let offsets: [Int]

    /// What is at the heart of a field's type.
    public enum Content: Sendable {
        /// JSON that is known before execution: `__typename` and introspection. No value is asked for.
        case constant([UInt8])
        /// The executor cannot give this field a value: its arguments are at fault.
        case fault(FieldFault)
        case leaf(LeafShape)
        case object(ObjectShape)
        case abstract(AbstractShape)
    }

    package init(
        responseKey: String, parentType: String, name: String, type: TypeReference, content: Content, slot: Int = 0,
        arguments: Arguments = Arguments(), offsets: [Int] = []
    ) {
        self.responseKey = responseKey
        var key = JSONWriter(capacity: 64)
        key.append(string: responseKey)
        key.append(byte: UInt8(ascii: ":"))
        self.encodedKey = key.takeBytes()
        self.parentType = parentType
        self.name = name
        self.type = type
        self.nonNull = type.nonNullLevels
        self.content = content
        self.slot = slot
        self.arguments = arguments
        self.offsets = offsets
    }
}

extension TypeReference {
    /// For each level of lists, from the outermost to the items at the heart, whether it is non-null: `[[A!]]!` is true, false, true.
    package var nonNullLevels: [Bool] {
        var levels: [Bool] = []
        var type = self
        while true {
            levels.append(type.isNonNull)
            guard case .list(let inner) = type.nullable else { return levels }
            type = inner
        }
    }
}
