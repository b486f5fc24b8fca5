import ArgumentParser

/// Shops by their ids, with commas between; an empty text is none.
struct MerchantList: ExpressibleByArgument {
    let ids: [Int64]

    /// Nil unless each part is an id: one that is mistyped must not be one less.
    init?(argument: String) {
        let parts = argument.isEmpty ? [] : argument.split(separator: ",", omittingEmptySubsequences: false)
        ids = parts.compactMap { Int64($0) }
        guard ids.count == parts.count else { return nil }
    }
}
