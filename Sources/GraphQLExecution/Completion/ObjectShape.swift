/// What an object of one type answers with: its fields, in order.
public final class ObjectShape: Sendable {
    package let type: String
    @usableFromInline package let fields: [FieldShape]

    package init(type: String, fields: [FieldShape]) {
        self.type = type
        self.fields = fields
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
