package import GraphQLSchema

/// `@transaction`, which makes the fields of a mutation one transaction: all of them happen or none.
package enum TransactionDirective {
    package static let name = "transaction"

    package static let definition = DirectiveDefinition(
        name: name, description: "Makes the fields of this mutation one transaction: all of them happen, or none.",
        locations: [.mutation])
}
