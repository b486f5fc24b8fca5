import Execution
import GraphQLExecution
import GraphQLSchema
import JSON
import Planning

/// An operation's statements as they are kept beside its query: the renderer's text, and where each parameter comes from.
enum PlanText {
    static func text(of explanation: Explanation) -> String {
        var text = "-- rows at most: \(explanation.rows)\n"
        for statement in explanation.statements {
            text += "\n"
            for (index, parameter) in statement.parameters.enumerated() {
                text += "-- $\(index + 1): \(describe(parameter.source))\n"
            }
            text += statement.sql + ";\n"
        }
        return text
    }

    private static func describe(_ source: Parameter.Source) -> String {
        switch source {
        case .tenant: "the tenant"
        case .rows: "the rows of an argument"
        case .viewer(.buyer): "the buyer who asks"
        case .viewer(.merchant): "the merchant that the viewer acts for"
        case .viewer(.merchants): "the merchants that the viewer acts for"
        case .viewerLimit(let kind): "each \(kind) that the viewer's token is limited to"
        case .argument(let source, let names): describe(source) + (names == nil ? "" : ", as it is stored")
        case .arguments(let source, let names): "list " + describe(source) + (names == nil ? "" : ", as they are stored")
        case .prefixEnd: "what comes after all that begins with an argument"
        case .pageLimit(let size, let probe): "\(size.argument) + \(probe), of " + (size.source.map(describe) ?? "the default")
        case .globalID(let source, let type, let part): "key \(part) of the \(type) with id " + describe(source)
        case .idArgument(let source, _, let type): "key of each \(type) id in " + describe(source)
        case .globalIDs(let source, let type, let part): "key \(part) of each \(type) among ids " + describe(source)
        case .cursor(let source, let scope, let part): "key \(part) of the place in \(scope.coordinate) at " + describe(source)
        }
    }

    private static func describe(_ source: ArgumentSource) -> String {
        switch source {
        case .constant(let value, _): describe(value)
        case .variable(let name, let path, _): "$" + name + path.map(describe).joined()
        case .object(let members): "{" + members.map { $0.name + ": " + describe($0.source) }.joined(separator: ", ") + "}"
        case .list(let items): "[" + items.map(describe).joined(separator: ", ") + "]"
        }
    }

    private static func describe(_ step: InputStep) -> String {
        switch step {
        case .field(let name): "." + name
        case .index(let index): "[\(index)]"
        }
    }

    private static func describe(_ value: ConstValue) -> String { value.description }
}
