package import GraphQLLanguage
package import GraphQLSchema
import JSON

/// Makes the shape of a whole response out of an operation, its variables' values included.
///
/// For sources that can answer any field: data in memory, the schema itself. A planner that knows where its values lie makes shapes of its own.
/// `__typename`, `__schema` and `__type` become constants.
package struct ShapeBuilder {
    private let schema: Schema
    private let text: Source
    private let collector: FieldCollector
    private let coercion: ArgumentCoercion
    /// How many more fields may be made: where types abound and selections nest, a short text asks for a shape without end.
    private var budget: Int
    /// How many more values introspection may answer: of all its fields together, or a text of aliases asks for gigabytes.
    private var introspectionBudget: Int
    /// The same selections of the same type have one shape, wherever they come from.
    private var shapes: [Key: ObjectShape] = [:]

    private struct Key: Hashable {
        let type: String
        let selections: [Int]
    }

    package init(_ document: Document, _ schema: Schema, _ variables: Variables, budget: Int = 50_000, introspectionBudget: Int = 500_000) {
        self.schema = schema
        self.text = document.source
        self.collector = FieldCollector(document, schema, variables)
        self.coercion = ArgumentCoercion(schema, variables)
        self.budget = budget
        self.introspectionBudget = introspectionBudget
    }

    /// The shape that the selections, together, ask of an object type. Fields that the type does not have are left out.
    package mutating func shape(_ selectionSets: [SelectionSet], on type: String) throws(GraphQLError) -> ObjectShape {
        let key = Key(type: type, selections: selectionSets.map(\.offset))
        if let known = shapes[key] { return known }
        try spend()
        var fields: [FieldShape] = []
        if let parent = schema.type(named: type) {
            for collected in collector.collect(selectionSets, on: type) {
                guard let definition = schema.field(collected.name, on: parent) else { continue }
                try spend()
                fields.append(try field(collected, definition, on: type))
            }
        }
        let shape = ObjectShape(type: type, fields: fields)
        shapes[key] = shape
        return shape
    }

    /// The shape of one field, for a source that can answer any.
    package mutating func field(
        _ collected: CollectedField, _ definition: FieldDefinition, on parent: String
    ) throws(GraphQLError) -> FieldShape {
        let arguments: Arguments
        let content: FieldShape.Content
        switch coercion.result(collected.first.arguments, definition.arguments, of: "\(parent).\(definition.name)") {
        case .success(let coerced):
            arguments = coerced
            content = try self.content(collected, definition, coerced, on: parent)
        case .failure(let fault):
            arguments = Arguments()
            content = .fault(fault)
        }
        return FieldShape(collected, definition, on: parent, content: content, arguments: arguments)
    }

    private mutating func content(
        _ collected: CollectedField, _ definition: FieldDefinition, _ arguments: Arguments, on parent: String
    ) throws(GraphQLError) -> FieldShape.Content {
        switch definition.name {
        case "__typename": return .constant(Array("\"\(parent)\"".utf8))
        case "__schema", "__type":
            let shape = try shape(collected.selectionSets, on: definition.typeName)
            do {
                let answer = try IntrospectionSource.render(
                    definition.name, arguments, as: shape, of: schema, text: text, budget: &introspectionBudget)
                return answer.errors.isEmpty ? .constant(answer.json) : .flawed(FlawedValue(json: answer.json, errors: answer.errors))
            } catch {
                return .fault(error)
            }
        default: break
        }
        let name = definition.typeName
        switch schema.type(named: name) {
        case .scalar(let scalar)?: return .leaf(LeafShape(scalar))
        case .enum(let type)?: return .leaf(.enum(type))
        case .object?: return .object(try shape(collected.selectionSets, on: name))
        case .interface?, .union?:
            var possible: [ObjectShape] = []
            for type in schema.possibleTypes(of: name) { possible.append(try shape(collected.selectionSets, on: type)) }
            return .abstract(AbstractShape(type: name, possible: possible))
        case .inputObject?, nil: return .fault(FieldFault(.internal, "The type \"\(name)\" has no values."))
        }
    }

    private mutating func spend() throws(GraphQLError) {
        budget -= 1
        guard budget >= 0 else { throw GraphQLError(.tooComplex, "The operation asks for too many fields.") }
    }
}
