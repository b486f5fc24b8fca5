import GraphQLExecution

/// Which statements' rows can go into the answer one after the other, as they come, and what each field of the root waits for.
///
/// That is those of a page at the root, or below a single row, when what stands before its rows in the answer is known with the first
/// of them: figures are, since they are beside each row; `pageInfo` is not, nor is anything by a later statement. Nobody else may ask for
/// the rows, which are gone once they are written.
package struct RowwiseStatements: Sendable, Equatable {
    /// Of each statement of the plan.
    package private(set) var isRowwise: [Bool]
    /// By the slot of a field of the root, of each for which a value is read: the last of the statements that it is read from; -1 where it
    /// needs none.
    package private(set) var last: [Int: Int] = [:]

    /// Nil where there are none.
    package init?(of plan: OperationPlan) {
        isRowwise = [Bool](repeating: false, count: plan.spreadOffsets.count)
        let fields = plan.shape.fields.filter { $0.content.isRead }
        let statements = fields.map { field in
            var found: Set<Int> = []
            Self.statements(of: field, plan.readers, into: &found)
            return found
        }
        var last = -1
        for (field, own) in zip(fields, statements) {
            if let rows = Self.rows(of: field, plan.readers), rows > last, statements.count(where: { $0.contains(rows) }) == 1 {
                isRowwise[rows] = true
            }
            let highest = own.max() ?? -1
            self.last[field.slot] = highest
            last = max(last, highest)
        }
        guard isRowwise.contains(true) else { return nil }
    }

    /// Adds the statements that a field of the root, or one below it, is read from.
    private static func statements(of field: FieldShape, _ readers: [FieldReader], into found: inout Set<Int>) {
        found.formUnion(readers[field.slot].statements)
        for object in field.content.objects {
            for inner in object.fields where inner.content.isRead { statements(of: inner, readers, into: &found) }
        }
    }

    /// The statement whose rows a field of the root can be made of one by one.
    private static func rows(of field: FieldShape, _ readers: [FieldReader]) -> Int? {
        switch readers[field.slot] {
        case .page:
            return rows(ofPage: field, readers)
        case .row(let statement):
            guard let object = field.content.objects.first, field.content.objects.count == 1 else { return nil }
            let pages = object.fields.filter { inner in
                guard inner.content.isRead, case .page(let page) = readers[inner.slot], case .rows = page.place else { return false }
                return true
            }
            guard pages.count == 1, rows(ofPage: pages[0], readers) == statement else { return nil }
            return statement
        default:
            return nil
        }
    }

    private static func rows(ofPage field: FieldShape, _ readers: [FieldReader]) -> Int? {
        guard case .page(let page) = readers[field.slot], case .rows(let statement, _) = page.place, !page.isBackward,
            let object = field.content.objects.first
        else { return nil }
        var lists = 0
        for inner in object.fields where inner.content.isRead {
            switch readers[inner.slot] {
            case .nodes, .edges: lists += 1
            case .pageInfo where lists == 0: return nil
            default: break
            }
        }
        return lists == 1 ? statement : nil
    }
}

extension FieldReader {
    /// The statements whose results it reads, beside the cells of the row that it is of. Every case is named: one that is left out would be
    /// read before its rows have come.
    fileprivate var statements: [Int] {
        switch self {
        case .row(let statement), .rootLeaf(let statement, _, _), .rootDocument(let statement, _, _): [statement]
        case .rows(let root): root.parts.map(\.statement)
        case .returned(let part): [part.statement]
        case .page(let page): page.statements
        case .aggregate(let place), .groups(let place): place.statement.map { [$0] } ?? []
        case .leaf, .document, .member, .globalID, .sameRow, .oneOf, .edges, .nodes, .pageInfo, .totalCount, .isCapped, .hasNextPage,
            .hasPreviousPage, .startCursor, .endCursor, .figureCount, .figureIsCapped, .figure, .edgeCursor, .edgeNode, .payload, .argument,
            .none:
            []
        }
    }
}

extension PageReader {
    /// Those of its rows, and of what is told of other rows.
    fileprivate var statements: [Int] {
        var places = [preceding, following]
        if case .counted(let place)? = count { places.append(place) }
        let figures = places.compactMap { $0?.statement }
        if case .rows(let statement, _) = place { return figures + [statement] }
        return figures
    }
}

extension FigurePlace {
    fileprivate var statement: Int? { if case .statement(let statement, _) = self { statement } else { nil } }
}

extension FieldShape.Content {
    /// Whether a value is read for it.
    package var isRead: Bool {
        switch self {
        case .leaf, .object, .abstract: true
        case .constant, .flawed, .fault: false
        }
    }

    /// The objects that it may be.
    fileprivate var objects: [ObjectShape] {
        switch self {
        case .object(let shape): [shape]
        case .abstract(let shapes): shapes.possible
        case .constant, .flawed, .fault, .leaf: []
        }
    }
}
