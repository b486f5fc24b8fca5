import GraphQLLanguage
import GraphQLSchema

/// §5.3.1: a selected field is one of the type it is selected from.
enum FieldsOnCorrectType {
    /// Reports a field that its parent type does not have.
    static func check(_ field: Field, on parent: NamedType, _ context: inout ValidationContext) {
        let name = field.name.value
        let types = typesWithField(name, below: parent, context.schema)
        let suggestions =
            types.isEmpty
            ? Suggestions.didYouMean(name, among: (parent.fields ?? []).lazy.map(\.name))
            : Suggestions.didYouMean(types, kind: "to use an inline fragment on")
        context.report("Cannot query field \"\(name)\" on type \"\(parent.name)\".\(suggestions)", at: field.offset)
    }

    /// The types that have the field and that a value of the abstract type may be of: object types and interfaces that they
    /// implement, those that most of them share first, interfaces before what implements them.
    private static func typesWithField(_ field: String, below parent: NamedType, _ schema: Schema) -> [String] {
        guard parent.isAbstract else { return [] }
        var uses: [String: Int] = [:]
        for object in schema.possibleTypes(of: parent.name) {
            guard case .object(let type)? = schema.type(named: object), type.fields[field] != nil else { continue }
            uses[object] = 1
            for interface in type.interfaces where schema.type(named: interface)?.fields?[field] != nil {
                uses[interface, default: 0] += 1
            }
        }
        return uses.sorted { left, right in
            if left.value != right.value { return left.value > right.value }
            if schema.isSubtype(right.key, of: left.key) { return true }
            if schema.isSubtype(left.key, of: right.key) { return false }
            return NaturalOrder(left.key) < NaturalOrder(right.key)
        }.map(\.key)
    }
}
