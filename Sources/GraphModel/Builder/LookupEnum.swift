import GraphQLLanguage

/// A lookup table as an enum: `@enum` on a table makes the values of its key an enum, which the columns that refer to it have.
struct LookupEnum {
    /// Beyond this many rows it is data, not a set of values that a client could know.
    static let bound = 1000

    let name: String
    let description: String?
    /// Keys, in their order.
    let values: [String]
    /// What is said of a value, by its key.
    let descriptions: [String: String]
    let object: String
    /// The key, by number.
    fileprivate let key: Int

    /// Every lookup table there is, by oid.
    static func all(
        in relations: [CatalogSnapshot.Relation], _ options: GraphOptions, problems: inout Problems
    ) -> [UInt32: LookupEnum] {
        var lookups: [UInt32: LookupEnum] = [:]
        for relation in relations where relation.contents != nil {
            let (notes, found) = DirectiveReader(place: relation.place, object: relation.object).read(relation.comment)
            guard let name = notes.enumName else { continue }
            do throws(GraphProblem) {
                lookups[relation.oid] = try LookupEnum(relation, notes, named: name, options)
                // A table that makes no enum is looked at once more, with the others.
                problems.report(found)
            } catch {
                problems.report(error)
            }
        }
        return lookups
    }

    private init(
        _ relation: CatalogSnapshot.Relation, _ notes: Annotations, named name: String, _ options: GraphOptions
    ) throws(GraphProblem) {
        func problem(_ message: String, _ remedy: String) -> GraphProblem {
            GraphProblem(.lookupShape, on: relation.object, message, remedy: remedy)
        }
        guard notes.graph == nil else {
            throw problem("It cannot be an enum and a type with rows at once.", "Take @graph or @enum away.")
        }
        guard options.tenancy == .none || !relation.columns.contains(where: { $0.name == options.tenantColumn }) else {
            throw problem("Its rows belong to tenants, and an enum is the same for all.", "Keep the values in a table without tenants.")
        }
        guard let key = relation.primaryKey, key.columns.count == 1,
            let position = relation.columns.firstIndex(where: { $0.number == key.columns[0] }),
            ["text", "character varying"].contains(relation.columns[position].sqlType)
        else { throw problem("Its key is not one column of text.", "Give it a primary key of one text column.") }
        let rows = relation.contents ?? []
        guard !rows.isEmpty, rows.count <= Self.bound else {
            throw problem("It has \(rows.isEmpty ? "no" : "too many") rows for an enum.", "Keep 1 to \(Self.bound) rows in it.")
        }
        var descriptions: [String: String] = [:]
        if let column = notes.enumDescription {
            guard let told = relation.columns.firstIndex(where: { $0.name == column }) else {
                throw GraphProblem(
                    .columnUnknown, on: relation.object, "There is no readable column \(column).",
                    remedy: "It has \(relation.columns.map(\.name).joined(separator: ", ")).")
            }
            for row in rows { if let stored = row[position], let text = row[told] { descriptions[stored] = text } }
        }
        self.name = name
        self.description = notes.description
        self.values = rows.compactMap { $0[position] }
        self.descriptions = descriptions
        self.object = relation.object
        self.key = key.columns[0]
    }
}

extension CatalogSnapshot.Relation {
    /// The lookup table whose values a column has, as a foreign key says.
    func lookup(of column: CatalogSnapshot.Column, in lookups: [UInt32: LookupEnum]) -> LookupEnum? {
        let key = foreignKeys.first { key in
            key.columns == [column.number] && lookups[key.targetOID].map { [$0.key] } == key.targetColumns
        }
        return key.flatMap { lookups[$0.targetOID] }
    }
}
