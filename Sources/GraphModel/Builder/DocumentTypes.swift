import GraphQLLanguage
import GraphQLSchema
import PostgresTypes

/// The types of what is inside json that columns hold and functions return: `@json`.
struct DocumentTypes {
    private var types: [(type: NamedType, text: String, object: String)] = []
    /// References that wait for all definitions to be known.
    private var references: [(name: String, note: Annotations.Located<Annotations.JSONNote>, object: String)] = []

    /// The shape of json that is declared, of which `shape` is the one without a declaration.
    mutating func shape(
        of note: Annotations.Located<Annotations.JSONNote>, _ shape: ValueShape, on object: String, problems: inout Problems
    ) -> ValueShape {
        do throws(GraphProblem) {
            guard shape.type.underlying == .json || shape.type.underlying == .jsonb else {
                throw Self.problem("This is no json.", "Take @json away.", on: object, note)
            }
            let first = try define(note, on: object)
            let reference = try Self.reference(note, default: first, on: object)
            references.append((reference.innermost, note, object))
            return ValueShape(type: shape.type, output: reference.nullable, comparable: nil, isNotNull: reference.isNonNull)
        } catch {
            problems.report(error)
            return shape
        }
    }

    func add(to parts: inout GraphParts) {
        for reference in references where !types.contains(where: { $0.type.name == reference.name }) {
            parts.problems.append(
                Self.problem("No @json defines \(reference.name).", "Define it with @json(type:).", on: reference.object, reference.note))
        }
        for (type, _, object) in types {
            parts.add(type, .document, object: object)
            for field in type.fields ?? [] { parts.bind(field.name, on: type.name, to: .member(field.name)) }
        }
    }

    /// Takes in the note's definitions; returns the name of the first.
    private mutating func define(_ note: Annotations.Located<Annotations.JSONNote>, on object: String) throws(GraphProblem) -> String? {
        guard let text = note.value.definitions else { return nil }
        let built: [NamedType]
        do {
            let scalars = Schema(queryType: nil, types: CustomScalars.all.map(NamedType.scalar), directives: [])
            let document = try Parser.parse(text)
            let schema = try SchemaBuilder.extend(BuiltSchema(schema: scalars, documents: []), by: document).schema
            built = document.definitions.compactMap { definition in
                if case .type(let node) = definition { schema.type(named: node.name.value) } else { nil }
            }
            guard built.count == document.definitions.count, !built.isEmpty else {
                throw Self.problem("Only types may be defined here.", "Write object types and enums.", on: object, note)
            }
        } catch let error as GraphProblem {
            throw error
        } catch {
            throw Self.problem("The definition is no SDL: \(error)", "Write it as type Name { field: Type }.", on: object, note)
        }
        for type in built { try check(type, on: object, note) }
        // The same definition on several columns is one.
        for type in built where !types.contains(where: { $0.type.name == type.name && $0.text == text }) {
            types.append((type, text, object))
        }
        return built.first?.name
    }

    private func check(
        _ type: NamedType, on object: String, _ note: Annotations.Located<Annotations.JSONNote>
    ) throws(GraphProblem) {
        switch type {
        case .enum: return
        case .object(let object) where object.interfaces.isEmpty && object.fields.allSatisfy(\.arguments.isEmpty): return
        default:
            throw Self.problem(
                "\(type.name) is no plain object type.", "Define object types without interfaces and arguments, and enums.", on: object,
                note)
        }
    }

    private static func reference(
        _ note: Annotations.Located<Annotations.JSONNote>, default name: String?, on object: String
    ) throws(GraphProblem) -> TypeReference {
        guard let text = note.value.reference else { return .named(name ?? "") }
        // The grammar has no document of a type alone; a field of a type that is thrown away has little else.
        guard let document = try? Parser.parse("type X { x: \(text) }"), document.definitions.count == 1,
            case .type(let node)? = document.definitions.first, case .object(_, let fields) = node.kind, fields.count == 1
        else { throw problem("\"\(text)\" is no type.", "Write a name, maybe in brackets: [Address!].", on: object, note) }
        return TypeReference(fields[0].type)
    }

    private static func problem(
        _ message: String, _ remedy: String, on object: String, _ note: Annotations.Located<Annotations.JSONNote>
    ) -> GraphProblem {
        GraphProblem(.jsonShape, on: object, at: note.location, message, remedy: remedy)
    }
}
