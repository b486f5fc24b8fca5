import Access
import GraphModel
import GraphQLLanguage

/// The gateway's own figures. Labels are routes, roles and codes: nothing that says whose data was asked for.
package final class GatewayMetrics: MetricSource {
    /// Connections that are open now.
    package let openConnections = Counter()
    package let acceptedConnections = Counter()
    /// Those of them that carry events, and those that are WebSockets.
    package let openEventStreams = Counter()
    package let openSockets = Counter()
    package let receivedBytes = Counter()
    package let sentBytes = Counter()
    /// Requests whose client went away before the answer, or before the end of one that was still made.
    package let abandoned = Counter()
    /// Answers that had begun and could not be brought to their end.
    package let brokenOff = Counter()
    /// Principals that were known at once, and those that were not.
    package let knownPrincipals = Counter()
    package let verifiedPrincipals = Counter()

    private static let statusClasses = ["1xx", "2xx", "3xx", "4xx", "5xx"]
    private static let outcomes = ["complete", "partial"] + GraphQLError.Code.allCases.map(\.rawValue)
    private static let roles = Role.allCases.map(\.rawValue) + [unknown]
    /// The role of those who were answered before it was known who they are.
    private static let unknown = "unknown"

    private let responses = Matrix(rows: Route.labels, columns: statusClasses)
    private let requests = Matrix(rows: roles, columns: outcomes)
    private let refusals = Matrix(rows: ["refused"], columns: AccessError.Code.allCases.map(\.rawValue))
    private let latency = Histogram()

    package init() {}

    func responded(_ route: Route, status: UInt) {
        responses.add(row: route.index, column: Int(min(max(status / 100, 1), 5)) - 1)
    }

    func answered(_ role: Role?, outcome: String, nanoseconds: Int64) {
        requests.add(row: role?.rawValue ?? Self.unknown, column: outcome)
        latency.observe(nanoseconds: nanoseconds)
    }

    func refused(_ error: AccessError) {
        refusals.add(row: "refused", column: error.code.rawValue)
    }

    package func write(to text: inout PrometheusText) {
        text.family("souk_connections", .gauge, "Open client connections.")
        text.sample("souk_connections", [], openConnections.value)
        text.family("souk_event_streams", .gauge, "Open streams of events, each with a subscription.")
        text.sample("souk_event_streams", [], openEventStreams.value)
        text.family("souk_websockets", .gauge, "Open WebSockets.")
        text.sample("souk_websockets", [], openSockets.value)
        text.family("souk_connections_accepted_total", .counter, "Client connections accepted.")
        text.sample("souk_connections_accepted_total", [], acceptedConnections.value)
        text.family("souk_http_responses_total", .counter, "HTTP responses by route and class of status.")
        responses.write("souk_http_responses_total", ("route", "status"), to: &text)
        text.family("souk_requests_total", .counter, "GraphQL requests by role and outcome: complete, partial, or the first error's code.")
        requests.write("souk_requests_total", ("role", "outcome"), to: &text)
        text.family("souk_request_seconds", .histogram, "Time from a GraphQL request's head to its answer.")
        latency.write("souk_request_seconds", to: &text)
        text.family("souk_requests_abandoned_total", .counter, "Requests whose client left before the end of the answer was made.")
        text.sample("souk_requests_abandoned_total", [], abandoned.value)
        text.family("souk_answers_broken_off_total", .counter, "Answers that had begun, with status 200, and were broken off.")
        text.sample("souk_answers_broken_off_total", [], brokenOff.value)
        text.family("souk_principals_total", .counter, "How principals were found: known from before, or verified.")
        text.sample("souk_principals_total", [("source", "known")], knownPrincipals.value)
        text.sample("souk_principals_total", [("source", "verified")], verifiedPrincipals.value)
        text.family("souk_authentication_failures_total", .counter, "Credentials that were not accepted, by reason.")
        refusals.write("souk_authentication_failures_total", ("result", "reason"), to: &text)
        text.family("souk_received_bytes_total", .counter, "Bytes of request bodies.")
        text.sample("souk_received_bytes_total", [], receivedBytes.value)
        text.family("souk_sent_bytes_total", .counter, "Bytes of response bodies, before compression.")
        text.sample("souk_sent_bytes_total", [], sentBytes.value)
    }
}

/// Counters for every combination of two labels whose values are all known beforehand.
private struct Matrix: Sendable {
    private let rows: [String]
    private let columns: [String]
    private let counters: [Counter]

    init(rows: [String], columns: [String]) {
        self.rows = rows
        self.columns = columns
        self.counters = (0..<rows.count * columns.count).map { _ in Counter() }
    }

    func add(row: Int, column: Int) {
        counters[row * columns.count + column].add()
    }

    /// What is not a known value is not counted: the number of series stays what it is.
    func add(row: String, column: String) {
        guard let row = rows.firstIndex(of: row), let column = columns.firstIndex(of: column) else { return }
        add(row: row, column: column)
    }

    func write(_ name: String, _ labels: (String, String), to text: inout PrometheusText) {
        for (row, rowLabel) in rows.enumerated() {
            for (column, columnLabel) in columns.enumerated() {
                let value = counters[row * columns.count + column].value
                if value > 0 { text.sample(name, [(labels.0, rowLabel), (labels.1, columnLabel)], value) }
            }
        }
    }
}
