import ArgumentParser

/// What an import is told: where rows go, how fields become columns, what becomes of bad rows.
struct ImportOptions: ParsableArguments {
    @Option(name: .customLong("table"), help: ArgumentHelp("The table, as schema.name. (SOUK_IMPORT_TABLE)", valueName: "table"))
    var tableName: String?

    @Option(help: ArgumentHelp("Whose rows they are. (SOUK_TENANT)", valueName: "name"))
    var tenant: String?

    @Option(
        name: .customLong("map"),
        help: ArgumentHelp(
            "A field of the file goes to a column: FIELD=COLUMN[:KIND]. (SOUK_IMPORT_MAP, by commas)", valueName: "field=column"))
    var maps: [String] = []

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("A column gets the same value in every row. (SOUK_IMPORT_SET, by commas)", valueName: "column=value"))
    var constants: [String] = []

    @Option(
        name: .customLong("ignore"),
        help: ArgumentHelp("A field of the file is not wanted. (SOUK_IMPORT_IGNORE, by commas)", valueName: "field"))
    var ignored: [String] = []

    @Option(
        help: ArgumentHelp(
            "What separates fields: one character, or `tab`. (SOUK_IMPORT_DELIMITER, otherwise a comma)", valueName: "character"))
    var delimiter: String?

    @Option(help: ArgumentHelp("What a bad row does: stop or skip. (SOUK_IMPORT_ON_ERROR, otherwise stop)", valueName: "action"))
    var onError: ImportSettings.OnError?

    @Option(
        help: ArgumentHelp("Where skipped rows go. (SOUK_IMPORT_REJECTS, otherwise the file's name and .rejects.csv)", valueName: "path"))
    var rejects: String?

    @Option(
        help: ArgumentHelp("How many bad rows are skipped before it stops. (SOUK_IMPORT_MAX_REJECTS, otherwise 1000)", valueName: "rows"))
    var maxRejects: Int?

    @Option(help: ArgumentHelp("How many rows one transaction enters. (SOUK_IMPORT_CHUNK, otherwise 5000)", valueName: "rows"))
    var chunk: Int?

    @Flag(help: "Check everything that can be checked without writing, for every row, and write nothing. (SOUK_DRY_RUN=1)")
    var dryRun = false

    @Flag(help: "Bring the tenant's counters (followers, members, sold) and its search up to date afterwards. (SOUK_IMPORT_RECOUNT=1)")
    var recount = false

    /// The table's name. Throws when nobody said it.
    func table() throws -> String {
        guard let name = tableName ?? Environment.value("SOUK_IMPORT_TABLE") else {
            throw CommandError("Into which table? Say --table, as in market.merchant.")
        }
        return name
    }

    /// Whether counters are brought up to date afterwards.
    func recounts() -> Bool { recount || Environment.flag("SOUK_IMPORT_RECOUNT") }

    /// The mapping as it is wished for.
    func wishes() throws -> ImportMapping.Wishes {
        var wishes = ImportMapping.Wishes()
        for text in Self.all(maps, "SOUK_IMPORT_MAP") {
            guard let assignment = ImportAssignment(text) else {
                throw CommandError("--map is FIELD=COLUMN or FIELD=COLUMN:KIND, not '\(text)'.")
            }
            let parts = assignment.right.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard let column = parts.first, let kind = parts.count == 2 ? ImportKind(parts[1]) : .plain else {
                throw CommandError("--map \(text): a kind is key, minor, or minor with a number of digits, as in minor3.")
            }
            wishes.fields[assignment.left, default: []].append((String(column), kind))
        }
        for text in Self.all(constants, "SOUK_IMPORT_SET") {
            guard let assignment = ImportAssignment(text) else { throw CommandError("--set is COLUMN=VALUE, not '\(text)'.") }
            wishes.constants.append((assignment.left, assignment.right))
        }
        wishes.ignored = Set(Self.all(ignored, "SOUK_IMPORT_IGNORE"))
        return wishes
    }

    /// Everything that is not the mapping.
    func settings() throws -> ImportSettings {
        var settings = ImportSettings()
        switch delimiter ?? Environment.value("SOUK_IMPORT_DELIMITER") ?? "," {
        case "tab", "\t": settings.separator = UInt8(ascii: "\t")
        case let text:
            guard text.utf8.count == 1, let byte = text.utf8.first, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\n") else {
                throw CommandError("--delimiter is one character, or `tab`.")
            }
            settings.separator = byte
        }
        if let onError {
            settings.onError = onError
        } else if let text = Environment.value("SOUK_IMPORT_ON_ERROR") {
            guard let action = ImportSettings.OnError(rawValue: text) else { throw CommandError("SOUK_IMPORT_ON_ERROR is stop or skip.") }
            settings.onError = action
        }
        settings.rejects = rejects ?? Environment.value("SOUK_IMPORT_REJECTS")
        settings.mostRejects = try maxRejects ?? Environment.number("SOUK_IMPORT_MAX_REJECTS") ?? settings.mostRejects
        settings.chunk = try chunk ?? Environment.number("SOUK_IMPORT_CHUNK") ?? settings.chunk
        guard (1...100_000).contains(settings.chunk) else { throw CommandError("--chunk is a number from 1 to 100000.") }
        settings.dryRun = dryRun || Environment.flag("SOUK_DRY_RUN")
        return settings
    }

    private static func all(_ said: [String], _ variable: String) -> [String] {
        said.isEmpty ? (Environment.value(variable) ?? "").split(separator: ",").map(String.init) : said
    }
}
