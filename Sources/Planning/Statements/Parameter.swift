package import GraphModel
package import GraphQLExecution
package import GraphQLLanguage
import GraphQLSchema
package import PostgresTypes

/// A value that a statement takes: where it comes from at each request, and the type it has in the database.
package struct Parameter: Sendable {
    /// Its position; `$1` is the parameter with id 0.
    package typealias ID = Int

    package var source: Source
    package var type: PostgresType
    package var typeOID: UInt32

    package indirect enum Source: Sendable {
        case tenant
        case viewer(ViewerFact)
        /// The things of a kind that the viewer's token is limited to.
        case viewerLimit(kind: String)
        /// An argument's value, or a part of it. `storedNames` turns GraphQL enum names into stored text.
        case argument(ArgumentSource, storedNames: [String: String]?)
        /// An argument's list, as an array.
        case arguments(ArgumentSource, storedNames: [String: String]?)
        /// What comes after all texts that begin with an argument's.
        case prefixEnd(ArgumentSource)
        /// The page size, and the row beyond it that tells whether there is a next page.
        case pageLimit(PageSize, probe: Int)
        /// A part of the key that a global id holds; null when the id is of another type.
        case globalID(ArgumentSource, typeName: String, keyPart: Int)
        /// The key that a global id holds, or those of a list of ids; an id of another type is an error of the argument.
        case idArgument(ArgumentSource, name: String, typeName: String)
        /// The rows that an argument holds, as a JSON array for the database.
        case rows(ArgumentSource, name: String, RowInput)
        /// That part of each id of a list, null where the id is of another type.
        case globalIDs(ArgumentSource, typeName: String, keyPart: Int)
        /// A part of the place that a cursor tells.
        case cursor(ArgumentSource, CursorScope, keyPart: Int)

        /// The argument that it is taken from; nil where it is no client's to say, or left out.
        package var argument: ArgumentSource? {
            switch self {
            case .tenant, .viewer, .viewerLimit: nil
            case .argument(let source, _), .arguments(let source, _), .prefixEnd(let source), .globalID(let source, _, _),
                .idArgument(let source, _, _), .rows(let source, _, _), .globalIDs(let source, _, _), .cursor(let source, _, _):
                source
            case .pageLimit(let size, _): size.source
            }
        }
    }
}

/// Who the viewer is, to rules that name columns.
package enum ViewerFact: Sendable, Hashable {
    /// The buyer who asks; null for everybody else.
    case buyer
    /// The one merchant that the viewer acts for; null where it is not one.
    case merchant
    /// The merchants that the viewer acts for, as an array.
    case merchants
}

/// How many rows a page asks for.
package struct PageSize: Sendable, Hashable {
    package static let standard = 20
    package static let maximum = 1000

    /// Where `first` or `last` comes from; nil when neither was given.
    package var source: ArgumentSource?
    /// `first` or `last`, for messages.
    package var argument: String

    /// The number of rows for a request's variables; an error when it is negative or beyond the maximum.
    package func value(in variables: Variables) throws(GraphQLError) -> Int {
        switch source?.value(in: variables) {
        case .int(let size)?:
            guard size >= 0 else {
                throw GraphQLError(.badVariable, "Argument \"\(argument)\" must not be negative.")
            }
            guard size <= Self.maximum else {
                throw GraphQLError(.tooComplex, "Argument \"\(argument)\" is at most \(Self.maximum); ask for further rows by a cursor.")
            }
            return size
        default: return Self.standard
        }
    }
}
