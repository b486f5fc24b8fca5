import Access
import GraphModel
import GraphQLLanguage
import Synchronization

/// Documents that clients registered by themselves, as many as fit. Whoever is of another tenant or role, or has other scopes, sees none
/// of them.
///
/// Each role of each tenant has a shelf. When there is no room, the longest shelf gives up what nobody read again since it was put there
/// or last spared: whoever registers much pushes out their own.
final class AutomaticDocuments: Sendable {
    private struct Owner: Hashable {
        let tenant: Int64
        let role: Role
    }

    private struct State {
        var shelves: [Owner: DocumentShelf] = [:]
        var bytes = 0
    }

    /// A longer document is run, but not kept.
    private static let longest = 128 << 10

    private let state = Mutex(State())
    private let capacity: Int

    /// - Parameter capacity: in bytes of text.
    init(capacity: Int) { self.capacity = capacity }

    func document(_ hash: String, for principal: Principal) -> Source? {
        state.withLock { state in
            state.shelves[Self.owner(principal)]?.read(DocumentShelf.Key(hash: hash, scopes: principal.scopes))
        }
    }

    /// - Parameter hash: the SHA-256 of the text; checked by the caller.
    func insert(_ document: Source, for hash: String, of principal: Principal) {
        guard document.bytes.count <= Self.longest else { return }
        state.withLock { state in
            let key = DocumentShelf.Key(hash: hash, scopes: principal.scopes)
            state.bytes += state.shelves[Self.owner(principal), default: DocumentShelf()].add(document, for: key)
            while state.bytes > capacity, let longest = state.shelves.max(by: { $0.value.bytes < $1.value.bytes })?.key {
                state.bytes -= state.shelves[longest]?.giveUp(atLeast: state.bytes - capacity) ?? 0
                if state.shelves[longest]?.bytes == 0 { state.shelves[longest] = nil }
            }
        }
    }

    private static func owner(_ principal: Principal) -> Owner { Owner(tenant: principal.tenant, role: principal.role) }
}
