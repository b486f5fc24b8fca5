/// The rows that a token is limited to: for each kind of thing that tables say their rows are or belong to, the ids that remain.
///
/// A kind that is not named is not limited.
package struct RowLimits: Sendable, Hashable {
    /// Ascending, each id once.
    package let ids: [String: [Int64]]

    package static let none = RowLimits([:])

    package init(_ ids: [String: [Int64]]) {
        self.ids = ids.mapValues { Set($0).sorted() }
    }

    /// The kinds that are limited, in order.
    package var kinds: [String] { ids.keys.sorted() }

    /// As the setting `souk.only` has them: `campaign=17,18 product=3`; `*` without limits, since nothing would mean none of anything.
    package var setting: String {
        guard !ids.isEmpty else { return "*" }
        return kinds.map { kind in "\(kind)=\((ids[kind] ?? []).map(String.init).joined(separator: ","))" }.joined(separator: " ")
    }
}
