/// What an object of one type answers with: its fields, in order.
public final class ObjectShape: Sendable {
    package let type: String
    @usableFromInline package let fields: [FieldShape]
    /// Those that the source writes by itself; nil where it does so with none.
    @usableFromInline package let straight: StraightFields?

    package init(type: String, fields: [FieldShape], straight: StraightFields? = nil) {
        self.type = type
        self.fields = fields
        self.straight = straight
    }
}

/// What a value of an interface or union answers with: a shape for each object type that it may turn out to be.
public final class AbstractShape: Sendable {
    package let type: String
    package let possible: [String: ObjectShape]

    package init(type: String, possible: [String: ObjectShape]) {
        self.type = type
        self.possible = possible
    }
}
