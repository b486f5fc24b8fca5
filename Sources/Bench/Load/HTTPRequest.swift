import JSON

/// One GraphQL request as bytes of HTTP/1.1.
struct HTTPRequest {
    let query: String
    let variables: [JSONMember]
    let token: String

    /// The body's JSON.
    var body: [UInt8] {
        var writer = JSONWriter()
        writer.append(.object([JSONMember("query", .string(query)), JSONMember("variables", .object(variables))]))
        return writer.takeBytes()
    }

    func bytes(to endpoint: Endpoint) -> [UInt8] {
        let body = body
        let head = """
            POST \(endpoint.path) HTTP/1.1\r
            Host: \(endpoint.host):\(endpoint.port)\r
            Authorization: Bearer \(token)\r
            Content-Type: application/json\r
            Content-Length: \(body.count)\r
            \r

            """
        return Array(head.utf8) + body
    }
}
