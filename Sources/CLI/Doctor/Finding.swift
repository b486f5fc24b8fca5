import JSON

/// One thing that the doctor looked at.
struct Finding: Hashable {
    enum State: String { case good, advice, wrong }

    var state: State
    /// What was looked at: `server`, `clock`, `role`, `graph`, or a problem's code.
    var subject: String
    var text: String

    init(_ state: State, _ subject: String, _ text: String) {
        self.state = state
        self.subject = subject
        self.text = text
    }

    /// As a person reads it.
    var line: String {
        let mark =
            switch state {
            case .good: "✓";
            case .advice: "!";
            case .wrong: "✗"
            }
        return "\(mark) \(subject): \(text)"
    }

    /// As scripts read it.
    var json: JSONValue {
        .members(["state": .string(state.rawValue), "subject": .string(subject), "text": .string(text)])
    }
}
