/// Finds where an HTTP/1.1 response ends and what it says, without keeping its body unless told to.
///
/// Reads what a GraphQL server sends to a client that asked for no compression: a length or chunks. Bytes come as the socket gives
/// them, in any pieces. It shares the machine with the server under load, so it looks at each byte of the head once and at hardly
/// any of the body.
struct ResponseScanner {
    /// A response that has come whole.
    struct Response: Hashable {
        var status = 0
        /// Bytes of the body, without the framing of chunks.
        var length = 0
        /// Whether the body begins as an answer with data does.
        var hasData = true
        /// The body itself, for a scanner that keeps it.
        var body: [UInt8] = []
    }

    private enum Part { case head, body(left: Int), chunkSize, chunk(left: Int), chunkEnd(left: Int), trailer }

    private static let dataStart = Array(#"{"data":{"#.utf8)
    private static let protocolName = Array("http/1.1 ".utf8)
    private static let lengthName = Array("content-length:".utf8)
    private static let chunkedLine = Array("transfer-encoding: chunked".utf8)
    private static let longestLine = 65_536

    private var part = Part.head
    /// What follows the head.
    private var afterHead = Part.body(left: 0)
    /// The bytes of a line that is not complete yet.
    private var line: [UInt8] = []
    private var response = Response()
    private let keepsBody: Bool

    init(keepingBody keepsBody: Bool = false) { self.keepsBody = keepsBody }

    /// Takes the next bytes, and returns the response when it ends with them. Throws for what is no HTTP, and for more than was asked.
    mutating func scan(_ bytes: Span<UInt8>) throws(BenchError) -> Response? {
        var at = 0
        while at < bytes.count {
            switch part {
            case .head: try takeHead(bytes, &at)
            case .body(let left): part = .body(left: takeBody(bytes, &at, left))
            case .chunkSize: try takeChunkSize(bytes, &at)
            case .chunk(let left):
                let left = takeBody(bytes, &at, left)
                part = left == 0 ? .chunkEnd(left: 2) : .chunk(left: left)
            case .chunkEnd(let left):
                let count = min(left, bytes.count - at)
                at += count
                part = count == left ? .chunkSize : .chunkEnd(left: left - count)
            case .trailer:
                guard try takeLine(bytes, &at) else { break }
                part = line.isEmpty ? .body(left: 0) : .trailer
                line.removeAll(keepingCapacity: true)
            }
            if case .body(0) = part {
                guard at == bytes.count else { throw BenchError("The server sent more than one answer to a request.") }
                defer {
                    part = .head
                    afterHead = .body(left: 0)
                    response = Response()
                }
                if response.length < Self.dataStart.count { response.hasData = false }
                return response
            }
        }
        return nil
    }

    private mutating func takeHead(_ bytes: Span<UInt8>, _ at: inout Int) throws(BenchError) {
        guard try takeLine(bytes, &at) else { return }
        defer { line.removeAll(keepingCapacity: true) }
        if response.status == 0 {
            guard lineStarts(with: Self.protocolName), let status = Self.number(line[9...].prefix(3)[...], radix: 10) else {
                throw BenchError("The server answered with something that is not HTTP/1.1.")
            }
            response.status = status
        } else if line.isEmpty {
            part = afterHead
        } else if lineStarts(with: Self.lengthName) {
            guard let length = Self.number(line[Self.lengthName.count...].drop { $0 == UInt8(ascii: " ") }, radix: 10) else {
                throw BenchError("The answer's length is no number.")
            }
            afterHead = .body(left: length)
        } else if lineStarts(with: Self.chunkedLine) {
            afterHead = .chunkSize
        }
    }

    /// Passes over bytes of the body, and returns how many are still to come.
    private mutating func takeBody(_ bytes: Span<UInt8>, _ at: inout Int, _ left: Int) -> Int {
        let count = min(left, bytes.count - at)
        for place in response.length..<max(response.length, min(Self.dataStart.count, response.length + count))
        where bytes[at + place - response.length] != Self.dataStart[place] {
            response.hasData = false
        }
        if keepsBody { for index in at..<(at + count) { response.body.append(bytes[index]) } }
        at += count
        response.length += count
        return left - count
    }

    private mutating func takeChunkSize(_ bytes: Span<UInt8>, _ at: inout Int) throws(BenchError) {
        guard try takeLine(bytes, &at) else { return }
        defer { line.removeAll(keepingCapacity: true) }
        guard let size = Self.number(line.prefix { $0 != UInt8(ascii: ";") }, radix: 16) else {
            throw BenchError("A chunk of the answer has no size.")
        }
        part = size == 0 ? .trailer : .chunk(left: size)
    }

    /// Takes bytes up to the end of a line into `line`, without its end; false when they do not reach it.
    private mutating func takeLine(_ bytes: Span<UInt8>, _ at: inout Int) throws(BenchError) -> Bool {
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == UInt8(ascii: "\n") {
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                return true
            }
            line.append(byte)
            guard line.count < Self.longestLine else { throw BenchError("A line of the answer's head has no end.") }
        }
        return false
    }

    /// Whether the line starts with this, which is in lower case; letters of the line may be in either.
    private func lineStarts(with name: [UInt8]) -> Bool {
        guard line.count >= name.count else { return false }
        for index in name.indices {
            let byte = line[index]
            guard (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) == name[index] else { return false }
        }
        return true
    }

    private static func number(_ digits: ArraySlice<UInt8>, radix: Int) -> Int? {
        Int(String(decoding: digits, as: UTF8.self), radix: radix)
    }
}
