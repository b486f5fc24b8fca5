import NIOCore

/// What a stream of events says, in the words of `text/event-stream` and of GraphQL over it: `next` for each answer, `complete` at the end.
enum EventText {
    static let contentType = "text/event-stream; charset=utf-8"
    /// Says nothing, and shows both sides that the other is there.
    static let heartbeat = ByteBuffer(string: ":\n\n")
    /// An event without data is none to browsers, so it has an empty line of it.
    static let complete = ByteBuffer(string: "event: complete\ndata:\n\n")

    /// `event: next` with an answer's JSON.
    static func next(_ body: ByteBuffer) -> ByteBuffer {
        var text = ByteBuffer()
        text.reserveCapacity(body.readableBytes + 32)
        text.writeString("event: next\ndata: ")
        body.withUnsafeReadableBytes { bytes in
            // Between the members of a value that is stored as text there may be lines; whoever reads puts them together again.
            for line in bytes.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
                if line.startIndex > bytes.startIndex { text.writeString("\ndata: ") }
                text.writeBytes(UnsafeRawBufferPointer(rebasing: line))
            }
        }
        text.writeString("\n\n")
        return text
    }

    /// Whether an `Accept` header names streams of events, and not only by a wildcard.
    static func isAccepted(_ accept: String?) -> Bool {
        switch accept {
        case nil, "*/*"?, "application/json"?, "application/graphql-response+json"?: return false
        // Most headers that are none of these name no such type: they have no v.
        case let accept? where !accept.utf8.contains { $0 | 0x20 == UInt8(ascii: "v") }: return false
        case let accept?:
            let quality = AcceptHeader(accept).quality(of: "text", "event-stream")
            return quality.isExact && quality.weight > 0
        }
    }
}
