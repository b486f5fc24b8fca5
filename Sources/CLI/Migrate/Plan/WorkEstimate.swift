import Migrations

/// For about how long a statement is at a table, by the table's size. A guess, to tell a moment from an hour.
enum WorkEstimate {
    /// What a modest disk and one core do in a second: to read; to sort into an index, or to write again with its indexes.
    private static let readBytes = 200_000_000.0
    private static let writtenBytes = 40_000_000.0

    /// Nothing but the moment of the change itself when the table is neither read nor written.
    static func duration(of effect: TableEffect, on table: LiveTable?) -> Duration {
        guard let table else { return .zero }
        let isIndexed = effect.changes.contains { if case .indexAdded = $0 { true } else { false } }
        if effect.isRewritten { return .seconds(Double(table.bytes + table.indexBytes) / writtenBytes) }
        if effect.isScanned && isIndexed { return .seconds(Double(table.bytes) / writtenBytes) }
        return effect.isScanned ? .seconds(Double(table.bytes) / readBytes) : .zero
    }
}
