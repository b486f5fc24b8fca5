import Limits
import Testing

@Suite("A bucket of rows")
struct RateBucketTests {
    private static let second: Int64 = 1_000_000_000
    /// Ten rows in a second, fifty at once.
    private let pace = RatePace(rowsPerMinute: 600, burst: 50)
    private let start: Int64 = 1_000 * second

    @Test("Gives what it has at once, and then says how long the rest takes")
    func burst() {
        let bucket = RateBucket()
        #expect(bucket.level(at: start, by: pace) == (rows: 50, fullAfter: 0))
        #expect(bucket.take(50, at: start, by: pace) == nil)
        #expect(bucket.level(at: start, by: pace) == (rows: 0, fullAfter: 5 * Self.second))
        #expect(bucket.take(20, at: start, by: pace) == 2 * Self.second)
        // What was refused took nothing.
        #expect(bucket.take(20, at: start + 2 * Self.second - 1, by: pace) == 1)
        #expect(bucket.take(20, at: start + 2 * Self.second, by: pace) == nil)
        #expect(bucket.level(at: start + 2 * Self.second, by: pace).rows == 0)
    }

    @Test("Never has more than a full one, however long nobody asked")
    func full() {
        let bucket = RateBucket()
        _ = bucket.take(10, at: start, by: pace)
        let later = start + 3600 * Self.second
        #expect(bucket.isFull(at: later) && bucket.level(at: later, by: pace).rows == 50)
        #expect(bucket.take(51, at: later, by: pace) != nil)
        #expect(bucket.take(50, at: later, by: pace) == nil)
    }

    @Test("What is put back is there again, and makes no more than a full one")
    func giveBack() {
        let bucket = RateBucket()
        _ = bucket.take(50, at: start, by: pace)
        bucket.giveBack(45, by: pace)
        #expect(bucket.level(at: start, by: pace).rows == 45)
        // Long after: what was put back had come back by itself.
        _ = bucket.take(50, at: start + 100 * Self.second, by: pace)
        bucket.giveBack(50, by: pace)
        bucket.giveBack(50, by: pace)
        #expect(bucket.level(at: start + 100 * Self.second, by: pace).rows == 50)
        #expect(bucket.take(51, at: start + 100 * Self.second, by: pace) != nil)
    }

    @Test("Over a long time gives the pace and one full bucket, whatever is asked for at a time", arguments: [1, 7, 50])
    func steady(rows: Int) {
        let bucket = RateBucket()
        var taken = 0
        // Ten minutes, asked every 10 ms.
        for tick in 0..<60_000 where bucket.take(rows, at: start + Int64(tick) * 10_000_000, by: pace) == nil { taken += rows }
        #expect((6000 - rows...6050).contains(taken), "\(taken)")
    }

    @Test("Takes the largest numbers that the database allows", arguments: [(1_000_000_000, 2_147_483_647), (1, 1440), (1_000_000_000, 1)])
    func extremes(rowsPerMinute: Int, burst: Int) {
        let (bucket, pace) = (RateBucket(), RatePace(rowsPerMinute: rowsPerMinute, burst: burst))
        #expect(bucket.take(burst, at: start, by: pace) == nil)
        #expect(bucket.take(1, at: start, by: pace) != nil)
        bucket.giveBack(burst, by: pace)
        #expect(bucket.level(at: start, by: pace).rows == burst)
    }

    @Test("Says how long it takes without taking, and takes without asking whether there is enough")
    func looked() {
        let bucket = RateBucket()
        #expect(bucket.wait(for: 50, at: start, by: pace) == nil && bucket.wait(for: 60, at: start, by: pace) == Self.second)
        #expect(bucket.level(at: start, by: pace).rows == 50)
        bucket.spend(45, at: start, by: pace)
        // However often: nobody owes what was not there.
        for _ in 0..<1_000 { bucket.spend(10, at: start, by: pace) }
        #expect(bucket.level(at: start, by: pace) == (rows: 0, fullAfter: 5 * Self.second))
        let wait = bucket.wait(for: 20, at: start, by: pace)
        #expect(wait == 2 * Self.second && bucket.take(20, at: start, by: pace) == wait)
        #expect(bucket.take(20, at: start + 2 * Self.second, by: pace) == nil)
    }

    @Test(
        "Never stops the process, whatever the numbers", arguments: [(1, Int.max), (1, 153_722_868_000), (Int.max, Int.max), (Int.max, 1)])
    func senseless(rowsPerMinute: Int, burst: Int) {
        let (bucket, pace) = (RateBucket(), RatePace(rowsPerMinute: rowsPerMinute, burst: burst))
        for rows in [1, 1_000_000, Int.max / 4] {
            _ = bucket.take(rows, at: start, by: pace)
            for _ in 0..<10_000 { bucket.spend(rows, at: start, by: pace) }
            bucket.giveBack(rows, by: pace)
            _ = bucket.level(at: start, by: pace)
        }
    }

    @Test("Is one for all who take from it at the same time")
    func concurrent() async {
        let (bucket, pace, start) = (RateBucket(), RatePace(rowsPerMinute: 6_000, burst: 10_000), start)
        let taken = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<5_000).count { _ in bucket.take(1, at: start, by: pace) == nil } }
            }
            return await group.reduce(0, +)
        }
        #expect(taken == 10_000)
    }
}
