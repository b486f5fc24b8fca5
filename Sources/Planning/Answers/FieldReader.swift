import GraphModel
package import PostgresTypes

/// How a field of the answer is read from the cells of a row, or from a page.
package enum FieldReader: Sendable {
    // From a row
    case leaf(slot: Int, LeafReader)
    /// A json document in a cell.
    case document(slot: Int, isBinary: Bool)
    /// A member of a json object.
    case member(String)
    /// The global id, made of the type's name and the key's cells.
    case globalID(GlobalIDReader)
    /// A row that is part of the same cells; null where the cell at `presence` is null.
    case sameRow(presence: Int)
    /// One of several rows that are part of the same cells: the first whose presence cell is not null, in the order of the field's possible types.
    case oneOf(presences: [Int])
    case page(PageReader)

    // From a page
    case edges
    case nodes
    case pageInfo
    case totalCount
    /// Whether there are more rows than were counted.
    case isCapped
    case aggregate(FigurePlace)
    case groups(FigurePlace)
    case hasNextPage
    case hasPreviousPage
    case startCursor
    case endCursor

    // From an aggregate
    /// The number of rows, of those that were read.
    case figureCount(slot: Int)
    /// Whether the number of rows at `total` is more than are read.
    case figureIsCapped(total: Int)
    /// A figure; null where there are more rows than are read, since it would be wrong.
    case figure(slot: Int, total: Int?, LeafReader)

    // From an edge
    case edgeCursor
    case edgeNode

    // From the root
    /// The only row of a statement.
    case row(statement: Int)
    case rows(RootRows)
    /// A value that is a cell of a statement's only row.
    case rootLeaf(statement: Int, column: Int, LeafReader)
    /// A json document in a cell of a statement's only row.
    case rootDocument(statement: Int, column: Int, isBinary: Bool)

    // From a mutation's root, and from a payload
    /// The payload itself, whose fields are read as the root's are.
    case payload
    /// Rows in the order that a position in each tells, those that are hidden left out.
    case returned(RootRows.Part)
    /// What an argument said.
    case argument(ArgumentSource)
    /// Always null.
    case none
}

/// How the cells of a row's key become its global id.
package final class GlobalIDReader: Sendable {
    package struct KeyCell: Sendable {
        package var slot: Int
        package var type: PostgresType
    }

    /// What the id's bytes begin with: the type's name.
    package let prefix: [UInt8]
    package let key: [KeyCell]

    init(typeName: String, key: [KeyCell]) {
        self.prefix = GlobalID.escaped(typeName)
        self.key = key
    }
}

/// How a cell becomes a leaf value, or a list of them.
package final class LeafReader: Sendable {
    /// The type of a single value: for an array, of its elements.
    package let type: PostgresType
    /// GraphQL names by stored text, as JSON strings, for enum values.
    package let enumNames: [String: [UInt8]]?

    convenience init(of column: Column) {
        self.init(of: column.type, enumNames: column.enumNames)
    }

    convenience init(of value: FunctionValue) {
        self.init(of: value.type, enumNames: value.enumNames)
    }

    init(of columnType: PostgresType, enumNames: [String: String]? = nil) {
        var type = columnType.underlying
        while case .array(let element, _) = type { type = element.underlying }
        self.type = type
        self.enumNames = enumNames?.mapValues { Array("\"\($0)\"".utf8) }
    }
}

/// A page of rows: where they are, and what turns more rows than asked for into a next page.
package final class PageReader: Sendable {
    package enum Place: Sendable {
        /// An array of records in a cell of the outer row.
        case cell(slot: Int)
        /// The rows of the statement themselves, from a cell onwards; where the presence cell is null, there is none.
        case rows(statement: Int, presence: Int?)
        /// Nowhere: nothing is asked of the rows.
        case unread
    }

    package enum Count: Sendable {
        /// Counted, one row further than is told.
        case counted(FigurePlace)
        /// Kept in a column of the outer row, however many there are.
        case kept(slot: Int)
    }

    package let place: Place
    package let size: PageSize
    /// Whether the rows come in reverse: the page was asked for by `last`.
    package let isBackward: Bool
    /// What tells whether there is a row at or before `after`; nil when nobody asks, or none can be.
    package let preceding: FigurePlace?
    /// What tells whether there is a row at or after `before`.
    package let following: FigurePlace?
    /// The order's key cells of a row, when cursors are asked for.
    package let cursorSlots: [Int]
    package let cursorScope: CursorScope
    package let count: Count?
    /// Whether the answer has its rows, and not only what is told of them.
    package let isListed: Bool

    init(
        place: Place, size: PageSize, isBackward: Bool, preceding: FigurePlace?, following: FigurePlace?, cursorSlots: [Int],
        cursorScope: CursorScope, count: Count?, isListed: Bool
    ) {
        self.place = place
        self.size = size
        self.isBackward = isBackward
        self.preceding = preceding
        self.following = following
        self.cursorSlots = cursorSlots
        self.cursorScope = cursorScope
        self.count = count
        self.isListed = isListed
    }
}

/// Where something is found that is told of other rows than the page's.
package enum FigurePlace: Sendable, Hashable {
    /// In a cell of the outer row.
    case cell(slot: Int)
    /// In a column of the statement's first row.
    case statement(Int, column: Int)
}

/// A field of the root that is a list of rows, each in the place that its id has in the argument.
package final class RootRows: Sendable {
    package struct Part: Sendable {
        package var statement: Int
        /// The cell that tells the place, counted from 1.
        package var position: Int
    }

    /// In the order of the field's possible types.
    package let parts: [Part]
    package let ids: ArgumentSource

    init(parts: [Part], ids: ArgumentSource) {
        self.parts = parts
        self.ids = ids
    }
}
