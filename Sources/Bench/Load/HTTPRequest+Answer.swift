import Glibc
import JSON

extension HTTPRequest {
    /// Sends this request over a connection of its own and returns the answer's JSON.
    func answer(from endpoint: Endpoint) throws(BenchError) -> JSONValue {
        let socket = try endpoint.connect()
        defer { close(socket) }
        return try answer(over: socket, to: endpoint)
    }

    /// Sends this request over a connection on which nothing is under way, and returns the answer's JSON.
    func answer(over socket: Int32, to endpoint: Endpoint) throws(BenchError) -> JSONValue {
        let request = bytes(to: endpoint)
        guard send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            throw BenchError("The server closed a connection.")
        }
        var scanner = ResponseScanner(keepingBody: true)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let size = read(socket, &buffer, buffer.count)
            guard size > 0 else { throw BenchError("The server closed a connection.") }
            guard let response = try scanner.scan(buffer.span.extracting(0..<size)) else { continue }
            guard let json = try? JSONParser.parse(response.body) else {
                throw BenchError("The server answered \(response.status) without JSON.")
            }
            return json
        }
    }
}
