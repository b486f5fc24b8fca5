/// `query`, `mutation` or `subscription`.
package enum OperationType: String, Sendable, Hashable, CaseIterable {
    case query, mutation, subscription
}

/// An operation, with the place of its first token: its description where it has one.
package struct OperationDefinition: Sendable {
    package var description: Description?
    package var type: OperationType
    package var name: Name?
    package var variables: [VariableDefinition]
    package var directives: [Directive]
    package var selectionSet: SelectionSet
    /// Whether it was written as a bare selection set, without the `query` keyword.
    package var isShorthand: Bool
    package var offset: Int

    package init(
        description: Description?, type: OperationType, name: Name?, variables: [VariableDefinition], directives: [Directive],
        selectionSet: SelectionSet, isShorthand: Bool, offset: Int
    ) {
        self.description = description
        self.type = type
        self.name = name
        self.variables = variables
        self.directives = directives
        self.selectionSet = selectionSet
        self.isShorthand = isShorthand
        self.offset = offset
    }
}

/// `fragment F on T { … }`
package struct FragmentDefinition: Sendable {
    package var description: Description?
    package var name: Name
    package var typeCondition: Name
    package var directives: [Directive]
    package var selectionSet: SelectionSet
    package var offset: Int

    package init(
        description: Description?, name: Name, typeCondition: Name, directives: [Directive], selectionSet: SelectionSet, offset: Int
    ) {
        self.description = description
        self.name = name
        self.typeCondition = typeCondition
        self.directives = directives
        self.selectionSet = selectionSet
        self.offset = offset
    }
}

/// `$name: Type = default @directive`; the name is without its dollar.
package struct VariableDefinition: Sendable {
    package var description: Description?
    package var name: Name
    package var type: TypeNode
    package var defaultValue: Value?
    package var directives: [Directive]
    package var offset: Int

    package init(description: Description?, name: Name, type: TypeNode, defaultValue: Value?, directives: [Directive], offset: Int) {
        self.description = description
        self.name = name
        self.type = type
        self.defaultValue = defaultValue
        self.directives = directives
        self.offset = offset
    }
}

/// What stands between braces: at least one selection.
package struct SelectionSet: Sendable {
    package var selections: [Selection]
    package var offset: Int

    package init(selections: [Selection], offset: Int) {
        self.selections = selections
        self.offset = offset
    }
}

/// A field, a spread, or an inline fragment.
package enum Selection: Sendable {
    case field(Field)
    case fragmentSpread(FragmentSpread)
    case inlineFragment(InlineFragment)
}

/// `alias: name(arguments) @directives { … }`
///
/// A class, since rules and planner hand fields around: copying its six parts was a fifth of the instructions of a validation.
package final class Field: Sendable {
    package let alias: Name?
    package let name: Name
    package let arguments: [Argument]
    package let directives: [Directive]
    package let selectionSet: SelectionSet?
    package let offset: Int

    /// The name this field has in the response: its alias, or else its name.
    package var responseKey: String { alias?.value ?? name.value }

    package init(alias: Name?, name: Name, arguments: [Argument], directives: [Directive], selectionSet: SelectionSet?, offset: Int) {
        self.alias = alias
        self.name = name
        self.arguments = arguments
        self.directives = directives
        self.selectionSet = selectionSet
        self.offset = offset
    }
}

/// `...Name @directives`
package struct FragmentSpread: Sendable {
    package var name: Name
    package var directives: [Directive]
    package var offset: Int

    package init(name: Name, directives: [Directive], offset: Int) {
        self.name = name
        self.directives = directives
        self.offset = offset
    }
}

/// `... on Type @directives { … }`, with or without a type.
package struct InlineFragment: Sendable {
    package var typeCondition: Name?
    package var directives: [Directive]
    package var selectionSet: SelectionSet
    package var offset: Int

    package init(typeCondition: Name?, directives: [Directive], selectionSet: SelectionSet, offset: Int) {
        self.typeCondition = typeCondition
        self.directives = directives
        self.selectionSet = selectionSet
        self.offset = offset
    }
}

/// `name: value`
package struct Argument: Sendable {
    package var name: Name
    package var value: Value
    package var offset: Int

    package init(name: Name, value: Value, offset: Int) {
        self.name = name
        self.value = value
        self.offset = offset
    }
}

/// `@name(arguments)`
package struct Directive: Sendable {
    package var name: Name
    package var arguments: [Argument]
    package var offset: Int

    package init(name: Name, arguments: [Argument], offset: Int) {
        self.name = name
        self.arguments = arguments
        self.offset = offset
    }
}
