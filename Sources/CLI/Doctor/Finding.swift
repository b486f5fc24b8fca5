import JSON

/// One thing that the doctor looked at.
struct Finding: Hashable {
    enum State: String { case good, advice, wrong }

    var state: State
    /// What was looked at: `SERVER`, `CLOCK`, `ROLE`, `GRAPH`, or a problem's code. Stable: scripts and alerts may match it.
    var code: String
    /// What it is about, kind first: `table market.order`.
    var object: String
    /// Why it matters, or that all is well.
    var text: String
    /// What to do about it; empty when nothing is.
    var remedy = ""

    init(_ state: State, _ code: String, on object: String, _ text: String, remedy: String = "") {
        self.state = state
        self.code = code
        self.object = object
        self.text = text
        self.remedy = remedy
    }

    /// As a person reads it.
    var line: String {
        let mark =
            switch state {
            case .good: "✓";
            case .advice: "!";
            case .wrong: "✗"
            }
        return ["\(mark) \(code) \(object): \(text)", remedy].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// As scripts read it.
    var json: JSONValue {
        .members([
            "state": .string(state.rawValue), "code": .string(code), "object": .string(object), "text": .string(text),
            "remedy": .string(remedy),
        ])
    }
}
