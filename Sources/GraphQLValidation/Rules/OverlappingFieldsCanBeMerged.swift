import GraphQLLanguage
import GraphQLSchema

/// §5.3.2: fields with the same response key can become one response field.
enum OverlappingFieldsCanBeMerged {
    static func check(_ context: inout ValidationContext) {
        guard !context.isAborted, !isPlainlyDistinct(context) else { return }
        var check = MergeCheck(context)
        guard check.findsConflict(&context) else { return }
        // Which fields they are takes comparing pairs.
        context.confine(to: context.limits.conflictWork)
        var finder = ConflictFinder(context)
        for definition in context.document.definitions {
            switch definition {
            case .operation(let operation): finder.search(operation.selectionSet, on: context.schema.rootType(for: operation.type))
            case .fragment(let fragment): finder.search(fragment.selectionSet, on: fragment.typeCondition.value)
            default: break
            }
        }
        context = finder.context
    }

    private static func isPlainlyDistinct(_ context: ValidationContext) -> Bool {
        context.operations.allSatisfy(\.selectionSet.isPlainlyDistinct)
            && context.document.fragments.allSatisfy(\.selectionSet.isPlainlyDistinct)
    }
}
