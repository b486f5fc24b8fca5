import JSON
import Postgres

/// Who may read and write the rows of each table, as the database has it at one moment. Tables by OID, which renaming does not change.
struct RuleBook: Hashable {
    struct Page: Hashable {
        /// With its schema, quoted where need be.
        let table: String
        var reading: ReadingRule?
        /// By verb: insert, update, delete.
        var writing: [String: WritingRule] = [:]
        /// Policies by name, those that the rules above made among them.
        var policies: [String: String] = [:]
        /// The functions that decide on rows, by their signatures: those that policies ask, and those that these are made with.
        var functions: [String: Function] = [:]
    }

    struct Function: Hashable {
        let digest: String
        /// Whether a policy asks it, rather than another function that a policy asks.
        let isAsked: Bool
    }

    private(set) var pages: [String: Page] = [:]

    /// Reads the rules as the role that migrates, who sees all of them.
    static func read(_ connection: AdminConnection) async throws(PostgresError) -> RuleBook {
        var book = RuleBook()
        for (table, text) in try await pairs(tablesSQL, connection) { book.pages[table] = Page(table: text) }
        let known = Set(try await pairs(ledgersSQL, connection).map(\.key))
        if known.contains("rule") {
            for (table, text) in try await pairs(readingSQL, connection) {
                book.pages[table]?.reading = JSONObject(text).map(ReadingRule.init)
            }
        }
        if known.contains("write_rule") {
            for (table, text) in try await pairs(writingSQL, connection) {
                guard let rule = JSONObject(text), let verb = rule.text("verb") else { continue }
                book.pages[table]?.writing[verb] = WritingRule(rule)
            }
        }
        for (table, text) in try await pairs(policiesSQL, connection) {
            guard let policy = JSONObject(text), let name = policy.text("name") else { continue }
            book.pages[table]?.policies[name] = policy.text("says")
        }
        for (table, text) in try await pairs(functionsSQL, connection) {
            guard let function = JSONObject(text), let name = function.text("name") else { continue }
            book.pages[table]?.functions[name] = Function(digest: function.text("digest") ?? "", isAsked: function.isTrue("asked"))
        }
        return book
    }

    private static func pairs(_ sql: String, _ connection: AdminConnection) async throws(PostgresError) -> [(key: String, value: String)] {
        let result = try await connection.query(sql)
        return (0..<result.rowCount).map { (result.text(row: $0, column: 0) ?? "", result.text(row: $0, column: 1) ?? "") }
    }

    private static let people = "\(CatalogCheck.schemas) AND c.relkind IN ('r', 'p')"
    private static let place = "pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid"

    private static let tablesSQL = "SELECT c.oid, format('%I.%I', n.nspname, c.relname) FROM \(place) WHERE \(people)"

    // A copy that is at none of Souk's own migrations yet has none of them.
    private static let ledgersSQL = """
        SELECT c.relname, '' FROM \(place) WHERE n.nspname = 'souk' AND c.relname IN ('rule', 'write_rule')
        """

    private static let readingSQL = """
        SELECT c.oid, to_jsonb(r) || jsonb_build_object('limits', ARRAY(SELECT l.kind || ' by ' || l.column_name FROM souk.row_limit l
          WHERE l.table_schema = r.table_schema AND l.table_name = r.table_name ORDER BY 1))
        FROM souk.rule r, \(place) WHERE n.nspname = r.table_schema AND c.relname = r.table_name
        """

    private static let writingSQL = """
        SELECT c.oid, to_jsonb(r) FROM souk.write_rule r, \(place) WHERE n.nspname = r.table_schema AND c.relname = r.table_name
        """

    private static let policiesSQL = """
        SELECT p.polrelid, jsonb_build_object('name', p.polname, 'says', concat_ws(' ',
          CASE WHEN NOT p.polpermissive THEN 'restrictive' END,
          'for ' || CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END,
          'to ' || (SELECT string_agg(CASE r WHEN 0 THEN 'public' ELSE r::regrole::text END, ', ' ORDER BY r) FROM unnest(p.polroles) AS r),
          'using ' || pg_get_expr(p.polqual, p.polrelid), 'with check ' || pg_get_expr(p.polwithcheck, p.polrelid)))
        FROM pg_policy p
        """

    // PostgreSQL's own functions are in no pg_depend. What a body calls is there only where it was parsed when it was made (BEGIN ATOMIC, RETURN);
    // of a text the names in front of a bracket are taken for calls, whatever their schema. What is called by operators, views or EXECUTE is not seen.
    private static let functionsSQL = #"""
        WITH RECURSIVE function AS MATERIALIZED (
          SELECT f.oid, lower(f.proname) AS name, lower(f.prosrc) AS body FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
          WHERE f.prokind = 'f' AND \#(CatalogCheck.schemas) AND \#(CatalogCheck.isOfNoExtension("f"))),
        call AS MATERIALIZED (
          SELECT caller.oid AS caller, called.oid AS called FROM function caller JOIN function called ON called.oid <> caller.oid
            AND strpos(caller.body, called.name) > 0 AND (called.name !~ '^\w+$' OR caller.body ~ ('\m' || called.name || '\M"?\s*\('))
          UNION SELECT objid, refobjid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND refclassid = 'pg_proc'::regclass),
        asked AS (
          SELECT p.polrelid AS relation, d.refobjid AS function FROM pg_policy p
          JOIN pg_depend d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_proc'::regclass),
        decides AS (SELECT * FROM asked UNION SELECT d.relation, c.called FROM decides d JOIN call c ON c.caller = d.function)
        SELECT d.relation, jsonb_build_object('name', f.oid::regprocedure, 'digest', md5(pg_get_functiondef(f.oid)),
          'asked', (d.relation, d.function) IN (SELECT relation, function FROM asked))
        FROM decides d JOIN pg_proc f ON f.oid = d.function AND f.prokind = 'f'
        """#
}

/// A JSON object of the database's making.
struct JSONObject {
    private let members: [JSONMember]

    init?(_ text: String) {
        guard case .object(let members)? = try? JSONParser.parse(Array(text.utf8)) else { return nil }
        self.members = members
    }

    func text(_ key: String) -> String? {
        if case .string(let text)? = value(key) { text } else { nil }
    }

    func texts(_ key: String) -> [String] { value(key)?.texts ?? [] }

    func isTrue(_ key: String) -> Bool { value(key) == .bool(true) }

    private func value(_ key: String) -> JSONValue? { members.first { $0.key == key }?.value }
}
