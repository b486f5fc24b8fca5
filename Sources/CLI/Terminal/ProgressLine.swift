/// One line on the terminal that follows long work: how much is done, and how fast. Nothing when nobody watches.
struct ProgressLine {
    private let start = ContinuousClock.now
    private var last = ContinuousClock.now
    private let startRows: Int
    private let isShown: Bool

    /// Work that begins with so many rows done before.
    init(startRows: Int, isShown: Bool = Terminal.isWatched) {
        self.startRows = startRows
        self.isShown = isShown
    }

    /// Redraws the line, at most ten times a second.
    mutating func update(rows: Int, fraction: Double) {
        guard isShown, ContinuousClock.now - last > .milliseconds(100) else { return }
        last = ContinuousClock.now
        Terminal.rewrite(Self.line(rows: rows, fraction: fraction, perSecond: Self.rate(rows - startRows, in: last - start)))
    }

    /// Takes the line away.
    func clear() { if isShown { Terminal.rewrite("") } }

    static func line(rows: Int, fraction: Double, perSecond: Int) -> String {
        let width = 24
        let filled = Int((min(max(fraction, 0), 1) * Double(width)).rounded())
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        return "\(bar) \(Int(min(max(fraction, 0), 1) * 100)) %  \(grouped(rows)) rows  \(grouped(perSecond)) rows/s"
    }

    static func rate(_ rows: Int, in duration: Duration) -> Int {
        let milliseconds = max(1, duration.milliseconds)
        return Int((Double(rows) * 1000 / Double(milliseconds)).rounded())
    }

    /// As `1,234,567`.
    static func grouped(_ number: Int) -> String {
        var text = ""
        for (place, digit) in String(number.magnitude).reversed().enumerated() {
            if place > 0, place.isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return (number < 0 ? "-" : "") + String(text.reversed())
    }
}
