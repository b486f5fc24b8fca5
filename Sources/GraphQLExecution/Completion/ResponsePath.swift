import GraphQLLanguage

/// The steps from the root of a response to the object or list in work.
///
/// Numbers and borrowed fields: hardly any answer has an error to be told the place of. The fields are there for as long as they are on the path, since
/// the completer holds the shape of what it is in.
@usableFromInline struct ResponsePath {
    private enum Step {
        case field(Borrowed<FieldShape>)
        case index(Int)
    }

    private var steps: [Step] = []

    @usableFromInline init() {}

    var segments: [PathSegment] {
        steps.map { step in
            switch step {
            case .field(let field): .key(field.look { $0.responseKey })
            case .index(let index): .index(index)
            }
        }
    }

    @usableFromInline mutating func enter(_ field: FieldShape) { steps.append(.field(Borrowed(field))) }

    @usableFromInline mutating func enterList() { steps.append(.index(0)) }

    @usableFromInline mutating func move(to index: Int) { steps[steps.count - 1] = .index(index) }

    @usableFromInline mutating func leave() { steps.removeLast() }
}
