import JSON

extension HTTPRequest {
    /// Sends this request over a connection of its own and returns the answer's JSON.
    func answer(from endpoint: Endpoint) throws(BenchError) -> JSONValue {
        try answer(over: try endpoint.connect(), to: endpoint)
    }

    /// Sends this request over a connection on which nothing is under way, and returns the answer's JSON.
    func answer(over wire: Wire, to endpoint: Endpoint) throws(BenchError) -> JSONValue {
        try wire.send(bytes(to: endpoint))
        var scanner = ResponseScanner(keepingBody: true)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            guard case .bytes(let size) = try wire.receive(&buffer) else { continue }
            guard let response = try scanner.scan(buffer.span.extracting(0..<size)) else { continue }
            guard let json = try? JSONParser.parse(response.body) else {
                throw BenchError("The server answered \(response.status) without JSON.")
            }
            return json
        }
    }
}
