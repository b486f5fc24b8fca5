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
    private let context: String?

    /// The innermost function that was running, with its line, where the server says it in English.
    package var function: String? { context.flatMap { Self.function(in: $0) } }

    init(_ result: OpaquePointer) {
        message = Self.field("M", of: result) ?? ""
        detail = Self.field("D", of: result)
        hint = Self.field("H", of: result)
        schema = Self.field("s", of: result)
        table = Self.field("t", of: result)
        column = Self.field("c", of: result)
        constraint = Self.field("n", of: result)
        position = Self.field("P", of: result).flatMap { Int($0) }
        context = Self.field("W", of: result)
    }

    /// A report that libpq wrote itself, because the server was not there to write one.
    init(message: String) {
        self.message = message
        (detail, hint, schema, table, column, constraint, position, context) = (nil, nil, nil, nil, nil, nil, nil, nil)
    }

    /// The innermost function of a context, whose lines are one for each that was called: `PL/pgSQL function f(bigint) line 9 at SQL statement`.
    static func function(in context: String) -> String? {
        // Of this shape only: a context also has statements, and with some settings values, which may be of several lines.
        let procedural = #/PL/pgSQL function [\w.$"]+\([\w.$", \[\]]*\) line \d+ at [A-Za-z /]+/#
        let plain = #/SQL function "[\w.$]+" (statement \d+|during \w+)/#
        return context.split(separator: "\n").first { line in
            line.utf8.count < 500 && (line.wholeMatch(of: procedural) != nil || line.wholeMatch(of: plain) != nil)
        }.map(String.init)
    }

    /// A field of an error by its letter in the protocol ("Error and Notice Message Fields").
    static func field(_ letter: Unicode.Scalar, of result: OpaquePointer) -> String? {
        PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
    }
}
