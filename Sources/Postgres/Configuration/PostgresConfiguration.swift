import CLibPQ

/// Where the database is and who we are there: everything libpq needs to connect.
///
/// Made from a `postgres://` URL or a `key=value` string; both may name a Unix socket's folder as the host.
/// No description of this value, not even a reflected one, holds the password.
package struct PostgresConfiguration: Sendable {
    /// libpq's keywords and their values, in libpq's order; only what was said.
    private(set) var parameters: [Parameter]

    /// How long one attempt to connect may take, in seconds.
    package var connectTimeoutSeconds = 5

    /// Settings every session starts with, so that values cast to text always look the same.
    package var sessionSettings: [SessionSetting] = [
        SessionSetting("TimeZone", "UTC"),
        SessionSetting("DateStyle", "ISO, YMD"),
        SessionSetting("IntervalStyle", "iso_8601"),
        SessionSetting("jit", "off"),
    ]

    struct Parameter: Sendable {
        let keyword: String
        var value: String
    }

    /// Reads a URL or a `key=value` string as libpq does.
    /// - Throws: `invalidConfiguration`; the text is not repeated in the error because it may hold a password.
    package init(url: String) throws(PostgresError) {
        guard !url.utf8.contains(0), let options = PQconninfoParse(url, nil) else {
            throw PostgresError(.invalidConfiguration, safeToRetry: false)
        }
        defer { PQconninfoFree(options) }
        var parameters: [Parameter] = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                parameters.append(Parameter(keyword: String(cString: keyword), value: String(cString: value)))
            }
            option += 1
        }
        self.parameters = parameters
    }

    /// The value of one of libpq's keywords, as far as it was said; never the password.
    package subscript(keyword: String) -> String? {
        guard !Self.secrets.contains(keyword) else { return nil }
        return parameters.first { $0.keyword == keyword }?.value
    }

    /// The same place with another value for one of libpq's keywords (`dbname`, `user`, `password`, `application_name` …).
    package func setting(_ keyword: String, to value: String) -> Self {
        var copy = self
        copy.parameters.removeAll { $0.keyword == keyword }
        copy.parameters.append(Parameter(keyword: keyword, value: value))
        return copy
    }

    private static let secrets: Set<String> = ["password", "passfile", "sslpassword", "sslkey"]
}

/// One server setting with the value a session gives it.
package struct SessionSetting: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// User, host, port and database: enough to recognise the place, nothing to get in with.
    package var description: String {
        let user = self["user"].map { $0 + "@" } ?? ""
        let port = self["port"].map { ":" + $0 } ?? ""
        return "postgres://\(user)\(self["host"] ?? "local")\(port)/\(self["dbname"] ?? "")"
    }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: ["place": description]) }
}
