/// Names one element of a schema: `Type`, `Type.member`, `Type.field(argument:)`, `@directive`, `@directive(argument:)`.
package enum SchemaCoordinate: Sendable {
    case type(Name)
    case member(type: Name, member: Name)
    case argument(type: Name, field: Name, argument: Name)
    case directive(Name)
    case directiveArgument(directive: Name, argument: Name)
}
