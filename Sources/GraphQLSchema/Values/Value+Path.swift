import GraphQLLanguage

extension Value {
    /// The part of a literal that a path leads to; as near to it as the literal goes.
    func part(at path: ArraySlice<PathSegment>) -> Value {
        switch (path.first, kind) {
        case (.index(let index)?, .list(let items)) where items.indices.contains(index): items[index].part(at: path.dropFirst())
        case (.key(let key)?, .object(let fields)):
            fields.first { $0.name.value == key }.map { $0.value.part(at: path.dropFirst()) } ?? self
        default: self
        }
    }
}
