/// Reads ISO 8601 durations, with a sign on each part as PostgreSQL writes them: `P1Y-2M3DT4H5M-6.7S`, `P2W`.
enum IntervalText {
    static func binary(_ text: String) throws(PostgresTypeError) -> [UInt8] {
        var scanner = TextScanner(text)
        let negated = scanner.take("-")
        try scanner.expect("P")
        var total = Total()
        var inTime = false
        var parts = 0
        while !scanner.isAtEnd {
            if scanner.take("T") {
                guard !inTime else { throw PostgresTypeError(.invalidText) }
                inTime = true
                continue
            }
            try part(&scanner, inTime: inTime, into: &total)
            parts += 1
        }
        guard parts > 0 else { throw PostgresTypeError(.invalidText) }
        let sign = negated ? -1 : 1
        guard let months = Int32(exactly: total.months * sign), let days = Int32(exactly: total.days * sign) else {
            throw PostgresTypeError(.outOfRange)
        }
        return BinaryParameter.bytes(of: Int64(total.microseconds * sign)) + BinaryParameter.bytes(of: days)
            + BinaryParameter.bytes(of: months)
    }

    private struct Total {
        var months = 0
        var days = 0
        var microseconds = 0
    }

    // part = [ sign ] number unit; only seconds have a fraction
    private static func part(_ scanner: inout TextScanner, inTime: Bool, into total: inout Total) throws(PostgresTypeError) {
        let negative = scanner.take("-")
        if !negative { _ = scanner.take("+") }
        // Ten digits hold every value that fits its field, and no product of them overflows below.
        let whole = try scanner.digits(1...10)
        let fraction = try scanner.fraction()
        let sign = negative ? -1 : 1
        guard let unit = scanner.next.map({ Unicode.Scalar($0) }), scanner.take(unit) else { throw PostgresTypeError(.invalidText) }
        guard fraction == 0 || (inTime && unit == "S") else { throw PostgresTypeError(.invalidText) }
        switch (inTime, unit) {
        case (false, "Y"): total.months += sign * whole * 12
        case (false, "M"): total.months += sign * whole
        case (false, "W"): total.days += sign * whole * 7
        case (false, "D"): total.days += sign * whole
        case (true, "H"): try add(sign * whole, Microseconds.perHour, to: &total)
        case (true, "M"): try add(sign * whole, Microseconds.perMinute, to: &total)
        case (true, "S"):
            try add(sign * whole, Microseconds.perSecond, to: &total)
            try add(sign * fraction, 1, to: &total)
        default: throw PostgresTypeError(.invalidText)
        }
        guard abs(total.months) < 1 << 40, abs(total.days) < 1 << 40 else { throw PostgresTypeError(.outOfRange) }
    }

    private static func add(_ value: Int, _ unit: Int, to total: inout Total) throws(PostgresTypeError) {
        let (product, overflow) = value.multipliedReportingOverflow(by: unit)
        let (sum, more) = total.microseconds.addingReportingOverflow(product)
        guard !overflow, !more, sum != .min else { throw PostgresTypeError(.outOfRange) }
        total.microseconds = sum
    }
}
