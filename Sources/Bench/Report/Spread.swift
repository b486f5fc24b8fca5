/// The same figure of several rounds.
struct Spread: Hashable {
    let median: Double
    let low: Double
    let high: Double

    /// Nil when there are no figures.
    init?(_ figures: [Double]) {
        let sorted = figures.sorted()
        guard let low = sorted.first, let high = sorted.last else { return nil }
        self.low = low
        self.high = high
        let middle = sorted.count / 2
        median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// `0.82 (0.80–0.85)`
    func text(places: Int) -> String {
        "\(median.text(places: places)) (\(low.text(places: places))–\(high.text(places: places)))"
    }
}

extension Double {
    /// With so many decimal places; thousands are grouped.
    func text(places: Int) -> String {
        guard isFinite else { return "–" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = Int64((magnitude * scale).rounded())
        let whole = String(scaled / Int64(scale))
        var grouped = ""
        for (place, digit) in whole.reversed().enumerated() {
            if place > 0, place.isMultiple(of: 3) { grouped.append(",") }
            grouped.append(digit)
        }
        var text = (self < 0 && scaled != 0 ? "-" : "") + String(grouped.reversed())
        if places > 0 {
            let fraction = String(scaled % Int64(scale))
            text += "." + String(repeating: "0", count: places - fraction.count) + fraction
        }
        return text
    }
}
