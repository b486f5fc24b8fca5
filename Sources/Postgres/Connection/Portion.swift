/// What of a group is sent together: one request with its statements, or several that one statement serves.
struct Portion {
    private(set) var requests: [Request]

    /// Divides a group of reads that are to share a Sync: by-key reads of one viewer that differ in their keys only become one
    /// statement, and each context is entered once.
    static func divide(_ group: [Request]) -> [Portion] {
        guard group.count > 1 else { return [Portion(requests: group)] }
        var portions: [Portion] = []
        for request in group {
            if let index = portions.firstIndex(where: { $0.takes(request) }) {
                portions[index].requests.append(request)
            } else if let neighbour = portions.lastIndex(where: { $0.context == request.context }) {
                portions.insert(Portion(requests: [request]), at: neighbour + 1)
            } else {
                portions.append(Portion(requests: [request]))
            }
        }
        return portions
    }

    var context: SessionContext { requests[0].context }
    var kind: Batch.Kind { requests[0].batch.kind }
    var planning: StatementPlanning { requests[0].batch.planning }

    var statements: [BoundStatement] {
        guard requests.count > 1, let manyKeys = Self.manyKeys(of: requests[0]) else { return requests[0].batch.statements }
        return [manyKeys.bound(requests.map { $0.batch.statements[0].parameters })]
    }

    private func takes(_ request: Request) -> Bool {
        guard let manyKeys = Self.manyKeys(of: request), let own = requests[0].batch.statements.first,
            own.statement === request.batch.statements[0].statement, requests[0].batch.statements.count == 1,
            manyKeys.serves(own.parameters, request.batch.statements[0].parameters)
        else { return false }
        return context == request.context
    }

    private static func manyKeys(of request: Request) -> ManyKeys? {
        guard request.batch.kind == .cheapRead, request.batch.statements.count == 1 else { return nil }
        return request.batch.statements[0].statement.manyKeys
    }
}
