import CLibPQ

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Makes connections. Blocks its thread: looking up a name does, and TLS handshakes are no work for an event loop.
enum Connector {
    /// Connects within the configuration's timeout, for all of its hosts together.
    static func connect(_ configuration: PostgresConfiguration) throws(PostgresError) -> LibPQHandle {
        let handle = try start(configuration)
        let end = ContinuousClock.now + .seconds(configuration.connectTimeoutSeconds)
        // libpq's own rule: before the first poll, behave as if it had asked for writing.
        var interest = Int16(POLLOUT)
        while true {
            try wait(for: interest, on: handle, until: end)
            switch PQconnectPoll(handle.connection) {
            case PGRES_POLLING_OK:
                try apply(configuration.sessionSettings, to: handle)
                return handle
            case PGRES_POLLING_READING: interest = Int16(POLLIN)
            case PGRES_POLLING_WRITING: interest = Int16(POLLOUT)
            default: throw failure(of: handle)
            }
        }
    }

    /// Settings are sent as statements, not as start-up options: poolers between us and the server refuse the latter.
    private static func apply(_ settings: [SessionSetting], to handle: LibPQHandle) throws(PostgresError) {
        for setting in settings {
            let result = withCStrings([setting.name, setting.value]) { values in
                PQexecParams(handle.connection, "SELECT set_config($1, $2, false)", 2, nil, values, nil, nil, 0)
            }
            defer { PQclear(result) }
            guard let result, PQresultStatus(result) == PGRES_TUPLES_OK else { throw failure(of: handle) }
        }
    }

    private static func start(_ configuration: PostgresConfiguration) throws(PostgresError) -> LibPQHandle {
        // Later values win over earlier ones: the caller's own application name replaces ours, nobody replaces the encoding.
        let parameters =
            [PostgresConfiguration.Parameter(keyword: "fallback_application_name", value: "souk")]
            + configuration.parameters.filter { $0.keyword != "client_encoding" && $0.keyword != "fallback_application_name" }
            + [PostgresConfiguration.Parameter(keyword: "client_encoding", value: "UTF8")]
        let connection = withCStrings(parameters.map(\.keyword)) { keywords in
            withCStrings(parameters.map(\.value)) { values in PQconnectStartParams(keywords, values, 0) }
        }
        guard let connection else { throw PostgresError(.unavailable, safeToRetry: true) }
        let handle = LibPQHandle(owning: connection)
        guard PQstatus(connection) != CONNECTION_BAD else { throw failure(of: handle) }
        return handle
    }

    private static func wait(for interest: Int16, on handle: LibPQHandle, until end: ContinuousClock.Instant) throws(PostgresError) {
        while true {
            let left = end - .now
            guard left > .zero else {
                throw PostgresError(.unavailable, safeToRetry: true, serverReport: ServerReport(message: "no connection in time"))
            }
            var descriptor = pollfd(fd: PQsocket(handle.connection), events: interest, revents: 0)
            let milliseconds = Int32(clamping: left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1)
            let ready = poll(&descriptor, 1, milliseconds)
            if ready > 0 { return }
            if ready < 0, errno != EINTR { throw failure(of: handle) }
        }
    }

    private static func failure(of handle: LibPQHandle) -> PostgresError {
        // libpq tells no SQLSTATE here. A password that is missing is the one cause it names.
        let code: PostgresError.Code = PQconnectionNeedsPassword(handle.connection) != 0 ? .authenticationFailed : .unavailable
        return PostgresError(code, safeToRetry: true, serverReport: ServerReport(message: handle.lastMessage))
    }
}
