import JSON

extension JSONWriter {
    /// `date_send`: days since 2000-01-01.
    mutating func append(days: Int32) throws(PostgresTypeError) {
        if days == .max { return append(raw: "\"infinity\"") }
        if days == .min { return append(raw: "\"-infinity\"") }
        append(upTo: 24) { start in
            var out = DigitWriter(start)
            out.append(UInt8(ascii: "\""))
            out.append(CivilDate(daysSince2000: Int(days)))
            out.append(UInt8(ascii: "\""))
            return out.count
        }
    }

    /// `timestamp_send` and `timestamptz_send`: microseconds since 2000-01-01T00:00:00.
    @inline(__always)
    mutating func append(microseconds: Int64, utc: Bool) throws(PostgresTypeError) {
        if microseconds == .max { return append(raw: "\"infinity\"") }
        if microseconds == .min { return append(raw: "\"-infinity\"") }
        append(upTo: 48) { start in
            var (days, rest) = Int(microseconds).quotientAndRemainder(dividingBy: Microseconds.perDay)
            if rest < 0 { (days, rest) = (days &- 1, rest &+ Microseconds.perDay) }
            var out = DigitWriter(start)
            out.append(UInt8(ascii: "\""))
            out.append(CivilDate(daysSince2000: days))
            out.append(UInt8(ascii: "T"))
            out.append(timeOfDay: rest)
            if utc { out.append(UInt8(ascii: "Z")) }
            out.append(UInt8(ascii: "\""))
            return out.count
        }
    }

    /// A moment, in whole seconds since 1970, as the graph's `DateTime` has it.
    package mutating func append(instant seconds: Int64) {
        let secondsTo2000: Int64 = 946_684_800
        // It throws as all that write cells do, and has nothing to throw.
        try? append(microseconds: (seconds - secondsTo2000) * Int64(Microseconds.perSecond), utc: true)
    }

    /// `time_send`: microseconds since midnight; 24:00:00 is a time too.
    mutating func append(timeOfDay microseconds: Int64) throws(PostgresTypeError) {
        try append(timeOfDay: microseconds, zone: nil)
    }

    /// `timetz_send`: the time, and seconds west of Greenwich.
    mutating func append(timeWithZone cell: UnsafeRawBufferPointer) throws(PostgresTypeError) {
        var reader = ByteReader(cell)
        let time = try reader.integer(Int64.self)
        let zone = try reader.integer(Int32.self)
        try reader.end()
        guard -86_400...86_400 ~= zone else { throw PostgresTypeError(.malformed) }
        try append(timeOfDay: time, zone: -Int(zone))
    }

    private mutating func append(timeOfDay microseconds: Int64, zone: Int?) throws(PostgresTypeError) {
        guard 0...Int64(Microseconds.perDay) ~= microseconds else { throw PostgresTypeError(.malformed) }
        append(upTo: 40) { start in
            var out = DigitWriter(start)
            out.append(UInt8(ascii: "\""))
            out.append(timeOfDay: Int(microseconds))
            if let zone {
                let seconds = abs(zone)
                out.append(UInt8(ascii: zone < 0 ? "-" : "+"))
                out.append(seconds / 3600, width: 2)
                out.append(UInt8(ascii: ":"))
                out.append(seconds / 60 % 60, width: 2)
                if seconds % 60 != 0 {
                    out.append(UInt8(ascii: ":"))
                    out.append(seconds % 60, width: 2)
                }
            }
            out.append(UInt8(ascii: "\""))
            return out.count
        }
    }
}

/// How many microseconds make what.
enum Microseconds {
    static let perSecond = 1_000_000
    static let perMinute = 60 * perSecond
    static let perHour = 60 * perMinute
    static let perDay = 24 * perHour
}

extension DigitWriter {
    /// Four digits, or, as ISO 8601 has it for the others, a sign and as many as it takes.
    @inline(__always)
    fileprivate mutating func append(_ date: CivilDate) {
        if 0...9999 ~= date.year {
            append(date.year, width: 4)
        } else {
            append(UInt8(ascii: date.year < 0 ? "-" : "+"))
            let year = abs(date.year)
            if year < 10_000 { append(year, width: 4) } else { append(unpadded: year) }
        }
        append(UInt8(ascii: "-"))
        append(date.month, width: 2)
        append(UInt8(ascii: "-"))
        append(date.day, width: 2)
    }

    @inline(__always)
    fileprivate mutating func append(timeOfDay microseconds: Int) {
        let seconds = microseconds / Microseconds.perSecond
        append(seconds / 3600, width: 2)
        append(UInt8(ascii: ":"))
        append(seconds / 60 % 60, width: 2)
        append(UInt8(ascii: ":"))
        append(seconds % 60, width: 2)
        append(fractionOfMicroseconds: microseconds % Microseconds.perSecond)
    }
}
