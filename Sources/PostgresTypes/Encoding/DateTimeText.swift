/// Reads dates and times in ISO 8601's extended form, and in RFC 3339's.
enum DateTimeText {
    /// A `date`: days since 2000-01-01.
    static func days(_ text: String) throws(PostgresTypeError) -> Int32 {
        if text == "infinity" { return .max }
        if text == "-infinity" { return .min }
        var scanner = TextScanner(text)
        let days = try date(&scanner)
        try scanner.end()
        return Int32(days)
    }

    /// A `time`: microseconds since midnight.
    static func time(_ text: String) throws(PostgresTypeError) -> Int64 {
        var scanner = TextScanner(text)
        let time = try timeOfDay(&scanner)
        try scanner.end()
        return Int64(time)
    }

    /// A `timetz`: microseconds since midnight, and seconds west of Greenwich.
    static func timeWithZone(_ text: String) throws(PostgresTypeError) -> [UInt8] {
        var scanner = TextScanner(text)
        let time = try timeOfDay(&scanner)
        let zone = try zone(&scanner)
        try scanner.end()
        return BinaryParameter.bytes(of: Int64(time)) + BinaryParameter.bytes(of: Int32(-zone))
    }

    /// A `timestamp` or `timestamptz`: microseconds since 2000-01-01T00:00:00. One with a zone must name it; one without must not.
    static func timestamp(_ text: String, zoned: Bool) throws(PostgresTypeError) -> Int64 {
        if text == "infinity" { return .max }
        if text == "-infinity" { return .min }
        var scanner = TextScanner(text)
        let days = try date(&scanner)
        guard scanner.take("T") || scanner.take("t") || scanner.take(" ") else { throw PostgresTypeError(.invalidText) }
        let time = try timeOfDay(&scanner)
        let zone = zoned ? try zone(&scanner) : 0
        try scanner.end()
        let microseconds = days * Microseconds.perDay + time - zone * Microseconds.perSecond
        guard earliest <= microseconds, microseconds < end else { throw PostgresTypeError(.outOfRange) }
        return Int64(microseconds)
    }

    /// PostgreSQL's own bounds: 4714-11-24 BC, and the end of 294276 for timestamps and of 5874897 for dates (`datatype/timestamp.h`).
    private static let earliest = earliestDay * Microseconds.perDay
    private static let end = 9_223_371_331_200_000_000
    private static let earliestDay = CivilDate(year: -4713, month: 11, day: 24).daysSince2000
    private static let lastDay = CivilDate(year: 5_874_897, month: 12, day: 31).daysSince2000
    /// A timestamp's day times its microseconds must not overflow on the way to the check.
    private static let lastTimestampDay = CivilDate(year: 294_277, month: 1, day: 2).daysSince2000

    // date = [ sign ] year - month - day; without a sign the year has four digits
    private static func date(_ scanner: inout TextScanner) throws(PostgresTypeError) -> Int {
        let negative = scanner.take("-")
        let signed = negative || scanner.take("+")
        let year = try scanner.digits(signed ? 4...7 : 4...4)
        try scanner.expect("-")
        let month = try scanner.digits(2...2)
        try scanner.expect("-")
        let day = try scanner.digits(2...2)
        let date = CivilDate(year: negative ? -year : year, month: month, day: day)
        guard date.isValid else { throw PostgresTypeError(.invalidText) }
        let days = date.daysSince2000
        guard earliestDay...(scanner.isAtEnd ? lastDay : lastTimestampDay) ~= days else { throw PostgresTypeError(.outOfRange) }
        return days
    }

    // time = hour : minute [ : second [ . fraction ] ]; 24:00:00 is the day's end, 60 seconds are a leap second
    private static func timeOfDay(_ scanner: inout TextScanner) throws(PostgresTypeError) -> Int {
        let hour = try scanner.digits(2...2)
        try scanner.expect(":")
        let minute = try scanner.digits(2...2)
        var second = 0
        var fraction = 0
        if scanner.take(":") {
            second = try scanner.digits(2...2)
            fraction = try scanner.fraction()
        }
        guard minute < 60, second <= 60 else { throw PostgresTypeError(.invalidText) }
        let time = hour * Microseconds.perHour + minute * Microseconds.perMinute + second * Microseconds.perSecond + fraction
        guard time <= Microseconds.perDay else { throw PostgresTypeError(.invalidText) }
        return time
    }

    // zone = Z / sign hour [ : minute [ : second ] ]; answered in seconds east of Greenwich
    private static func zone(_ scanner: inout TextScanner) throws(PostgresTypeError) -> Int {
        if scanner.take("Z") || scanner.take("z") { return 0 }
        let negative = scanner.take("-")
        if !negative { try scanner.expect("+") }
        var seconds = try scanner.digits(2...2) * 3600
        if !scanner.isAtEnd {
            _ = scanner.take(":")
            let minutes = try scanner.digits(2...2)
            guard minutes < 60 else { throw PostgresTypeError(.invalidText) }
            seconds += minutes * 60
        }
        if scanner.take(":") {
            let rest = try scanner.digits(2...2)
            guard rest < 60 else { throw PostgresTypeError(.invalidText) }
            seconds += rest
        }
        // PostgreSQL's MAX_TZDISP_HOUR is 15.
        guard seconds < 16 * 3600 else { throw PostgresTypeError(.outOfRange) }
        return negative ? -seconds : seconds
    }
}
