import NIOCore
import Testing

@testable import Postgres

/// A machine with connections that are ready, and a clock that tests move.
final class PoolDriver {
    var machine: PoolStateMachine<Int>
    var now = NIODeadline.uptimeNanoseconds(1_000_000_000)

    init(connections: Int, _ adjust: (inout PoolSettings) -> Void = { _ in }) {
        var settings = PoolSettings()
        (settings.minimumConnections, settings.maximumConnections) = (connections, connections)
        adjust(&settings)
        machine = PoolStateMachine(settings)
        for id in connects() { machine.connected(id, now: now) }
    }

    /// Does all there is to do, and tells what was sent where, as "1,2→1".
    func step() -> [String] {
        var sent: [String] = []
        while let action = machine.next(now: now) {
            switch action {
            case .send(let work, let id): sent.append(work.map(String.init).joined(separator: ",") + "→\(id)")
            case .close(let id): sent.append("close \(id)")
            case .connect(let id): sent.append("connect \(id)")
            }
        }
        return sent
    }

    func connects() -> [Int] {
        step().compactMap { $0.hasPrefix("connect ") ? Int($0.dropFirst(8)) : nil }
    }

    func add(_ work: Int, _ kind: Batch.Kind, of party: Party? = nil, within: TimeAmount = .seconds(10)) {
        #expect(accepts(work, kind, of: party, within: within))
    }

    /// Without a party each is of a tenant of its own.
    func accepts(_ work: Int, _ kind: Batch.Kind, of party: Party? = nil, within: TimeAmount = .seconds(10)) -> Bool {
        machine.enqueue(work, kind, of: party ?? Party(tenant: Int64(1000 + work)), deadline: now + within)
    }

    func expire() -> [Int] { machine.expire(now: now) }

    func remove(_ work: Int) -> [Int] { machine.remove { $0 == work } }

    var waitingCount: Int { machine.waitingCount }
    var isDrained: Bool { machine.isDrained }
}
