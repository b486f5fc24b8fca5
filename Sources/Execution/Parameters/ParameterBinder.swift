import Access
import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import JSON
import Planning
import PostgresTypes

/// Gives a plan's parameters the values of one request, in binary form.
struct ParameterBinder {
    /// The document that arguments stand in.
    let text: Source
    let variables: Variables
    let principal: Principal
    let seal: CursorSeal

    /// The values of a statement's parameters, in order; nil for null.
    func bind(_ parameters: [Parameter]) throws(GraphQLError) -> [[UInt8]?] {
        var values: [[UInt8]?] = []
        values.reserveCapacity(parameters.count)
        for parameter in parameters {
            do { values.append(try value(of: parameter)) } catch { throw error.standing(at: parameter.source.argument, in: text) }
        }
        return values
    }

    private func value(of parameter: Parameter) throws(GraphQLError) -> [UInt8]? {
        switch parameter.source {
        case .tenant:
            return PostgresType.encode(principal.tenant)
        case .viewer(.buyer):
            return principal.role == .buyer ? principal.subject.flatMap { Int64($0) }.map(PostgresType.encode) : nil
        case .viewer(.merchant):
            return principal.merchants.count == 1 ? PostgresType.encode(principal.merchants[0]) : nil
        case .viewer(.merchants):
            return PostgresType.encode(principal.merchants)
        case .viewerLimit(let kind):
            // Without ids for the kind, the statement would not ask: should it, then for none.
            return PostgresType.encode(principal.limits.ids[kind] ?? [])
        case .argument(let source, let storedNames):
            guard let value = source.value(in: variables) else { return nil }
            return try encode(value.stored(by: storedNames).fitting(parameter.type), of: source, as: parameter.type)
        case .arguments(let source, let storedNames):
            let value = source.value(in: variables) ?? .null
            let items: [ConstValue] = if case .list(let items) = value { items } else { [value] }
            return try encode(.list(items.map { $0.stored(by: storedNames) }), of: source, as: parameter.type)
        case .prefixEnd(let source):
            guard case .string(let prefix)? = source.value(in: variables) else { return nil }
            return try encode(.string(PrefixEnd.text(for: prefix)), of: source, as: parameter.type)
        case .pageLimit(let size, let probe):
            return PostgresType.encode(Int64(try size.value(in: variables) + probe))
        case .globalID(let source, let typeName, let part):
            return keyPart(part, of: source.value(in: variables), typeName: typeName, as: parameter.type)
        case .idArgument(let source, let name, let typeName):
            return try bindID(source, argument: name, typeName: typeName, as: parameter.type)
        case .rows(let source, let name, let rows):
            return try bindRows(source, argument: name, as: rows)
        case .globalIDs(let source, let typeName, let part):
            return try bindKeys(source, part: part, typeName: typeName, as: parameter.type)
        case .cursor(let source, let scope, let part):
            return try bindCursor(source, scope: scope, part: part)
        }
    }

    private func encode(_ value: ConstValue, of source: ArgumentSource, as type: PostgresType) throws(GraphQLError) -> [UInt8]? {
        try encode(ofJSON: value.json, of: source, as: type)
    }

    /// A part of an id's key; nil, which finds nothing, for an id of another type or one that no row can have.
    private func keyPart(_ part: Int, of value: ConstValue?, typeName: String, as type: PostgresType) -> [UInt8]? {
        guard let id = GlobalID(value), id.typeName == typeName, id.key.indices.contains(part) else { return nil }
        return try? type.encode(.string(id.key[part]))
    }

    /// The key of the id that an argument holds, or the keys of its ids.
    private func bindID(
        _ source: ArgumentSource, argument: String, typeName: String, as type: PostgresType
    ) throws(GraphQLError) -> [UInt8]? {
        guard let value = source.value(in: variables), value != .null else { return nil }
        func key(_ value: ConstValue, as type: PostgresType) throws(GraphQLError) -> JSONValue {
            guard let id = GlobalID(value), id.typeName == typeName, id.key.count == 1, (try? type.encode(.string(id.key[0]))) != nil else {
                throw GraphQLError(.badVariable, "\"\(argument)\" is to be the id of a \(typeName).", input: argument)
            }
            return .string(id.key[0])
        }
        guard case .array(let element, _) = type.underlying else { return try encode(ofJSON: key(value, as: type), of: source, as: type) }
        let items: [ConstValue] = if case .list(let items) = value { items } else { [value] }
        var keys: [JSONValue] = []
        for item in items { keys.append(item == .null ? .null : try key(item, as: element)) }
        return try encode(ofJSON: .array(keys), of: source, as: type)
    }

    private func encode(ofJSON value: JSONValue, of source: ArgumentSource, as type: PostgresType) throws(GraphQLError) -> [UInt8]? {
        do { return try type.encode(value) } catch {
            throw GraphQLError(.badVariable, "\(source.words) does not fit: \(error.description(for: type)).")
        }
    }

    private func bindKeys(
        _ source: ArgumentSource, part: Int, typeName: String, as type: PostgresType
    ) throws(GraphQLError) -> [UInt8]? {
        guard case .list(let ids)? = source.value(in: variables), case .array(let element, _) = type else { return nil }
        guard ids.count <= PageSize.maximum else {
            throw GraphQLError(.tooComplex, "Argument \"ids\" holds at most \(PageSize.maximum) ids.")
        }
        let keys = ids.map { id -> JSONValue in
            guard let id = GlobalID(id), id.typeName == typeName, id.key.indices.contains(part) else { return .null }
            let text = JSONValue.string(id.key[part])
            return (try? element.encode(text)) == nil ? .null : text
        }
        do {
            return try type.encode(.array(keys))
        } catch {
            throw GraphQLError(.badVariable, "Argument \"ids\" holds an id that cannot be read.")
        }
    }

    private func bindCursor(_ source: ArgumentSource, scope: CursorScope, part: Int) throws(GraphQLError) -> [UInt8]? {
        guard case .string(let cursor)? = source.value(in: variables),
            let place = seal.open(cursor, tenant: principal.tenant, scope: scope)
        else {
            throw GraphQLError(
                .badVariable, "The cursor is not one of this connection in this order; take it from \"pageInfo\" or an edge of it.")
        }
        return place[part]
    }
}

extension ConstValue {
    /// The text that is stored for a GraphQL enum name, or for each of a list of them.
    func stored(by names: [String: String]?) -> ConstValue {
        guard let names else { return self }
        return
            switch self
        {
        case .enumValue(let name): .string(names[name] ?? name)
        case .list(let items): .list(items.map { $0.stored(by: names) })
        default: self
        }
    }

    /// A single value where a list is wanted stands for a list of one.
    func fitting(_ type: PostgresType) -> ConstValue {
        switch (type.underlying, self) {
        case (.array, .null), (.array, .list): self
        case (.array, _): .list([self])
        default: self
        }
    }
}

extension ArgumentSource {
    /// What the client knows the value by: its variable, with the way into it, or the value itself as far as it is short.
    fileprivate var words: String {
        switch variables.first {
        case (let name, let path)?: return "Variable \"$\(name)\"\(path.isEmpty ? "" : " at \"\(path.map(\.words).joined())\"")"
        case nil:
            let text = (value(in: Variables()) ?? .null).description
            return text.utf8.count > 60 ? "The value \(text.prefix(50))…" : "The value \(text)"
        }
    }
}

extension InputStep {
    fileprivate var words: String {
        switch self {
        case .field(let name): ".\(name)"
        case .index(let index): "[\(index)]"
        }
    }
}
