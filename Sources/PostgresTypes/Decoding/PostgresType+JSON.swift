package import JSON

extension PostgresType {
    /// Writes a cell in binary form as JSON. NULL is its caller's: there are no bytes to call this with.
    ///
    /// | type | JSON |
    /// |---|---|
    /// | bool, int2, int4, float4, float8 | the same; a float that is no number or infinite: `null`, since JSON's numbers are finite |
    /// | int8, numeric | a string with all digits (numeric also `"NaN"`, `"Infinity"`, `"-Infinity"`) |
    /// | date, time, timetz, timestamp | `"2026-01-02"`, `"03:04:05.678"`, `"03:04:05+02:00"`, `"2026-01-02T03:04:05"` |
    /// | timestamptz | RFC 3339 in UTC, as many digits of the fraction as there are: `"2026-01-02T03:04:05.678Z"` |
    /// | dates and times without end | `"infinity"`, `"-infinity"`; years beyond four digits are signed (`"+12026-…"`, `"-0043-…"`) |
    /// | interval | ISO 8601: `"P1Y2M3DT4H5M6.7S"` |
    /// | bytea | base64 |
    /// | json, jsonb | as it is |
    /// | range | `{"lower":…,"upper":…,"lowerInclusive":…,"upperInclusive":…}`, an endless bound is `null`; `{"empty":true}` |
    /// | multirange, array, composite | array of ranges; array, nested by dimension; object |
    /// | enum, uuid, inet, cidr, macaddr, text, any other | a string |
    /// - Throws: `malformed` when the bytes are not those of the type; what was written before is the caller's to take back.
    package func writeJSON(cell: UnsafeRawBufferPointer, into writer: inout JSONWriter) throws(PostgresTypeError) {
        switch self {
        case .text, .enumeration, .other: try PlainType.text.writeJSON(cell: cell, into: &writer)
        case .int8: try PlainType.int8.writeJSON(cell: cell, into: &writer)
        case .int4: try PlainType.int4.writeJSON(cell: cell, into: &writer)
        case .int2: try PlainType.int2.writeJSON(cell: cell, into: &writer)
        case .bool: try PlainType.bool.writeJSON(cell: cell, into: &writer)
        case .timestamptz: try PlainType.timestamptz.writeJSON(cell: cell, into: &writer)
        case .timestamp: try writer.append(microseconds: cell.whole(), utc: false)
        case .date: try PlainType.date.writeJSON(cell: cell, into: &writer)
        case .time: try writer.append(timeOfDay: cell.whole())
        case .timetz: try writer.append(timeWithZone: cell)
        case .interval: try writer.append(interval: cell)
        case .numeric: try writer.append(numeric: cell)
        case .float8: try PlainType.float8.writeJSON(cell: cell, into: &writer)
        case .float4: writer.append(float: Float(bitPattern: try cell.whole()))
        case .uuid: try PlainType.uuid.writeJSON(cell: cell, into: &writer)
        case .bytea: writer.append(base64: cell)
        case .json: writer.append(raw: cell)
        case .jsonb: try writer.append(jsonb: cell)
        case .inet, .cidr: try writer.append(network: cell)
        case .macaddr: try writer.append(hardwareAddress: cell)
        case .domain(let base): try base.writeJSON(cell: cell, into: &writer)
        case .array(let element, _): try writer.append(array: cell, of: element)
        case .composite(let fields): try writer.append(composite: cell, with: fields)
        case .range(let element): try writer.append(range: cell, of: element)
        case .multirange(let element): try writer.append(multirange: cell, of: element)
        }
    }
}
