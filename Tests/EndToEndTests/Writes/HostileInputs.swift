import GraphModel
import GraphQLSchema
import JSON
import Planning

/// Inputs for a mutation, as JSON: one that is plausible, and the same with one value in it that nobody could mean.
struct HostileInputs {
    let graph: Graph
    let schema: Schema
    /// An id of a row of each type that the viewer's tenant has, and one that only another tenant has.
    let own: [String: String]
    let foreign: [String: String]

    struct Input {
        let place: String
        let text: String
        /// Whether nothing that takes the value could be right.
        let isAlwaysWrong: Bool
    }

    private static let long = "\"\(String(repeating: "x", count: 1_000_000))\""

    /// The inputs of a mutation with one hostile value each.
    func inputs(of mutation: FieldDefinition) -> [Input] {
        guard case .mutation(let bound)? = graph.binding(ofField: mutation.name, on: "Mutation"),
            case .inputObject(let type)? = mutation.arguments["input"].flatMap({ schema.type(named: $0.type.innermost) })
        else { return [] }
        let ids = Self.ids(of: bound.function)
        let rows = Self.rows(of: bound.function)
        var inputs = [
            Input(place: "input", text: "null", isAlwaysWrong: true), Input(place: "input", text: "[]", isAlwaysWrong: true),
            Input(place: "input", text: object(type, ids, rows, changing: nil, to: "", adding: "\"nonesuch\": 1"), isAlwaysWrong: true),
        ]
        for field in type.fields {
            for value in values(of: field, id: ids[field.name], row: rows[field.name]) {
                inputs.append(
                    Input(
                        place: field.name, text: object(type, ids, rows, changing: field.name, to: value.text),
                        isAlwaysWrong: value.isAlwaysWrong))
            }
        }
        return inputs
    }

    /// The plausible input.
    func base(of mutation: FieldDefinition) -> String? {
        guard case .mutation(let bound)? = graph.binding(ofField: mutation.name, on: "Mutation"),
            case .inputObject(let type)? = mutation.arguments["input"].flatMap({ schema.type(named: $0.type.innermost) })
        else { return nil }
        return object(type, Self.ids(of: bound.function), Self.rows(of: bound.function), changing: nil, to: "")
    }

    private static func ids(of function: Function) -> [String: String] {
        var ids: [String: String] = [:]
        for input in function.inputs { if case .id(let name, let typeName) = input.source { ids[name] = typeName } }
        return ids
    }

    private static func rows(of function: Function) -> [String: RowInput] {
        var rows: [String: RowInput] = [:]
        for input in function.inputs { if case .rows(let name, let row) = input.source { rows[name] = row } }
        return rows
    }

    private static func ids(of row: RowInput) -> [String: String] {
        var ids: [String: String] = [:]
        for field in row.fields { if case .id(let typeName, _) = field.value { ids[field.name] = typeName } }
        return ids
    }

    private func object(
        _ type: InputObjectType, _ ids: [String: String], _ rows: [String: RowInput], changing: String?, to value: String,
        adding: String? = nil
    ) -> String {
        let members = type.fields.compactMap { field -> String? in
            if field.name == changing { return "\"\(field.name)\": \(value)" }
            guard field.isRequired else { return nil }
            return "\"\(field.name)\": \(plausible(field.type, named: field.name, id: ids[field.name], row: rows[field.name]))"
        }
        return "{\((members + [adding].compactMap(\.self)).joined(separator: ", "))}"
    }

    private func plausible(_ type: TypeReference, named name: String, id: String?, row: RowInput?) -> String {
        if case .list(let item) = type.nullable { return "[\(plausible(item, named: name, id: id, row: row))]" }
        if let id { return "\"\(own[id] ?? "")\"" }
        switch schema.type(named: type.innermost) {
        case .enum(let type)?: return "\"\(type.values.first?.name ?? "")\""
        case .inputObject(let type)?: return object(type, row.map(Self.ids) ?? [:], [:], changing: nil, to: "")
        default: break
        }
        switch type.innermost {
        case "Int", "Float": return "1"
        case "BigInt", "Decimal": return "\"1\""
        case "Boolean": return "true"
        case "DateTime": return "\"2027-01-01T00:00:00Z\""
        case "Date": return "\"2027-01-01\""
        case "JSON": return "{}"
        default: return name == "currency" ? "\"EUR\"" : "\"words\""
        }
    }

    private func values(of field: InputValueDefinition, id: String?, row: RowInput?) -> [(text: String, isAlwaysWrong: Bool)] {
        var values: [(text: String, isAlwaysWrong: Bool)] = field.isRequired ? [("null", true)] : [("null", false)]
        guard case .list(let item) = field.type.nullable else { return values + single(field.type, named: field.name, id: id, row: row) }
        values += [("[]", false)]
        if case .nonNull = item { values.append(("[null]", true)) }
        values.append(
            ("[\(Array(repeating: plausible(item, named: field.name, id: id, row: row), count: 1001).joined(separator: ","))]", row != nil))
        return values + single(item, named: field.name, id: id, row: row).map { ("[\($0.text)]", $0.isAlwaysWrong) }
    }

    private func single(_ type: TypeReference, named name: String, id: String?, row: RowInput?) -> [(text: String, isAlwaysWrong: Bool)] {
        let wrong: [String]
        switch schema.type(named: type.innermost) {
        case .enum?: wrong = ["\"NONESUCH\"", "\"\"", "1", "\"\\u0000\""]
        case .inputObject(let inner)?:
            let ids = row.map(Self.ids) ?? [:]
            let inside = inner.fields.flatMap { field in
                values(of: field, id: ids[field.name], row: nil).map {
                    (object(inner, ids, [:], changing: field.name, to: $0.text), $0.isAlwaysWrong)
                }
            }
            return inside + [("1", true), ("{\"nonesuch\": 1}", true)]
        default:
            switch type.innermost {
            case "ID":
                let foreign = id.flatMap { self.foreign[$0] }
                wrong =
                    [
                        "\"\"", "\"nonsense\"", "\"\\u0000\"", "\"\(GlobalID(typeName: "Nonesuch", key: ["1"]).text)\"", "{}", Self.long,
                        "\"\(GlobalID(typeName: id ?? "Nonesuch", key: ["99999999999999999999"]).text)\"",
                        "\"\(GlobalID(typeName: id ?? "Nonesuch", key: ["1", "2"]).text)\"",
                        "\"\(GlobalID(typeName: id ?? "Nonesuch", key: ["8888888888888"]).text)\"",
                    ]
                    + (foreign.map { ["\"\($0)\""] } ?? [])
            case "Int": wrong = ["2147483648", "-2147483649", "1.5", "1e400", "\"1\"", "true"]
            case "Float": wrong = ["1e400", "\"1\"", "true"]
            case "BigInt":
                wrong = ["\"9223372036854775808\"", "\"-9223372036854775809\"", "\"1.5\"", "\"\"", "\"1\\u0000\"", "true", Self.long]
            case "Decimal": wrong = ["\"1e999999\"", "\"x\"", "\"\"", Self.long]
            case "Boolean": wrong = ["1", "\"true\""]
            case "DateTime":
                wrong = [
                    "\"294277-01-01T00:00:00Z\"", "\"-4800-01-01T00:00:00Z\"", "\"2026-13-45T25:61:61Z\"", "\"yesterday\"", "\"\"", "1",
                    Self.long,
                    "\"2026-01-01T00:00:00\\u0000Z\"",
                ]
            case "Date": wrong = ["\"5874898-01-01\"", "\"2026-02-30\"", "\"\"", "1"]
            case "JSON": return [("\"\\u0000\"", false), ("\"\\ud800\"", true), (Self.long, false)]
            default:
                return [
                    ("\"a\\u0000b\"", true), ("\"\\ud800\"", true), ("\"\\udc00x\"", true), ("1", true), ("{}", true), ("\"\"", false),
                    (Self.long, false),
                ]
            }
        }
        return wrong.map { ($0, true) }
    }
}
