package import GraphQLExecution
import GraphQLLanguage
package import GraphQLSchema

/// Where an argument's value, or a part of it, comes from: the document itself or a variable of the request.
///
/// Planning works on sources, so that one plan serves all values.
package indirect enum ArgumentSource: Sendable, Hashable {
    case constant(ConstValue, at: DocumentPlace = .none)
    /// The value found in a variable by stepping into it.
    case variable(String, path: [InputStep], at: DocumentPlace = .none)
    case object([Member])
    case list([ArgumentSource])

    package struct Member: Sendable, Hashable {
        package var name: String
        package var source: ArgumentSource
    }

    init(_ value: Value) {
        self =
            switch value.kind {
            case .variable(let name): .variable(name, path: [], at: DocumentPlace(offset: value.offset))
            case .list(let items) where !items.isEmpty: .list(items.map(ArgumentSource.init))
            case .object(let fields) where !fields.isEmpty:
                .object(fields.map { Member(name: $0.name.value, source: ArgumentSource($0.value)) })
            default: .constant(ConstValue(value), at: DocumentPlace(offset: value.offset))
            }
    }

    /// The source as one of a list: where the document has a single value, that stands for a list of one.
    var asList: ArgumentSource {
        switch self {
        case .list, .variable, .constant(.list, _): self
        case .constant, .object: .list([self])
        }
    }

    /// The source of a field or item of this source's value; nil when it has none in the document.
    package func stepping(_ step: InputStep) -> ArgumentSource? {
        switch (self, step) {
        case (.constant(let value, let place), _): value.stepping(step).map { .constant($0, at: place) }
        case (.variable(let name, let path, let place), _): .variable(name, path: path + [step], at: place)
        case (.object(let members), .field(let name)): members.first { $0.name == name }?.source
        case (.list(let items), .index(let index)): items.indices.contains(index) ? items[index] : nil
        case (_, .index(0)): self
        default: nil
        }
    }

    /// The variables that it takes, each with the way into it.
    package var variables: [(name: String, path: [InputStep])] {
        switch self {
        case .constant: []
        case .variable(let name, let path, _): [(name, path)]
        case .object(let members): members.flatMap(\.source.variables)
        case .list(let items): items.flatMap(\.variables)
        }
    }

    /// Where the document has it, or its first part: bytes from the start. Nil for what the schema says when the document is silent.
    package var offset: Int? {
        switch self {
        case .constant(_, let place), .variable(_, _, let place): place.offset
        case .object(let members): members.lazy.compactMap(\.source.offset).first
        case .list(let items): items.lazy.compactMap(\.offset).first
        }
    }

    /// The value for a request's variables; nil when it is a variable that was not given.
    package func value(in variables: Variables) -> ConstValue? {
        switch self {
        case .constant(let value, _):
            return value
        case .variable(let name, let path, _):
            return variables.value(of: name, at: path)
        case .object(let members):
            return .object(
                members.compactMap { member in
                    member.source.value(in: variables).map { (name: member.name, value: $0) }
                })
        case .list(let items):
            return .list(items.map { $0.value(in: variables) ?? .null })
        }
    }
}
