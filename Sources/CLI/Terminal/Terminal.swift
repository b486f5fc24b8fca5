import Foundation
import JSON

/// Where a command's words go: answers to standard output, progress and remarks to standard error.
enum Terminal {
    /// Prints an answer.
    static func print(_ line: String) { write(line + "\n", to: .standardOutput) }

    /// Prints a remark, which a script that reads the answer does not see.
    static func remark(_ line: String) { write(line + "\n", to: .standardError) }

    /// Prints an answer as one line of JSON.
    static func print(_ value: JSONValue) {
        var writer = JSONWriter()
        writer.append(value)
        print(String(decoding: writer.takeBytes(), as: UTF8.self))
    }

    /// Rewrites the last line of standard error; only for a person who watches.
    static func rewrite(_ line: String) { write("\r\u{1B}[K" + line, to: .standardError) }

    /// Tells a person who watches what is being done; nobody else. The next stage takes its place, and an empty one takes it away.
    static func stage(_ text: String) {
        if isWatched { rewrite(text.isEmpty ? "" : text + " …") }
    }

    /// Whether a person watches standard error.
    static var isWatched: Bool { isatty(FileHandle.standardError.fileDescriptor) == 1 }

    private static func write(_ text: String, to handle: FileHandle) {
        // A reader that went away is no reason to fail: `souk token list | head -1`.
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
