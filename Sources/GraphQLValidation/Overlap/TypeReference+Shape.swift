import GraphQLSchema

extension TypeReference {
    /// Whether values of both types can stand in the same place of a response: SameResponseShape() of the specification, for the
    /// types themselves.
    func hasSameShape(as other: TypeReference, in schema: Schema) -> Bool {
        switch (self, other) {
        case (.list(let inner), .list(let other)), (.nonNull(let inner), .nonNull(let other)): inner.hasSameShape(as: other, in: schema)
        case (.list, _), (_, .list), (.nonNull, _), (_, .nonNull): false
        case (.named(let name), .named(let other)):
            name == other || !(schema.type(named: name)?.isLeaf ?? false) && !(schema.type(named: other)?.isLeaf ?? false)
        }
    }
}
