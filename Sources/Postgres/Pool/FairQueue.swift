/// What waits, of many parties: each party's in their order, the parties by turns. Who asks much waits behind their own.
struct FairQueue<Element> {
    /// What waits; also of parties of which nothing does any more, as long as there are few.
    private var queues: [Party: Fifo<Element>] = [:]
    /// The parties of which something waits, in the order of their turns.
    private var turns = Fifo<Party>()
    private(set) var count = 0
    /// How many of them are visitors'.
    private(set) var visitorCount = 0

    var isEmpty: Bool { count == 0 }

    func count(of party: Party) -> Int { queues[party]?.count ?? 0 }

    mutating func append(_ element: Element, of party: Party) {
        if queues[party]?.isEmpty ?? true { turns.append(party) }
        queues[party, default: Fifo()].append(element)
        change(by: 1, of: party)
    }

    /// Puts one in front of its party's; where nothing else of it waits, it has the first turn.
    mutating func prepend(_ element: Element, of party: Party) {
        if queues[party]?.isEmpty ?? true { turns.prepend(party) }
        queues[party, default: Fifo()].prepend(element)
        change(by: 1, of: party)
    }

    /// The first party in turn, of those that may go.
    func nextParty(where mayGo: (Party) -> Bool) -> Party? { turns.first(where: mayGo) }

    /// Takes the first of a party, whose next turn comes after those of all others.
    mutating func popFirst(of party: Party) -> Element? {
        guard let element = queues[party]?.popFirst() else { return nil }
        if turns.first == party { _ = turns.popFirst() } else { _ = turns.remove { $0 == party } }
        change(by: -1, of: party)
        settle(party)
        return element
    }

    /// Takes out all that match.
    mutating func remove(where matches: (Element) -> Bool) -> [Element] {
        var removed: [Element] = []
        for _ in 0..<turns.count {
            guard let party = turns.popFirst() else { break }
            let taken = queues[party]?.remove(where: matches) ?? []
            change(by: -taken.count, of: party)
            removed += taken
            settle(party)
        }
        return removed
    }

    private mutating func change(by difference: Int, of party: Party) {
        count += difference
        if party.isVisitor { visitorCount += difference }
    }

    /// Gives a party another turn if anything of it waits.
    private mutating func settle(_ party: Party) {
        guard queues[party]?.isEmpty ?? true else { return turns.append(party) }
        // Making a queue anew for each request would cost more than keeping a few empty ones.
        if queues.count > 64 { queues[party] = nil }
    }
}
