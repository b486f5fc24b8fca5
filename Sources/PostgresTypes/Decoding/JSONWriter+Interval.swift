import JSON

extension JSONWriter {
    /// `interval_send`: microseconds, days, months. Written as PostgreSQL does with `IntervalStyle = iso_8601`:
    /// every part has its own sign, parts of zero are left out.
    mutating func append(interval cell: UnsafeRawBufferPointer) throws(PostgresTypeError) {
        var reader = ByteReader(cell)
        let microseconds = try reader.integer(Int64.self)
        let days = try reader.integer(Int32.self)
        let months = try reader.integer(Int32.self)
        try reader.end()
        append(upTo: 120) { start in
            var out = DigitWriter(start)
            out.append("\"P")
            out.append(part: Int(months / 12), "Y")
            out.append(part: Int(months % 12), "M")
            out.append(part: Int(days), "D")
            if microseconds != 0 || (days == 0 && months == 0) {
                out.append(UInt8(ascii: "T"))
                out.append(part: Int(microseconds) / Microseconds.perHour, "H")
                out.append(part: Int(microseconds) / Microseconds.perMinute % 60, "M")
                let seconds = Int(microseconds) % Microseconds.perMinute
                if seconds != 0 || microseconds == 0 {
                    // The sign stands before the whole seconds even when they are zero.
                    if seconds < 0 { out.append(UInt8(ascii: "-")) }
                    out.append(unpadded: abs(seconds) / Microseconds.perSecond)
                    out.append(fractionOfMicroseconds: abs(seconds) % Microseconds.perSecond)
                    out.append(UInt8(ascii: "S"))
                }
            }
            out.append(UInt8(ascii: "\""))
            return out.count
        }
    }
}

extension DigitWriter {
    fileprivate mutating func append(part value: Int, _ letter: StaticString) {
        guard value != 0 else { return }
        if value < 0 { append(UInt8(ascii: "-")) }
        append(unpadded: abs(value))
        append(letter)
    }
}
