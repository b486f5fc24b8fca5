import Synchronization

/// The keys in force, read again from time to time. A source that cannot be read keeps the keys it gave last.
package final class KeyRing: Sendable {
    private struct State {
        var keys = KeySet()
        /// The last good keys of each source, in the order of the sources.
        var perSource: [Int: [VerificationKey]] = [:]
        var lastRefresh: ContinuousClock.Instant?
    }

    private let sources: [KeySource]
    private let fetch: KeySetFetcher
    private let state = Mutex(State())
    private let refreshes = SingleFlight<Bool, Bool>(limit: 1)
    private let patience: Duration

    /// - Parameter sources: none means that no JWT is accepted.
    package convenience init(sources: [KeySource] = []) {
        self.init(sources: sources, patience: .seconds(10), fetch: KeySource.fetchOverHTTP)
    }

    /// - Parameter patience: an unknown key makes the sources be read again no more often than this.
    init(sources: [KeySource], patience: Duration, fetch: @escaping KeySetFetcher) {
        self.sources = sources
        self.patience = patience
        self.fetch = fetch
    }

    /// The keys that tokens are verified with now.
    var current: KeySet { state.withLock { $0.keys } }

    /// Reads every source once. Throws the first fault when a source has never been read: what a server checks before it serves.
    package func load() async throws(KeyError) {
        for fault in await readSources() { throw fault }
    }

    /// Reads the sources again every so often, until cancelled.
    package func keepFresh(every interval: Duration = .seconds(300)) async {
        guard !sources.isEmpty else { return }
        while (try? await Task.sleep(for: interval)) != nil {
            _ = await readSources()
        }
    }

    /// Reads the sources again because a token names a key that none has; false when that was done a moment ago.
    func refreshForUnknownKey() async -> Bool {
        let refreshed = try? await refreshes.value(for: true) { [self] in
            let now = ContinuousClock.now
            let isDue = state.withLock { $0.lastRefresh.map { now - $0 > patience } ?? true }
            if isDue { _ = await readSources() }
            return .success(isDue)
        }
        return refreshed ?? false
    }

    /// Returns the faults of sources that have given no keys so far.
    private func readSources() async -> [KeyError] {
        state.withLock { $0.lastRefresh = .now }
        var faults: [KeyError] = []
        for (index, source) in sources.enumerated() {
            do {
                let keys = try await source.keys(fetching: fetch)
                state.withLock { state in
                    state.perSource[index] = keys
                    state.keys = KeySet(state.perSource.sorted { $0.key < $1.key }.flatMap(\.value))
                }
            } catch {
                if state.withLock({ $0.perSource[index] == nil }) { faults.append(error) }
            }
        }
        return faults
    }
}
