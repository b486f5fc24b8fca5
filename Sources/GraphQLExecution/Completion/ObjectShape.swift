/// What an object of one type answers with: its fields, in order.
public final class ObjectShape: Sendable {
    package let type: String
    package let fields: [FieldShape]
    /// The same, to be looked at without a count of who holds them: that costs more than a cell.
    @usableFromInline let borrowedFields: [Borrowed<FieldShape>]
    /// Those that the source writes by itself; nil where it does so with none.
    package let straight: StraightFields?
    /// The same, as the fields.
    @usableFromInline let borrowedStraight: Borrowed<StraightFields>?

    package init(type: String, fields: [FieldShape], straight: StraightFields? = nil) {
        self.type = type
        self.fields = fields
        self.borrowedFields = fields.map { Borrowed($0) }
        self.straight = straight
        self.borrowedStraight = straight.map { Borrowed($0) }
    }
}

/// What a value of an interface or union answers with: a shape for each object type that it may turn out to be.
public final class AbstractShape: Sendable {
    package let type: String
    /// In the order in which they were given.
    package let possible: [ObjectShape]
    private let borrowed: [Borrowed<ObjectShape>]

    package init(type: String, possible: [ObjectShape]) {
        self.type = type
        self.possible = possible
        borrowed = possible.map { Borrowed($0) }
    }

    /// The shape at a position, for as long as this one is there.
    package subscript(position: Int) -> Borrowed<ObjectShape> { borrowed[position] }

    /// The position of the shape for an object of the type; nil where it cannot be one.
    package func position(of type: String) -> Int? { possible.firstIndex { $0.type == type } }
}
