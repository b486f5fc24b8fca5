/// A request that waits for an execution. Belongs to its event loop.
final class Passenger {
    let run: PlanRun
    private var completion: ((GraphQLResponse) -> Void)?

    init(_ run: PlanRun, completion: @escaping (GraphQLResponse) -> Void) {
        self.run = run
        self.completion = completion
    }

    var isWaiting: Bool { completion != nil }

    /// Gives it its answer; what comes after the first means nothing.
    func answer(_ response: GraphQLResponse) {
        completion.take()?(response)
    }
}
