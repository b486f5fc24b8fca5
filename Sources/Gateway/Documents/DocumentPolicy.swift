package import GraphModel

/// Which documents may be run, and how clients may name them.
package struct DocumentPolicy: Sendable {
    /// Documents that are known beforehand.
    package var manifest = DocumentManifest()
    /// Roles that may run nothing but what the manifest has.
    package var trustedOnly: Set<Role> = []
    /// Whether clients may register a document by sending it once with its hash (Apollo's automatic persisted queries).
    package var allowsAutomatic = true
    /// How many bytes of such documents are kept, of all tenants together.
    package var automaticBytes = 32 << 20

    package init() {}
}
