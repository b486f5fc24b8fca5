package import GraphQLLanguage

/// One thing that is wrong with an input value, and where in it.
package struct InputFault: Error, Sendable, Hashable {
    /// The way from the value as a whole to the part that is wrong.
    package let path: [PathSegment]
    package let message: String

    package init(path: [PathSegment] = [], message: String) {
        self.path = path
        self.message = message
    }

    /// The way as people write it: `.merchants[0].id`, empty at the value itself.
    package var place: String {
        path.map { segment in
            switch segment {
            case .key(let key): ".\(key)"
            case .index(let index): "[\(index)]"
            }
        }.joined()
    }
}

/// Everything that is wrong with one input value; at least one thing.
package struct InputFaults: Error, Sendable, Hashable {
    package let faults: [InputFault]

    package init(_ faults: [InputFault]) {
        self.faults = faults
    }
}
