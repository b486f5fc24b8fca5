import CLibPQ
import Glibc

/// Sends requests over keep-alive connections and times their answers: one thread, one epoll, requests made beforehand.
///
/// It shares the machine's cores with the server that it measures, so there is no library between it and the sockets, and a
/// request costs it two system calls and a share of a third.
final class LoadGenerator {
    private struct Line {
        let wire: Wire
        var scanner = ResponseScanner()
        /// When its request was due, in nanoseconds; nil while it is idle.
        var due: UInt64?
    }

    /// Which request is sent next.
    enum Order { case atRandom, inTurn }

    private let requests: [[UInt8]]
    private var order: Order
    private var sent = 0
    private let epoll: Int32
    private var lines: [Line] = []
    private var random = SplitMix64(seed: 42)

    /// Opens the connections.
    /// - Parameter requests: whole requests; at least one.
    init(_ endpoint: Endpoint, requests: [[UInt8]], connections: Int, order: Order = .atRandom) throws(BenchError) {
        guard !requests.isEmpty else { throw BenchError("There is nothing to ask.") }
        self.requests = requests
        self.order = order
        epoll = epoll_create1(0)
        guard epoll >= 0 else { throw BenchError("The system gives no more descriptors.") }
        for index in 0..<connections {
            let wire = try endpoint.connect()
            wire.stopWaiting()
            lines.append(Line(wire: wire))
            var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: UInt64(index)))
            guard epoll_ctl(epoll, EPOLL_CTL_ADD, wire.socket, &event) == 0 else { throw BenchError("The system watches no more sockets.") }
        }
    }

    deinit {
        close(epoll)
    }

    /// Sends every request once, and more until so many seconds are over: what is met for the first time would be measured otherwise.
    func warmUp(seconds: Double) throws(BenchError) {
        let usual = order
        (order, sent) = (.inTurn, 0)
        repeat { _ = try run(seconds: seconds) } while sent < requests.count
        order = usual
    }

    /// Keeps every connection busy for so many seconds, and waits for what is still under way then.
    ///
    /// With a rate, requests are due at even distances instead, and a request that finds no idle connection waits: its time counts from
    /// when it was due, so a server that stalls does not hide it.
    func run(seconds: Double, perSecond rate: Double? = nil) throws(BenchError) -> LoadResult {
        var tally = Tally()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        let start = Clock.nanoseconds()
        let end = start + UInt64(seconds * 1e9)
        let distance = rate.map { UInt64(1e9 / $0) }
        var nextDue = start
        var idle = Array(lines.indices)
        var underWay = 0
        while true {
            let now = Clock.nanoseconds()
            while now < end, let index = idle.last, distance == nil || nextDue <= now {
                idle.removeLast()
                try send(on: index, due: distance == nil ? now : nextDue)
                underWay += 1
                nextDue += distance ?? 0
            }
            if underWay == 0, now >= end { break }
            let pause = idle.isEmpty || now >= end ? 1_000_000_000 : max(1, Int64(bitPattern: min(nextDue, end)) - Int64(bitPattern: now))
            let answered = try receive(for: pause, &tally, &buffer)
            underWay -= answered.count
            idle += answered
            if underWay > 0, Clock.nanoseconds() > end + 10_000_000_000 { throw BenchError("An answer did not come within ten seconds.") }
        }
        let duration = Double(Clock.nanoseconds() - start) / 1e9
        return LoadResult(duration: duration, failures: tally.failures, bytes: tally.bytes, latencies: tally.latencies)
    }

    private struct Tally {
        var latencies: [UInt32] = []
        var failures = 0
        var bytes = 0
    }

    private func send(on index: Int, due: UInt64) throws(BenchError) {
        let count = UInt64(requests.count)
        let request = requests[Int(order == .inTurn ? UInt64(sent) % count : random.next() % count)]
        sent += 1
        lines[index].due = due
        try lines[index].wire.send(request)
    }

    /// Takes what has come, waiting so many nanoseconds for it, and returns the connections that are idle again.
    private func receive(for pause: Int64, _ tally: inout Tally, _ buffer: inout [UInt8]) throws(BenchError) -> [Int] {
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        var timeout = timespec(tv_sec: Int(pause / 1_000_000_000), tv_nsec: Int(pause % 1_000_000_000))
        let count = epoll_pwait2(epoll, &events, Int32(events.count), &timeout, nil)
        guard count >= 0 || errno == EINTR else { throw BenchError("Waiting for answers failed.") }
        var answered: [Int] = []
        for event in events.prefix(Int(max(count, 0))) {
            let index = Int(event.data.u64)
            guard let response = try response(on: index, &buffer) else { continue }
            guard let due = lines[index].due else { throw BenchError("The server answered what nobody asked.") }
            lines[index].due = nil
            answered.append(index)
            tally.bytes += response.length
            if response.status == 200, response.hasData {
                tally.latencies.append(UInt32(clamping: Clock.nanoseconds() - due))
            } else {
                tally.failures += 1
            }
        }
        return answered
    }

    /// Takes what came on a line; nil while its response is not whole. In the clear one look is enough: there is a call of the system for each.
    private func response(on index: Int, _ buffer: inout [UInt8]) throws(BenchError) -> ResponseScanner.Response? {
        while case .bytes(let size) = try lines[index].wire.receive(&buffer) {
            if let response = try lines[index].scanner.scan(buffer.span.extracting(0..<size)) { return response }
            if !lines[index].wire.isTLS { return nil }
        }
        return nil
    }
}
