extension Guard {
    /// What whoever passes all of these guards has; nil when there are none.
    ///
    /// - Throws: the problem that two of them ask for different scopes: a guard asks for one.
    static func all(of guards: [Guard?], for object: String) throws(GraphProblem) -> Guard? {
        var result: Guard?
        for next in guards.compactMap(\.self) {
            guard var both = result else {
                result = next
                continue
            }
            both.roles.formIntersection(next.roles)
            both.readScope = try one(of: both.readScope, next.readScope, object)
            both.writeScope = try one(of: both.writeScope, next.writeScope, object)
            result = both
        }
        return result
    }

    private static func one(of first: String?, _ second: String?, _ object: String) throws(GraphProblem) -> String? {
        guard let first, let second, first != second else { return first ?? second }
        throw GraphProblem(
            .scopesConflict, on: object, "Its columns ask for two scopes, \(first) and \(second).",
            remedy: "Ask for the same scope on both, or hide the relation with @hidden.")
    }
}
