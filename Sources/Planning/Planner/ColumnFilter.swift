import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import PostgresTypes

/// Turns what a filter says of one column into a condition.
struct ColumnFilter {
    let column: Column
    let variables: Variables

    /// `{ eq: 1, lt: 2 }`: all operators hold.
    func condition(_ source: ArgumentSource, value: ConstValue) -> PlannedCondition? {
        guard case .object(let operators) = value else { return nil }
        var parts: [PlannedCondition] = []
        for entry in operators {
            guard let operand = source.stepping(.field(entry.name)), var part = condition(entry.name, operand, isNull: entry.value == .null)
            else { return nil }
            if case .object = entry.value { part.documents.append(operand) }
            parts.append(part)
        }
        return .all(parts)
    }

    private func condition(_ name: String, _ operand: ArgumentSource, isNull: Bool) -> PlannedCondition? {
        switch (name, column.type.underlying) {
        case ("isNull", _): nullness(isNull ? nil : operand)
        case ("eq", _) where isNull: PlannedCondition(make: { .isNull($0.scope.reference(to: column.id), true) })
        case ("ne", _) where isNull: PlannedCondition(make: { .isNull($0.scope.reference(to: column.id), false) })
        case ("in", _), ("notIn", _): isNull ? .all([]) : among(operand, name == "in")
        case (_, .array): listCondition(name, operand, isNull: isNull)
        case (_, .jsonb): documentCondition(name, operand, isNull: isNull)
        case (_, .range): rangeCondition(name, operand, isNull: isNull)
        // Nothing is less or greater than null, or begins with it.
        case _ where isNull: .any([])
        default: valueCondition(name, operand)
        }
    }

    private func valueCondition(_ name: String, _ operand: ArgumentSource) -> PlannedCondition? {
        switch name {
        case "eq": compare(.equal, operand)
        case "ne": compare(.notEqual, operand)
        case "lt": compare(.less, operand)
        case "lte": compare(.lessOrEqual, operand)
        case "gt": compare(.greater, operand)
        case "gte": compare(.greaterOrEqual, operand)
        case "startsWith": startsWith(operand)
        case "contains": includes(operand, atStart: false)
        default: nil
        }
    }

    private func listCondition(_ name: String, _ operand: ArgumentSource, isNull: Bool) -> PlannedCondition? {
        switch name {
        case "has" where isNull: .any([])
        case _ where isNull: .all([])
        case "has", "hasAll": compare(.contains, elements: operand)
        case "hasAny": compare(.overlaps, elements: operand)
        case "eq": compare(.equal, elements: operand)
        case "ne": compare(.notEqual, elements: operand)
        default: nil
        }
    }

    private func documentCondition(_ name: String, _ operand: ArgumentSource, isNull: Bool) -> PlannedCondition? {
        switch name {
        case "hasAnyKey", "hasAllKeys":
            if isNull { return .all([]) }
            let comparison: Comparison = name == "hasAnyKey" ? .hasAnyKey : .hasAllKeys
            return compare(
                comparison, .arguments(operand, storedNames: nil), type: .array(element: .text, elementOID: TypeOID.text),
                typeOID: TypeOID.textArray)
        case _ where isNull: return .any([])
        case "eq": return compare(.equal, operand)
        case "contains": return compare(.contains, operand)
        case "containedBy": return compare(.containedBy, operand)
        case "hasKey": return compare(.hasKey, .argument(operand, storedNames: nil), type: .text, typeOID: TypeOID.text)
        default: return nil
        }
    }

    private func rangeCondition(_ name: String, _ operand: ArgumentSource, isNull: Bool) -> PlannedCondition? {
        switch name {
        case _ where isNull: return .any([])
        case "eq": return compare(.equal, operand)
        case "overlaps": return compare(.overlaps, operand)
        case "containedBy": return compare(.containedBy, operand)
        case "contains":
            guard case .range(let bound) = column.type.underlying, let oid = column.boundOID else { return nil }
            return compare(.contains, .argument(operand, storedNames: nil), type: bound, typeOID: oid)
        default: return nil
        }
    }

    private func compare(_ comparison: Comparison, _ operand: ArgumentSource) -> PlannedCondition {
        PlannedCondition(make: { $0.compare(column.id, comparison, to: operand) })
    }

    /// Compares a list with one whose items the operand gives: a single one, or each.
    private func compare(_ comparison: Comparison, elements operand: ArgumentSource) -> PlannedCondition {
        // The server finds the array's type by the column's.
        compare(comparison, .arguments(operand, storedNames: column.storedNames), type: column.type, typeOID: 0)
    }

    private func compare(_ comparison: Comparison, _ source: Parameter.Source, type: PostgresType, typeOID: UInt32) -> PlannedCondition {
        PlannedCondition(make: { builder in
            let parameter = builder.statement.newParameter(source, type: type, typeOID: typeOID)
            return .compare(builder.scope.reference(to: column.id), comparison, parameter)
        })
    }

    private func among(_ operand: ArgumentSource, _ isAmong: Bool) -> PlannedCondition {
        PlannedCondition(make: { builder in
            let source = Parameter.Source.arguments(operand, storedNames: column.storedNames)
            let parameter = builder.statement.newValuesParameter(source, for: column)
            return .among(builder.scope.reference(to: column.id), parameter, isAmong)
        })
    }

    /// Below row security only comparisons use an index, so that a beginning becomes a range of texts.
    private func startsWith(_ operand: ArgumentSource) -> PlannedCondition {
        guard let order = column.prefixOrder else { return includes(operand, atStart: true) }
        return PlannedCondition(make: { builder in
            let start = builder.statement.newParameter(.argument(operand, storedNames: nil), type: .text, typeOID: TypeOID.text)
            let end = builder.statement.newParameter(.prefixEnd(operand), type: .text, typeOID: TypeOID.text)
            return .begins(builder.scope.reference(to: column.id), from: start, to: end, order)
        })
    }

    private func includes(_ operand: ArgumentSource, atStart: Bool) -> PlannedCondition {
        PlannedCondition(make: { builder in
            let part = builder.statement.newParameter(.argument(operand, storedNames: nil), type: .text, typeOID: TypeOID.text)
            return .includes(builder.scope.reference(to: column.id), part, atStart: atStart)
        })
    }

    /// `isNull: null` says nothing.
    private func nullness(_ operand: ArgumentSource?) -> PlannedCondition {
        guard let operand else { return .all([]) }
        let isNull = operand.value(in: variables) != .boolean(false)
        return PlannedCondition(make: { .isNull($0.scope.reference(to: column.id), isNull) }, flags: [operand])
    }
}
