import GraphQLLanguage
import GraphQLSchema

/// §5.8.2: variables are of scalar, enum and input object types.
enum VariablesAreInputTypes {
    static func check(_ variable: VariableDefinition, _ context: inout ValidationContext) {
        guard let type = context.schema.type(named: variable.type.innermost.value), !type.isInput else { return }
        context.report(
            "Variable \"$\(variable.name.value)\" cannot be non-input type \"\(Printer.print(variable.type))\".", at: variable.type.offset)
    }
}
