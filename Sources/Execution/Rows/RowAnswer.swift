import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import JSON
import Planning
import Postgres
import PostgresTypes

/// The results of a plan's statements, as a source of the answer: cells are read in place, in the order of the answer.
struct RowAnswer: CompletionSource {
    /// A value on its way into the answer.
    enum Value {
        case null
        case cell(UnsafeRawBufferPointer)
        /// A row, and its place among the types that it may have.
        case row(Int, type: Int = 0)
        case page(Int)
        case edge(page: Int, row: Int)
        case edges(page: Int)
        case nodes(page: Int)
        case rows([Value])
        case records([UnsafeRawBufferPointer])
        case document(JSONValue)
        case boolean(Bool)
        case integer(Int)
        case text(String)
        case globalID(row: Int)
        case cursor(page: Int, row: Int)
    }

    typealias Object = Value

    enum Items {
        case page(Int, next: Int, isEdges: Bool, mark: Int)
        case values([Value], next: Int)
        case records([UnsafeRawBufferPointer], next: Int, mark: Int)
        case elements(ArrayCursor, left: Int)
    }

    let plan: OperationPlan
    /// Of each statement; where rows still come, of those of which something has come, the first row for the others.
    var results: [ResultSet]
    /// What has come; nil where everything was there at the beginning.
    let arriving: ArrivingRows?
    let variables: Variables
    let sealing: CursorSealing
    /// The cursor that was asked for last, until another row is opened in its row's place.
    var sealed: (page: Int, row: Int, cursor: [UInt8])?
    /// Rows that went into the answer, those referred to not counted.
    var rowsRead = 0
    /// Rows that were read for what is told of their page, and did not go into the answer.
    private var rowsUnlisted = 0
    /// Rows that were read, as far as a rate limit counts them.
    var rowsCounted: Int { rowsRead + rowsUnlisted }
    var arena = CellArena()
    var pages: [RowPage] = []
    /// Where ids are put together.
    var scratch: [UInt8] = []

    init(
        _ results: [ResultSet] = [], arriving: ArrivingRows? = nil, of plan: OperationPlan, variables: Variables, sealing: CursorSealing
    ) {
        self.plan = plan
        self.results = results
        self.arriving = arriving
        self.variables = variables
        self.sealing = sealing
    }

    /// The object to start with: the operation's root.
    var root: Value { .row(0) }

    func isNull(_ value: Value) -> Bool {
        switch value {
        case .null, .document(.null): true
        default: false
        }
    }

    func object(_ value: Value, as shape: ObjectShape) throws(FieldFault) -> Value {
        if case .document(let document) = value { return .document(try object(document)) }
        return value
    }

    mutating func value(of field: FieldShape, in object: inout Value) throws(FieldFault) -> Value {
        switch object {
        case .row(let row, _): try value(plan.readers[field.slot], ofRow: row)
        case .page(let page): try value(plan.readers[field.slot], ofPage: page)
        case .document(let document): member(plan.readers[field.slot], of: document)
        case .edge(let page, let row):
            switch plan.readers[field.slot] {
            case .edgeCursor: .cursor(page: page, row: row)
            case .leaf(let slot, _): arena[row, slot].map(Value.cell) ?? .null
            default: .row(row)
            }
        default: .null
        }
    }

    private mutating func value(_ reader: FieldReader, ofRow row: Int) throws(FieldFault) -> Value {
        switch reader {
        case .leaf(let slot, _):
            return arena[row, slot].map(Value.cell) ?? .null
        case .globalID:
            return .globalID(row: row)
        case .document(let slot, let isBinary):
            guard let cell = arena[row, slot] else { return .null }
            return .document(try document(in: cell, isBinary: isBinary))
        case .sameRow(let presence):
            return arena[row, presence] == nil ? .null : .row(row)
        case .oneOf(let presences):
            return presences.firstIndex { arena[row, $0] != nil }.map { .row(row, type: $0) } ?? .null
        case .page(let reader):
            return try openPage(reader, ofRow: row)
        case .row(let statement):
            guard let result = result(of: statement) else { throw unreadable }
            guard result.rowCount > 0 else { return .null }
            arena.release(to: 0)
            rowsRead += 1
            return .row(arena.open(result, row: 0, from: 0))
        case .rows(let root):
            return try rows(of: root)
        case .rootLeaf(let statement, let column, _):
            guard let result = result(of: statement) else { throw unreadable }
            return result.cell(row: 0, column: column).map(Value.cell) ?? .null
        case .rootDocument(let statement, let column, let isBinary):
            guard let result = result(of: statement) else { throw unreadable }
            guard let cell = result.cell(row: 0, column: column) else { return .null }
            return .document(try document(in: cell, isBinary: isBinary))
        case .payload:
            return .row(0)
        case .returned(let part):
            return try rows(of: part)
        case .argument(let source):
            guard case .string(let text)? = source.value(in: variables) else { return .null }
            return .text(text)
        default:
            return try figure(reader, ofRow: row)
        }
    }

    private mutating func value(_ reader: FieldReader, ofPage index: Int) throws(FieldFault) -> Value {
        let page = pages[index]
        switch reader {
        case .edges: return .edges(page: index)
        case .nodes: return .nodes(page: index)
        case .pageInfo:
            if !page.reader.isListed { rowsUnlisted += page.count }
            return .page(index)
        case .totalCount: return .integer(try count(of: page).told)
        case .isCapped: return .boolean(try count(of: page).isCapped)
        case .aggregate(let place): return try openFigures(at: place, of: page)
        case .groups(let place): return try openGroups(at: place, of: page)
        case .hasNextPage:
            if page.hasMore, !page.reader.isBackward { return .boolean(true) }
            return .boolean(try isThere(page.reader.following, of: page))
        case .hasPreviousPage:
            if page.hasMore, page.reader.isBackward { return .boolean(true) }
            return .boolean(try isThere(page.reader.preceding, of: page))
        case .startCursor: return page.count == 0 ? .null : .cursor(page: index, row: -1)
        case .endCursor: return page.count == 0 ? .null : .cursor(page: index, row: -2)
        default: return .null
        }
    }

    func shape(of value: Value, among shapes: AbstractShape, in field: FieldShape) throws(FieldFault) -> Borrowed<ObjectShape> {
        guard case .row(_, let type) = value else { throw unreadable }
        return shapes[type]
    }

    func items(of value: Value, in field: FieldShape) throws(FieldFault) -> Items {
        switch value {
        case .edges(let page): return .page(page, next: 0, isEdges: true, mark: arena.mark)
        case .nodes(let page): return .page(page, next: 0, isEdges: false, mark: arena.mark)
        case .rows(let values): return .values(values, next: 0)
        case .records(let records): return .records(records, next: 0, mark: arena.mark)
        case .document(let document): return .values(try items(document), next: 0)
        case .cell(let array):
            do {
                let cursor = try ArrayCursor(array)
                return .elements(cursor, left: cursor.count)
            } catch {
                throw unreadable
            }
        default: throw unreadable
        }
    }

    mutating func next(_ items: inout Items) throws(FieldFault) -> Value? {
        switch items {
        case .page(let index, let position, let isEdges, let mark):
            guard position < pages[index].count else { return nil }
            items = .page(index, next: position + 1, isEdges: isEdges, mark: mark)
            arena.release(to: mark)
            pages.removeLast(pages.count - index - 1)
            rowsRead += 1
            let row = try openRow(position, of: index)
            return isEdges ? .edge(page: index, row: row) : .row(row)
        case .values(let values, let position):
            guard position < values.count else { return nil }
            items = .values(values, next: position + 1)
            return values[position]
        case .records(let records, let position, let mark):
            guard position < records.count else { return nil }
            items = .records(records, next: position + 1, mark: mark)
            arena.release(to: mark)
            rowsRead += 1
            return .row(try open(records[position]))
        case .elements(var cursor, let left):
            guard left > 0 else { return nil }
            do {
                let element = try cursor.next()
                items = .elements(cursor, left: left - 1)
                return element.map(Value.cell) ?? .null
            } catch {
                throw unreadable
            }
        }
    }

    /// What stands for a statement; nil where nothing of it has come, which nobody asks for.
    func result(of statement: Int) -> ResultSet? { results.indices.contains(statement) ? results[statement] : nil }

    var unreadable: FieldFault {
        FieldFault(.internal, "The value could not be read.")
    }
}

/// What seals an answer's cursors, and for whom.
struct CursorSealing {
    let seal: CursorSeal
    let tenant: Int64?
}
