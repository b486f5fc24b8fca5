import ArgumentParser

/// A length of time as a person writes it: `45s`, `90m`, `12h`, `30d`.
struct Lifespan: ExpressibleByArgument, Hashable {
    let seconds: Int64

    init?(argument: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let unit = argument.last.flatMap({ units[$0] }), let count = Int64(argument.dropLast()), count >= 0 else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: unit)
        // A thousand years: no token lives longer, and a timestamp still holds it.
        guard !overflow, product <= 31_536_000_000 else { return nil }
        seconds = product
    }

    /// As PostgreSQL reads an interval.
    var interval: String { "\(seconds) seconds" }
}
