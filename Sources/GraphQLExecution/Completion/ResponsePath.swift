import GraphQLLanguage

/// The steps from the root of a response to the object or list in work.
@usableFromInline struct ResponsePath {
    private(set) var segments: [PathSegment] = []

    @usableFromInline init() {}

    @usableFromInline mutating func enter(_ field: FieldShape) { segments.append(.key(field.responseKey)) }

    @usableFromInline mutating func enterList() { segments.append(.index(0)) }

    @usableFromInline mutating func move(to index: Int) { segments[segments.count - 1] = .index(index) }

    @usableFromInline mutating func leave() { segments.removeLast() }
}
