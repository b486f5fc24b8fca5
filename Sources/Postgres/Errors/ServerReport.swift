import CLibPQ

/// The fields of an error as the server sent them. For operators' logs and for programs, never for a tenant's eyes.
package struct ServerReport: Sendable, Hashable {
    package let message: String
    package let detail: String?
    package let hint: String?
    package let schema: String?
    package let table: String?
    package let column: String?
    package let constraint: String?
    /// Where in the statement, in characters from 1.
    package let position: Int?
    /// Where in a statement of a function, as `position`.
    let innerPosition: Int?
    /// What was running, innermost first: functions and statements, and with some settings values.
    let context: String?

    init(_ result: OpaquePointer) {
        message = Self.field("M", of: result) ?? ""
        detail = Self.field("D", of: result)
        hint = Self.field("H", of: result)
        schema = Self.field("s", of: result)
        table = Self.field("t", of: result)
        column = Self.field("c", of: result)
        constraint = Self.field("n", of: result)
        position = Self.field("P", of: result).flatMap { Int($0) }
        innerPosition = Self.field("p", of: result).flatMap { Int($0) }
        context = Self.field("W", of: result)
    }

    /// A report that libpq wrote itself, because the server was not there to write one.
    init(message: String) {
        self.message = message
        (detail, hint, schema, table, column, constraint, position) = (nil, nil, nil, nil, nil, nil, nil)
        (innerPosition, context) = (nil, nil)
    }

    /// A field of an error by its letter in the protocol ("Error and Notice Message Fields").
    static func field(_ letter: Unicode.Scalar, of result: OpaquePointer) -> String? {
        PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
    }
}
