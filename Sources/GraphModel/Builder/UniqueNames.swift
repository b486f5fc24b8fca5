import GraphQLSchema

/// Makes the types of tables with one name different: a database that is shown as it is should show, not fail.
enum UniqueNames {
    /// Tables whose type name is free keep it. Others put their schema's name in front, or `Row` or a number behind. Where names were chosen
    /// on purpose nothing is changed: there a clash is a problem that the administrator solves.
    static func settle(_ tables: [TableDraft], _ options: GraphOptions) -> [TableDraft] {
        guard options.exposeAll else { return tables }
        let types = ["Query", "Mutation", "Subscription", "Node", "PageInfo", "OrderDirection", "Int", "Float", "String", "Boolean", "ID"]
        let scalars = CustomScalars.all.map(\.name) + BuiltIns.scalars.map(\.name)
        let comparing = scalars.flatMap { scalar in ["Filter", "ListFilter", "RangeFilter", "RangeInput"].map { scalar + $0 } }
        var taken = Set(types + scalars + comparing)
        return tables.map { table in
            var table = table
            let name = table.names.type
            let prefixed = Words(of: table.source.schema).pascalCase + name
            let numbered = (2...).lazy.map { "\(name)\($0)" }
            let candidates = [name, prefixed, name + "Row"]
            let free = candidates.first { !clashes($0, with: taken) } ?? numbered.first { !clashes($0, with: taken) } ?? name
            if free != name {
                table.names = TableNames(type: free, row: Naming.rowField(ofType: free), list: Naming.listField(ofType: free))
            }
            taken.formUnion(family(of: free))
            return table
        }
    }

    private static func family(of type: String) -> [String] {
        [type] + (["Connection", "Edge", "Filter", "OrderBy"] + AggregateTypes.suffixes).map { type + $0 }
    }

    private static func clashes(_ type: String, with taken: Set<String>) -> Bool { family(of: type).contains(where: taken.contains) }
}
