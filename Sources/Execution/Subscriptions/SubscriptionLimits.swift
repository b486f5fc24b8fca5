import GraphQLExecution
import GraphQLLanguage
import JSON

/// How large a request may be that is kept for as long as it is followed.
enum SubscriptionLimits {
    private static let documentBytes = 32 << 10
    /// Of variables and extensions, as they lie in memory.
    private static let valueBytes = 32 << 10

    /// - Throws: `TOO_COMPLEX` where it is larger than that.
    static func admit(_ request: GraphQLRequest) throws(RequestErrors) {
        guard (request.query?.bytes.count ?? 0) <= documentBytes else {
            throw RequestErrors(.tooComplex, "A subscription's document has \(documentBytes >> 10) KB at the most.")
        }
        var room = valueBytes
        take(.object(request.variables), from: &room)
        take(.object(request.extensions ?? []), from: &room)
        guard room >= 0 else {
            throw RequestErrors(.tooComplex, "A subscription's variables are kept, and too large for that; send fewer values.")
        }
    }

    /// Takes what a value weighs, until nothing is left.
    private static func take(_ value: JSONValue, from room: inout Int) {
        room -= 64
        switch value {
        case .null, .bool: break
        case .number(let text), .string(let text): room -= text.utf8.count
        case .array(let items):
            for item in items where room >= 0 { take(item, from: &room) }
        case .object(let members):
            for member in members where room >= 0 {
                room -= 32 + member.key.utf8.count
                take(member.value, from: &room)
            }
        }
    }
}
