import GraphQLLanguage
import GraphQLSchema

/// §5.5.1.3: fragments are on objects, interfaces and unions: what has fields to select.
enum FragmentsOnCompositeTypes {
    static func check(_ fragment: FragmentDefinition, _ context: inout ValidationContext) {
        let condition = fragment.typeCondition
        guard isOnLeafOrInput(condition, context) else { return }
        context.report(
            "Fragment \"\(fragment.name.value)\" cannot condition on non composite type \"\(condition.value)\".", at: condition.offset)
    }

    /// - Parameter condition: An inline fragment's.
    static func check(_ condition: Name, _ context: inout ValidationContext) {
        guard isOnLeafOrInput(condition, context) else { return }
        context.report("Fragment cannot condition on non composite type \"\(condition.value)\".", at: condition.offset)
    }

    private static func isOnLeafOrInput(_ condition: Name, _ context: ValidationContext) -> Bool {
        context.schema.type(named: condition.value).map { !$0.isComposite } ?? false
    }
}
