import CAllocations
import Foundation

/// What one piece of work costs: many runs of it in each of several rounds.
struct Stopwatch {
    /// Microseconds of one run, by round.
    let perRound: [Double]
    let microseconds: Spread
    /// Requests for memory in one run; nil where they are not counted.
    let allocations: Int?

    /// As long as a round is, in microseconds: long enough for the clock, short enough for a busy machine to spare some.
    private static let round = 20_000.0

    static func measure(rounds: Int, _ work: () throws -> Void) throws -> Stopwatch {
        try work()
        let before = souk_allocations()
        try work()
        let allocations = before < 0 ? nil : souk_allocations() - before
        let runs = max(1, Int(round / max(0.01, try time(1, work))))
        let perRound = try (0..<rounds).map { _ in try time(runs, work) }
        guard let microseconds = Spread(perRound) else { throw BenchError("There were no rounds.") }
        return Stopwatch(perRound: perRound, microseconds: microseconds, allocations: allocations)
    }

    /// Microseconds of one run out of many: those that the thread itself worked, whatever else the machine does meanwhile.
    private static func time(_ runs: Int, _ work: () throws -> Void) throws -> Double {
        let start = now()
        for _ in 0..<runs { try work() }
        return (now() - start) / Double(runs)
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }
}
