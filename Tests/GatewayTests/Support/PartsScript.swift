import Execution
import GraphQLLanguage
import NIOCore

/// An answer in parts, as a query's text describes it: `parts 3 100 complete` are three parts of 100 KB, a tenth of a second apart, and then
/// the end, with errors where it is `partial`. `broken` breaks it off instead, `open` leaves it without one.
final class PartsScript {
    static let partSize = 100_000
    static let beginning = #"{"data":{"parts":""#
    static let end = #""}}"#

    private let count: Int
    private let pause: TimeAmount
    private let ending: Substring
    private let stream: AnswerStream
    private var given = 0

    init(_ text: String, whenCancelled: @escaping () -> Void) {
        let words = text.split(separator: " ")
        count = Int(words[1]) ?? 0
        pause = .milliseconds(Int64(words[2]) ?? 0)
        ending = words[3]
        stream = AnswerStream(whenCancelled: whenCancelled)
    }

    /// The whole answer.
    static func text(ofParts count: Int) -> String { beginning + String(repeating: "x", count: count * partSize) + end }

    func run(on eventLoop: any EventLoop, _ completion: (GraphQLResponse) -> Void) {
        completion(GraphQLResponse(body: ByteBuffer(string: Self.beginning), outcome: .complete, rest: stream))
        goOn(NIOLoopBound(self, eventLoop: eventLoop), on: eventLoop)
    }

    private func goOn(_ script: NIOLoopBound<PartsScript>, on eventLoop: any EventLoop) {
        eventLoop.scheduleTask(in: pause) {
            let this = script.value
            guard this.given < this.count else { return this.finish() }
            this.given += 1
            this.stream.send(.part(ByteBuffer(repeating: UInt8(ascii: "x"), count: Self.partSize)))
            this.goOn(script, on: eventLoop)
        }
    }

    private func finish() {
        switch ending {
        case "complete": stream.send(.end(ByteBuffer(string: Self.end), .complete))
        case "partial": stream.send(.end(ByteBuffer(string: Self.end), .partial(.internal)))
        case "broken": stream.send(.broken(.timeout))
        default: break
        }
    }
}
