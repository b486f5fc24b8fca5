package import GraphQLLanguage
package import NIOCore

/// What follows of an answer that leaves while it is still made. Belongs to its request's event loop.
package final class AnswerStream {
    package enum Event {
        /// More of the body; what comes before and after it makes no JSON by itself.
        case part(ByteBuffer)
        /// The last of the body, and how it all went.
        case end(ByteBuffer, GraphQLResponse.Outcome)
        /// There is no more, and the body is not whole: whoever has its beginning must not take it for an answer.
        case broken(GraphQLError.Code)
    }

    private var receiver: ((Event) -> Void)?
    private var untaken: () -> Int = { 0 }
    /// Whether nobody wants the rest.
    private(set) var isCancelled = false
    private var whenCancelled: (() -> Void)?
    /// For an answer that has no end of its own: called when it should end soon, as the process does.
    package var whenDraining: (() -> Void)?

    package init(whenCancelled: @escaping () -> Void) {
        self.whenCancelled = whenCancelled
    }

    /// Takes what follows, from now on: to be called before the call that brought the beginning is over, since nothing is kept for it.
    ///
    /// - Parameter untaken: so many bytes wait for the client.
    package func receive(untaken: @escaping () -> Int = { 0 }, _ receiver: @escaping (Event) -> Void) {
        self.receiver = receiver
        self.untaken = untaken
    }

    /// Whether the client has taken all that it was given.
    package var isTaken: Bool { untaken() == 0 }

    /// Nobody wants the rest any more; nothing is received after that.
    package func cancel() {
        forget()
        isCancelled = true
        whenCancelled.take()?()
    }

    /// Gives what follows to whoever receives it; after the end, and once it was cancelled, to nobody.
    package func send(_ event: Event) {
        switch event {
        case .part: receiver?(event)
        case .end, .broken:
            let receiver = receiver
            whenCancelled = nil
            forget()
            receiver?(event)
        }
    }

    private func forget() {
        receiver = nil
        untaken = { 0 }
        whenDraining = nil
    }
}
