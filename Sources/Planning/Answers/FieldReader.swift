package import GraphModel
package import PostgresTypes

/// How a field of the answer is read from the cells of a row, or from a page.
package enum FieldReader: Sendable {
    // From a row
    case leaf(slot: Int, LeafReader)
    /// The global id, made of the type's name and the key's cells.
    case globalID(typeName: String, key: [KeyCell])
    /// A row that is part of the same cells; null where the cell at `presence` is null.
    case sameRow(presence: Int, typeName: String)
    /// One of several rows that are part of the same cells: the first whose presence cell is not null.
    case oneOf([Arm])
    case page(PageReader)

    // From a page
    case edges
    case nodes
    case pageInfo
    case totalCount
    case hasNextPage
    case hasPreviousPage
    case startCursor
    case endCursor

    // From an edge
    case edgeCursor
    case edgeNode

    // From the root
    case row(RootRow)
    case rows(RootRows)
    /// Introspection, answered without the database.
    case introspection

    package struct Arm: Sendable {
        package var presence: Int
        package var typeName: String
    }

    package struct KeyCell: Sendable {
        package var slot: Int
        package var type: PostgresType
    }
}

/// How a cell becomes a leaf value.
package struct LeafReader: Sendable {
    package var type: PostgresType
    /// GraphQL names by stored text, for enum values.
    package var enumNames: [String: String]?
}

/// A page of rows: where they are, and what turns more rows than asked for into a next page.
package struct PageReader: Sendable {
    package enum Place: Sendable {
        /// An array of records in a cell of the outer row.
        case cell(slot: Int)
        /// The rows of the statement themselves; with a presence cell, rows where it is null are none.
        case rows(statement: Int, presence: Int?)
    }

    package enum Count: Sendable {
        case cell(slot: Int)
        case statement(Int)
    }

    package var place: Place
    package var typeName: String
    package var size: PageSize
    /// Whether the rows come in reverse: the page was asked for by `last`.
    package var isBackward: Bool
    /// Whether it starts behind a cursor: `after`, or `before` for a backward page.
    package var isBeyondCursor: Bool
    /// The order's key cells of a row, when cursors are asked for.
    package var cursorSlots: [Int]
    package var cursorScope: CursorScope
    package var count: Count?
}

/// A field of the root that is one row.
package struct RootRow: Sendable {
    package var statement: Int
    package var typeName: String
}

/// A field of the root that is a list of rows, each in the place that its id has in the argument.
package struct RootRows: Sendable {
    package struct Part: Sendable {
        package var statement: Int
        package var typeName: String
        /// The cell that tells the place, counted from 1.
        package var position: Int
    }

    package var parts: [Part]
    package var ids: ArgumentSource
}
