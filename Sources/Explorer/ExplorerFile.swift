/// One file of the explorer: the page in which people write queries, try them and read what there is to ask.
///
/// The files are in `Page`, as a browser reads them, and become part of the program when it is built. They hold nothing of any
/// database: whatever the page shows it asks of the gateway, as whoever's token was typed into it.
package struct ExplorerFile: Sendable {
    package let contentType: String
    package let bytes: [UInt8]

    /// The page itself.
    package static let page = ExplorerFile(contentType: "text/html; charset=utf-8", bytes: PackageResources.explorer_html)

    /// What the page loads, by name; nil for a name that none of its files has.
    package static func named(_ name: Substring) -> ExplorerFile? { parts[String(name)] }

    /// The names of what the page loads.
    package static var names: [String] { parts.keys.sorted() }

    private static let parts: [String: ExplorerFile] = {
        let scripts: [String: [UInt8]] = [
            "answer.mjs": PackageResources.answer_mjs,
            "docs.mjs": PackageResources.docs_mjs,
            "dom.mjs": PackageResources.dom_mjs,
            "editor.mjs": PackageResources.editor_mjs,
            "events.mjs": PackageResources.events_mjs,
            "format.mjs": PackageResources.format_mjs,
            "gateway.mjs": PackageResources.gateway_mjs,
            "json.mjs": PackageResources.json_mjs,
            "main.mjs": PackageResources.main_mjs,
            "memory.mjs": PackageResources.memory_mjs,
            "schema.mjs": PackageResources.schema_mjs,
            "start.mjs": PackageResources.start_mjs,
            "suggest.mjs": PackageResources.suggest_mjs,
            "tokens.mjs": PackageResources.tokens_mjs,
            "variables.mjs": PackageResources.variables_mjs,
            "walk.mjs": PackageResources.walk_mjs,
        ]
        var parts = scripts.mapValues { ExplorerFile(contentType: "text/javascript; charset=utf-8", bytes: $0) }
        parts["explorer.css"] = ExplorerFile(contentType: "text/css; charset=utf-8", bytes: PackageResources.explorer_css)
        return parts
    }()
}
