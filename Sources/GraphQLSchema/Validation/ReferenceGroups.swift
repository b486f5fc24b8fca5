/// Puts definitions into groups that all lead to one another: the strongly connected components of their references, by Tarjan's
/// algorithm. A definition is on a cycle where its group holds a way back to it.
///
/// What is left to do stands on a stack of its own: references can lead further than a thread's stack reaches.
struct ReferenceGroups {
    private struct Visit {
        let referrer: Referrer
        let references: [Reference]
        var next = 0
        /// The earliest visit that this one leads back to.
        var earliest: Int
    }

    private var visits: [Visit] = []
    private var references: [Referrer: [Reference]] = [:]
    /// When each definition was entered.
    private var entries: [Referrer: Int] = [:]
    /// Definitions that were entered and have no group yet, in order.
    private var open: [Referrer] = []
    /// A group is called by the number of its first entry.
    private var groups: [Referrer: Int] = [:]

    func group(of referrer: Referrer) -> Int? { groups[referrer] }

    /// Finds the groups of a definition and of all that it leads to.
    mutating func visit(_ referrer: Referrer, _ validation: SchemaValidation) {
        if entries[referrer] == nil { enter(referrer, validation) }
        while let last = visits.indices.last {
            let visit = visits[last]
            guard visit.next < visit.references.count else {
                leave()
                continue
            }
            visits[last].next += 1
            let target = visit.references[visit.next].target
            if let entry = entries[target] {
                if groups[target] == nil { visits[last].earliest = min(visit.earliest, entry) }
            } else {
                enter(target, validation)
            }
        }
    }

    private mutating func enter(_ referrer: Referrer, _ validation: SchemaValidation) {
        let entry = entries.count
        entries[referrer] = entry
        open.append(referrer)
        let found = validation.references(from: referrer)
        references[referrer] = found
        visits.append(Visit(referrer: referrer, references: found, earliest: entry))
    }

    private mutating func leave() {
        let visit = visits.removeLast()
        guard visit.earliest == entries[visit.referrer] else {
            // It leads back to what was entered before, and so does whatever led to it.
            visits[visits.count - 1].earliest = min(visits[visits.count - 1].earliest, visit.earliest)
            return
        }
        while let member = open.popLast() {
            groups[member] = visit.earliest
            if member == visit.referrer { break }
        }
    }

    /// The shortest way from a definition back to itself; nil where there is none.
    func cycle(from start: Referrer) -> [Reference]? {
        var arrivals: [Referrer: (from: Referrer, by: Reference)] = [:]
        var queue = [start]
        var position = 0
        while position < queue.count, arrivals[start] == nil {
            let referrer = queue[position]
            position += 1
            for reference in references[referrer] ?? []
            where groups[reference.target] == groups[start] && arrivals[reference.target] == nil {
                arrivals[reference.target] = (referrer, reference)
                queue.append(reference.target)
            }
        }
        guard var arrival = arrivals[start] else { return nil }
        var way = [arrival.by]
        while arrival.from != start, let before = arrivals[arrival.from] {
            arrival = before
            way.append(arrival.by)
        }
        return way.reversed()
    }
}
