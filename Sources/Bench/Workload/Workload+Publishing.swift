extension Workload {
    /// A small write: one row, what is told of it outside, and the row read back. Drafts are nobody else's, so that reads stay as they were.
    static let publishing = Workload(
        name: "W1",
        title: "a draft kept by a buyer, and read back",
        query:
            "mutation Keep($body: String!) { publishPost(input: { body: $body, isDraft: true }) { post { databaseId body version createdAt } } }",
        key: .number(variable: "body"),
        keyRanges: "SELECT id AS tenant_id, 1 AS first, 1000000 AS last FROM souk.tenant",
        forms: [])

    /// Takes away what the measurement wrote.
    static let unpublishing = "DELETE FROM market.post WHERE status = 'draft' AND author_buyer_id = 1 AND body ~ '^[0-9]+$'"
}
