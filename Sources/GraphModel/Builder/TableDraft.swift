import GraphQLSchema

/// A table on its way into the graph.
struct TableDraft {
    let id: Table.ID
    let source: CatalogSnapshot.Relation
    let notes: Annotations
    let columns: [ColumnDraft]
    /// As `Table.primaryKey`.
    var primaryKey: [Column.ID]
    let tenantColumn: Column.ID?
    /// Its GraphQL type, and the two fields of the query root that lead to it.
    var names: TableNames

    var object: String { source.object }
    var localKey: [Column.ID] { primaryKey.filter { $0 != tenantColumn } }

    /// The columns with these numbers in the catalog; nil when one of them may not be read.
    func columns(numbered numbers: [Int]) -> [Column.ID]? {
        let found = numbers.compactMap { number in columns.firstIndex { $0.source.number == number } }
        return found.count == numbers.count ? found : nil
    }

    /// The declared rule for its rows; nil where it speaks of columns that may not be read, and is row security's alone.
    var rowRule: RowRule? {
        guard let rule = source.rule, rule.isReadable || (rule.publicWhen ?? rule.sharedWhen) == nil else { return nil }
        let buyers = rule.buyers.compactMap { column(named: $0)?.id }
        let merchants = rule.merchants.compactMap { column(named: $0)?.id }
        guard buyers.count == rule.buyers.count, merchants.count == rule.merchants.count else { return nil }
        return RowRule(
            audience: rule.audience, scope: rule.scope, publicWhen: rule.publicWhen, buyers: buyers, merchants: merchants,
            sharedWhen: rule.sharedWhen, sharedKeys: sharedKeys(of: rule), personalFor: Set(rule.personalFor))
    }

    private func sharedKeys(of rule: CatalogSnapshot.Rule) -> RowRule.SharedKeys? {
        guard let name = rule.sharedColumn, let among = rule.sharedAmong, let column = column(named: name) else { return nil }
        return RowRule.SharedKeys(column: column.id, among: among)
    }

    /// The declared limits of its rows, where the column may be read.
    var rowLimits: [KindLimit] {
        source.rowLimits.compactMap { limit in column(named: limit.column).map { KindLimit(kind: limit.kind, column: $0.id) } }
    }

    /// What of it is read under record only; nil for nothing.
    var audited: AuditedPart? {
        let marked = columns.filter(\.notes.isAudited).map(\.id)
        return notes.isAudited ? .rows : marked.isEmpty ? nil : .columns(Set(marked))
    }

    /// The column of that name in the catalog.
    func column(named name: String) -> ColumnDraft? { columns.first { $0.source.name == name } }

    /// The columns without the tenant column.
    func local(_ ids: [Column.ID]) -> [Column.ID] { ids.filter { $0 != tenantColumn } }

    /// Whether no two rows of a tenant agree in these columns, all of them given.
    func isUnique(_ ids: [Column.ID]) -> Bool {
        let partial = source.indexes.filter { $0.isUnique && $0.isPartial && serves($0, whoGives: ids) }.compactMap(keyColumns)
        return (uniqueKeys + partial).contains { Set(local($0)).isSubset(of: ids) }
    }

    /// Its B-tree indexes: they alone find rows by keys and keep an order.
    var btrees: [CatalogSnapshot.Index] { source.indexes.filter { $0.method == .btree } }

    /// Whether an index has every row that a condition of equality on these columns may find.
    func serves(_ index: CatalogSnapshot.Index, whoGives ids: [Column.ID]) -> Bool {
        guard let predicate = index.predicate else { return true }
        guard let wanted = NotNullPredicate(predicate)?.columns else { return false }
        return Set(wanted).isSubset(of: ids.map { columns[$0].source.name })
    }

    /// The columns of an index's keys; nil when it has keys that are no columns.
    private func keyColumns(of index: CatalogSnapshot.Index) -> [Column.ID]? {
        let numbers = index.keys.compactMap(\.column)
        return numbers.count == index.keys.count ? columns(numbered: numbers) : nil
    }

    /// Every key there is, the primary key first, columns in key order; neither partial ones nor ones over expressions.
    var uniqueKeys: [[Column.ID]] {
        let constraints = source.uniqueKeys.compactMap { columns(numbered: $0.columns) }
        let indexes = source.indexes.filter { $0.isUnique && !$0.isPartial }.compactMap(keyColumns)
        var seen: Set<Set<Column.ID>> = []
        return ([primaryKey] + constraints + indexes).filter { !local($0).isEmpty && seen.insert(Set($0)).inserted }
    }
}

/// The GraphQL names of a table.
struct TableNames: Hashable {
    var type: String
    var row: String
    var list: String
}

/// A column on its way into the graph.
struct ColumnDraft {
    let id: Column.ID
    let source: CatalogSnapshot.Column
    let notes: Annotations
    let shape: ValueShape
    /// The name of its field, of arguments and of input fields that speak of it.
    let fieldName: String
    /// Kind and name, for problems.
    let object: String

    var isNullable: Bool { !source.isNotNull && !shape.isNotNull }

    var outputType: TypeReference {
        // Whatever the column says, what is inside a document may not fit, and then it is null.
        let mayBeNull = notes.json == nil ? isNullable : !shape.isNotNull
        return mayBeNull ? shape.output : .nonNull(shape.output)
    }

    /// The column as the finished graph has it; `prefixOrder` says how an index finds its texts by their beginning.
    func column(_ prefixOrder: PrefixOrder?) -> Column {
        Column(
            id: id, name: Identifier(source.name), type: shape.type, sqlType: source.sqlType, typeOID: source.typeOID,
            isNullable: isNullable, enumNames: shape.enumNames, isGenerated: source.isGenerated, boundOID: shape.boundOID,
            prefixOrder: prefixOrder)
    }
}

extension CatalogSnapshot.Relation {
    var place: DirectivePlace { isView ? .view : .table }

    /// Kind and name, for problems: `table public.merchant`.
    var object: String { "\(place.rawValue) \(qualifiedName)" }

    func object(of column: CatalogSnapshot.Column) -> String { "column \(qualifiedName).\(column.name)" }
}
