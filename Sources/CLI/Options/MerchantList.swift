import ArgumentParser

/// Shops by their ids, with commas between.
struct MerchantList: ExpressibleByArgument, Hashable {
    let ids: [Int64]

    init(_ ids: [Int64]) { self.ids = ids }

    /// Nil unless each part is an id: one that is mistyped must not be one less.
    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
        ids = parts.compactMap { Int64($0) }
        guard ids.count == parts.count else { return nil }
    }
}
