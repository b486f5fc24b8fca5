/// A day of the proleptic Gregorian calendar; year 0 is 1 BC, as in ISO 8601.
struct CivilDate: Equatable {
    var year: Int
    var month: Int
    var day: Int
}

// Days and dates turn into each other by eras of 400 years (Hinnant, "chrono-compatible low-level date algorithms").
extension CivilDate {
    /// PostgreSQL counts from 2000-01-01, the algorithm from 0000-03-01.
    private static let epoch = 730_425

    /// The date that lies `days` after 2000-01-01.
    init(daysSince2000 days: Int) {
        let shifted = days &+ Self.epoch
        let era = (shifted >= 0 ? shifted : shifted &- 146_096) / 146_097
        let dayOfEra = shifted &- era &* 146_097
        let yearOfEra = (dayOfEra &- dayOfEra / 1460 &+ dayOfEra / 36_524 &- dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra &- (365 &* yearOfEra &+ yearOfEra / 4 &- yearOfEra / 100)
        let marchMonth = (5 &* dayOfYear &+ 2) / 153
        day = dayOfYear &- (153 &* marchMonth &+ 2) / 5 &+ 1
        month = marchMonth < 10 ? marchMonth &+ 3 : marchMonth &- 9
        year = yearOfEra &+ era &* 400 &+ (month <= 2 ? 1 : 0)
    }

    /// How many days after 2000-01-01 this is.
    var daysSince2000: Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - Self.epoch
    }

    /// Whether there is such a day.
    var isValid: Bool {
        guard 1...12 ~= month, day >= 1 else { return false }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day <= lengths[month - 1]
    }
}
