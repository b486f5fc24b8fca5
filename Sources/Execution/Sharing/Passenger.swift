import GraphQLLanguage

/// A request that waits for an execution. Belongs to its event loop.
final class Passenger {
    let run: PlanRun
    private var completion: ((GraphQLResponse) -> Void)?

    init(_ run: PlanRun, completion: @escaping (GraphQLResponse) -> Void) {
        self.run = run
        self.completion = completion
    }

    var isWaiting: Bool { completion != nil }

    /// Tells it that there is no answer. What was not its own doing costs it next to nothing; all else may have been read whole.
    func fail(_ failure: GraphQLResponse) {
        if failure.outcome.code?.isOurs == true { run.waive() }
        answer(failure)
    }

    /// Gives it its answer; what comes after the first means nothing.
    func answer(_ response: GraphQLResponse) {
        completion.take()?(response)
    }
}
