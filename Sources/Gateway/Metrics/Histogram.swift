/// How long things took, counted in buckets of fixed bounds.
package final class Histogram: Sendable {
    /// Upper bounds in seconds, ascending; one more bucket takes the rest.
    package static let bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
    private static let boundsInNanoseconds = bounds.map { Int64($0 * 1e9) }

    private let buckets = (0...bounds.count).map { _ in Counter() }
    private let nanoseconds = Counter()

    package init() {}

    package func observe(nanoseconds duration: Int64) {
        var bucket = 0
        while bucket < Self.boundsInNanoseconds.count, duration > Self.boundsInNanoseconds[bucket] { bucket += 1 }
        buckets[bucket].add()
        nanoseconds.add(Int(duration))
    }

    func write(_ name: String, _ labels: [(String, String)] = [], to text: inout PrometheusText) {
        var total = 0
        for (index, bucket) in buckets.enumerated() {
            total += bucket.value
            let bound = index < Self.bounds.count ? "\(Self.bounds[index])" : "+Inf"
            text.sample(name + "_bucket", labels + [("le", bound)], total)
        }
        text.sample(name + "_sum", labels, Double(nanoseconds.value) / 1e9)
        text.sample(name + "_count", labels, total)
    }
}
