package import JSON

/// The types that most cells have, as a number: all that writing such a cell takes.
package enum PlainType: UInt8, Sendable {
    case text = 1
    case int8, int4, int2, bool, float8, timestamptz, date, uuid

    /// Nil for a type whose cells take more to be written.
    package init?(_ type: PostgresType) {
        switch type.underlying {
        case .text, .enumeration, .other: self = .text
        case .int8: self = .int8
        case .int4: self = .int4
        case .int2: self = .int2
        case .bool: self = .bool
        case .float8: self = .float8
        case .timestamptz: self = .timestamptz
        case .date: self = .date
        case .uuid: self = .uuid
        default: return nil
        }
    }

    /// Writes a cell as `PostgresType.writeJSON` documents it.
    package func writeJSON(cell: UnsafeRawBufferPointer, into writer: inout JSONWriter) throws(PostgresTypeError) {
        switch self {
        case .text: writer.append(string: cell)
        case .int8: try writer.append(bigInt: cell.whole())
        case .int4: writer.append(int64: Int64(try cell.whole(Int32.self)))
        case .int2: writer.append(int64: Int64(try cell.whole(Int16.self)))
        case .bool: writer.append(bool: try cell.whole(UInt8.self) != 0)
        case .float8: writer.append(double: Double(bitPattern: try cell.whole()))
        case .timestamptz: try writer.append(microseconds: cell.whole(), utc: true)
        case .date: try writer.append(days: cell.whole())
        case .uuid: try writer.append(uuid: cell)
        }
    }
}
