import Access

/// One thing that is counted, and how often it may happen: what was counted when it was last looked into, and a tenth.
struct Budget {
    let title: String
    let query: String
    /// The same query for more rows, and how many more: then what is counted is for each row.
    var larger: (query: String, rows: Double)?
    let most: Double

    static let lookup = Budget(
        title: "a lookup by key, for each request",
        query: #"{ merchant(id: "TWVyY2hhbnQ6MQ") { databaseId name region rating followerCount createdAt } }"#, most: 40)
    static let rows = Budget(
        title: "a list of plain columns, for each row", query: members(10), larger: (members(110), 100), most: 0.15)
    static let nested = Budget(
        title: "a list below each row, for each row of it", query: shops(5), larger: (shops(25), 20 * 10), most: 0.2)

    static let all = [lookup, rows, nested]

    func count(_ ground: BudgetGround, _ viewer: Principal) async throws -> Double {
        let own = try await ground.allocations(query, as: viewer, times: 200)
        guard let larger else { return own }
        return (try await ground.allocations(larger.query, as: viewer, times: 200) - own) / larger.rows
    }

    private static func members(_ count: Int) -> String {
        "{ buyers(first: \(count)) { nodes { id databaseId nickname region experiencePoints creator createdAt } } }"
    }

    private static func shops(_ count: Int) -> String {
        "{ merchants(first: \(count)) { nodes { id name products(first: 10) { nodes { id name price currency category { name } } } } } }"
    }
}
