import ArgumentParser
import JSON

/// How an import goes about it.
struct ImportSettings: Hashable {
    var separator = UInt8(ascii: ",")
    var onError = OnError.stop
    /// Nil: beside the file.
    var rejects: String?
    /// Skipping more than so many is taken for a mistake in the mapping: each bad row costs several transactions.
    var mostRejects = 1000
    /// Rows per transaction.
    var chunk = 5000
    var dryRun = false

    enum OnError: String, ExpressibleByArgument, CaseIterable {
        case stop, skip
    }
}

/// What an import did.
struct ImportOutcome: Hashable {
    let dry: Bool
    /// Rows of the file that were read in this run.
    let read: Int
    /// Rows that earlier runs had done.
    let resumedAt: Int
    /// In all runs together.
    let entered: Int
    /// Those of them that earlier runs entered.
    let enteredBefore: Int
    /// Of which a key says that they are there already: they were left as they are. In all runs together.
    let alreadyThere: Int
    let rejected: Int
    let rejectsPath: String?
    let duration: Duration

    /// For programs.
    var json: JSONValue {
        .members([
            "dryRun": .bool(dry), "read": .integer(read), "resumedAt": .integer(resumedAt), "entered": .integer(entered),
            "enteredBefore": .integer(enteredBefore),
            "alreadyThere": .integer(alreadyThere),
            "rejected": .integer(rejected), "rejects": .text(rejected > 0 ? rejectsPath : nil),
            "milliseconds": .integer(duration.milliseconds),
        ])
    }

    /// For people.
    var text: String {
        let rate = ProgressLine.grouped(ProgressLine.rate(read, in: duration))
        var parts = ["\(ProgressLine.grouped(read)) rows read in \(duration.text) (\(rate) rows/s)"]
        if resumedAt > 0 { parts.append("\(ProgressLine.grouped(resumedAt)) were done before") }
        let now = ProgressLine.grouped(entered - enteredBefore)
        let before = resumedAt > 0 ? " now (\(ProgressLine.grouped(enteredBefore)) before)" : ""
        parts.append(dry ? "nothing was written" : "\(now) entered\(before)")
        if alreadyThere > 0 { parts.append("\(ProgressLine.grouped(alreadyThere)) left out, as a key of theirs is there already") }
        if rejected > 0 { parts.append("\(ProgressLine.grouped(rejected)) rejected" + (rejectsPath.map { ", see \($0)" } ?? "")) }
        return parts.joined(separator: "; ") + "."
    }
}
