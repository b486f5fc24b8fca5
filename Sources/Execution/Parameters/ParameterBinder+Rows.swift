import GraphModel
import GraphQLLanguage
import GraphQLSchema
import JSON
import Planning
import PostgresTypes

extension ParameterBinder {
    /// The rows that an argument holds, each with what was given of it, under the columns' names and as the database reads it.
    ///
    /// Every value is tried in its own type first, so that one that does not fit is told with its place.
    func bindRows(_ source: ArgumentSource, argument: String, as row: RowInput) throws(GraphQLError) -> [UInt8]? {
        guard let value = source.value(in: variables), value != .null else { return nil }
        let items: [ConstValue] = if case .list(let items) = value { items } else { [value] }
        guard items.count <= PageSize.maximum else {
            throw GraphQLError(.tooComplex, "\"\(argument)\" holds at most \(PageSize.maximum) rows.", input: argument)
        }
        var rows: [JSONValue] = []
        for (index, item) in items.enumerated() {
            guard case .object(let given) = item else {
                throw GraphQLError(.badVariable, "A row must not be null.", input: "\(argument).\(index)")
            }
            var members: [JSONMember] = []
            for field in row.fields {
                guard let value = given.first(where: { $0.name == field.name })?.value else { continue }
                do {
                    members.append(JSONMember(field.column, try json(of: value, for: field, at: "\(argument).\(index).\(field.name)")))
                } catch {
                    throw error.standing(at: source.stepping(.index(index))?.stepping(.field(field.name)), in: text)
                }
            }
            rows.append(.object(members))
        }
        do { return try PostgresType.jsonb.encode(.array(rows)) } catch {
            throw GraphQLError(.badVariable, "\"\(argument)\" does not fit: \(error).", input: argument)
        }
    }

    private func json(of value: ConstValue, for field: RowInput.Field, at place: String) throws(GraphQLError) -> JSONValue {
        guard value != .null else { return .null }
        switch field.value {
        case .plain(let type, let storedNames):
            let stored = value.stored(by: storedNames).fitting(type).json
            do { _ = try type.encode(stored) } catch {
                throw GraphQLError(.badVariable, "\"\(place)\" does not fit: \(error.description(for: type)).", input: place)
            }
            return stored
        case .id(let typeName, let type):
            guard let id = GlobalID(value), id.typeName == typeName, id.key.count == 1, (try? type.encode(.string(id.key[0]))) != nil else {
                throw GraphQLError(.badVariable, "\"\(place)\" is to be the id of a \(typeName).", input: place)
            }
            return .string(id.key[0])
        }
    }
}
