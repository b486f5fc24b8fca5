import GraphQLSchema

/// The scalars that a graph may have beside GraphQL's own, each with what specifies its text.
enum CustomScalars {
    static let all: [ScalarType] = [
        ScalarType(
            name: "BigInt", description: "A whole number of 64 bits.",
            specifiedByURL: "https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-INT"),
        ScalarType(
            name: "Decimal", description: "A decimal number of any size, exact.",
            specifiedByURL: "https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL"),
        ScalarType(
            name: "DateTime", description: "An instant, with its offset from UTC: `2020-11-11T00:00:00Z`.",
            specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339#section-5.6"),
        ScalarType(
            name: "LocalDateTime", description: "A date and time of day somewhere, without an offset: `2020-11-11T00:00:00`.",
            specifiedByURL: "https://www.postgresql.org/docs/current/datatype-datetime.html"),
        ScalarType(
            name: "Date", description: "A day: `2020-11-11`.", specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339#section-5.6"),
        ScalarType(
            name: "Time", description: "A time of day, without an offset: `20:00:00`.",
            specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339#section-5.6"),
        ScalarType(
            name: "OffsetTime", description: "A time of day with its offset from UTC: `20:00:00+08:00`.",
            specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339#section-5.6"),
        ScalarType(
            name: "Interval", description: "A length of time, as ISO 8601 writes durations: `P1DT12H`.",
            specifiedByURL: "https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-INPUT"),
        ScalarType(
            name: "UUID", description: "A universally unique identifier, in lower case with hyphens.",
            specifiedByURL: "https://www.rfc-editor.org/rfc/rfc9562"),
        ScalarType(name: "JSON", description: "Any JSON value.", specifiedByURL: "https://www.rfc-editor.org/rfc/rfc8259"),
        ScalarType(
            name: "Base64", description: "Bytes, in base 64 with padding.",
            specifiedByURL: "https://www.rfc-editor.org/rfc/rfc4648#section-4"),
        ScalarType(
            name: "Inet", description: "An internet address, maybe with the length of its network's prefix: `192.0.2.0/24`.",
            specifiedByURL: "https://www.postgresql.org/docs/current/datatype-net-types.html#DATATYPE-INET"),
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// The scalar of that name; nil for GraphQL's own and for what is no scalar.
    static func scalar(named name: String) -> ScalarType? { byName[name] }
}
