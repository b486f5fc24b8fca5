import Postgres

/// The statements that find out who asks. Columns are text, which reads the same in either format of a result.
enum AccessStatements {
    private static let bytea: UInt32 = 17
    private static let text: UInt32 = 25

    static let token = Statement(
        sql: """
            SELECT tenant_id::text, tenant_name, role, subject, array_to_json(merchants)::text, array_to_json(scopes)::text,
              extract(epoch FROM expires_at)::text
            FROM souk.find_token($1)
            """, parameterTypes: [bytea])

    static let tenantByID = Statement(
        sql: "SELECT id::text, name, visitors_allowed::text FROM souk.tenant_numbered($1::bigint)", parameterTypes: [text])

    static let tenantByName = Statement(
        sql: "SELECT id::text, name, visitors_allowed::text FROM souk.tenant_named($1)", parameterTypes: [text])

    static let tenantByHost = Statement(
        sql: "SELECT id::text, name, visitors_allowed::text FROM souk.find_tenant($1, '')", parameterTypes: [text])
}
