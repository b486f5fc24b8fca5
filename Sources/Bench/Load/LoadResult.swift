/// What a stretch of load came to.
struct LoadResult {
    /// In seconds.
    let duration: Double
    /// Answers with status 200 and data.
    let answers: Int
    /// Everything else.
    let failures: Int
    /// Bytes of all bodies.
    let bytes: Int
    /// In nanoseconds, ascending.
    private let latencies: [UInt32]

    init(duration: Double, failures: Int, bytes: Int, latencies: [UInt32]) {
        self.duration = duration
        self.answers = latencies.count
        self.failures = failures
        self.bytes = bytes
        self.latencies = latencies.sorted()
    }

    var perSecond: Double { Double(answers) / duration }
    var bytesPerAnswer: Double { answers == 0 ? 0 : Double(bytes) / Double(answers) }

    /// The latency that this share of the answers stayed below, in milliseconds: 0.5 is the median.
    func latency(_ share: Double) -> Double {
        guard !latencies.isEmpty else { return .nan }
        let rank = Int((share * Double(latencies.count)).rounded(.up)) - 1
        return Double(latencies[min(max(rank, 0), latencies.count - 1)]) / 1e6
    }
}
