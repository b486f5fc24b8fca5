import JSON
import PostgresTypes

/// `extensions.cost`: what a request cost, and what its asker has left.
struct CostReport {
    /// What the request might have cost, in rows.
    let requested: Int
    /// The rows that went into its answer.
    let actual: Int
    /// The rows that it may ask for at the most; told only where nothing was run.
    var limit: Int?
    /// Nil where no rate limit holds.
    let left: Left?

    struct Left {
        /// The rows that may be asked for at once now.
        let rows: Int
        /// When there will be all of them again, if nothing is asked: seconds since 1970.
        let resetAt: Int64
    }
}

extension JSONWriter {
    mutating func append(_ cost: CostReport) {
        append(raw: "{\"requested\":")
        append(int64: Int64(cost.requested))
        append(raw: ",\"actual\":")
        append(int64: Int64(cost.actual))
        if let limit = cost.limit {
            append(raw: ",\"limit\":")
            append(int64: Int64(limit))
        }
        guard let left = cost.left else { return append(raw: ",\"remaining\":null,\"resetAt\":null}") }
        append(raw: ",\"remaining\":")
        append(int64: Int64(left.rows))
        append(raw: ",\"resetAt\":")
        append(instant: left.resetAt)
        append(byte: UInt8(ascii: "}"))
    }
}
