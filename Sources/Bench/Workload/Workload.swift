import Foundation
import JSON
import Planning

/// One of the queries that are measured: the GraphQL that clients send, and the SQL that returns the same answer as JSON.
struct Workload {
    /// What a request's key is: which rows are asked for changes from request to request.
    enum Key {
        /// The query asks for the same in each tenant.
        case none
        /// The global id of a row of this type.
        case globalID(variable: String, typeName: String)
        /// A number.
        case number(variable: String)
        /// A moment, as seconds since 1970.
        case moment(variable: String)
    }

    /// `Q1` … `Q4`, and `Q2m`.
    let name: String
    /// What it reads, in a few words.
    let title: String
    let query: String
    let key: Key
    /// For each tenant the keys that stand for the shape, as SQL: columns `tenant_id`, `first` and `last`.
    let keyRanges: String
    /// Whether it is another way to ask for what one of the others asks for.
    var isVariant = false
    /// Statements that make the whole answer in PostgreSQL, with `:tenant` and `:key`, by the function that writes the objects.
    let forms: [JSONForm]

    struct JSONForm {
        let name: String
        let sql: String
    }

    /// The variables of the request for one key.
    func variables(key value: Int64) -> [JSONMember] {
        switch key {
        case .none: []
        case .globalID(let variable, let typeName):
            [JSONMember(variable, .string(GlobalID(typeName: typeName, key: [String(value)]).text))]
        case .number(let variable): [JSONMember(variable, .string(String(value)))]
        case .moment(let variable):
            [JSONMember(variable, .string(Date(timeIntervalSince1970: Double(value)).formatted(.iso8601)))]
        }
    }

    static let all = [byKey, campaigns, distinctCampaigns, followers, thousandRows]

    /// How many viewers of each tenant ask.
    static let viewers = 300
}
