import ArgumentParser
import Gateway
import GraphModel

/// Which requests the gateway takes, beyond what a token may see.
struct RequestOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Manifests of documents that clients run by id, Apollo's or Relay's, with commas. (SOUK_DOCUMENTS)", valueName: "paths"))
    var documents: String?

    @Option(
        help: ArgumentHelp(
            "Roles that may run nothing but documents of the manifests, with commas; all for all. (SOUK_TRUSTED_ONLY)",
            valueName: "roles"))
    var trustedOnly: String?

    @Flag(help: "Do not keep documents that clients register by their hash (automatic persisted queries). (SOUK_NO_AUTOMATIC_DOCUMENTS)")
    var noAutomaticDocuments = false

    @Flag(help: "Serve no explorer at /, where browsers write queries; a page that says what this is takes its place. (SOUK_NO_EXPLORER)")
    var noExplorer = false

    @Option(help: ArgumentHelp("Requests in one body at the most; 0 takes no batches. (SOUK_BATCH_LIMIT, 0)", valueName: "count"))
    var batchLimit: Int?

    @Option(
        help: ArgumentHelp(
            "How a GET is told from one that a foreign page sent: fetch-metadata, header, off. (SOUK_CSRF, fetch-metadata)",
            valueName: "how"))
    var csrf: String?

    /// Writes what was chosen into the configuration.
    func apply(to configuration: inout GatewayConfiguration) throws {
        configuration.documents.manifest = try DocumentManifest(files: documents ?? Environment.value("SOUK_DOCUMENTS"))
        configuration.documents.trustedOnly = try trustedRoles()
        guard configuration.documents.trustedOnly.isEmpty || !configuration.documents.manifest.isEmpty else {
            throw CommandError("--trusted-only needs --documents: there would be nothing to run.")
        }
        configuration.documents.allowsAutomatic = !(noAutomaticDocuments || Environment.flag("SOUK_NO_AUTOMATIC_DOCUMENTS"))
        configuration.servesExplorer = !(noExplorer || Environment.flag("SOUK_NO_EXPLORER"))
        configuration.limits.batch = try batchLimit ?? Environment.number("SOUK_BATCH_LIMIT") ?? 0
        guard (0...100).contains(configuration.limits.batch) else { throw CommandError("--batch-limit is from 0 to 100.") }
        if let name = csrf ?? Environment.value("SOUK_CSRF") {
            guard let policy = CSRFPolicy(rawValue: name) else {
                throw CommandError("--csrf is fetch-metadata, header or off, not \(name).")
            }
            configuration.csrf = policy
        }
    }

    private func trustedRoles() throws -> Set<Role> {
        let names = CommaList.items(trustedOnly ?? Environment.value("SOUK_TRUSTED_ONLY"))
        if names == ["all"] { return Set(Role.allCases) }
        return Set(
            try names.map { name in
                guard let role = Role(rawValue: name.lowercased()) else {
                    let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
                    throw CommandError("--trusted-only: '\(name)' is no role. There are \(roles), or all.")
                }
                return role
            })
    }
}
