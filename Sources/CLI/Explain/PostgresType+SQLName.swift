import PostgresTypes

extension PostgresType {
    /// The type's name for people, as PostgreSQL would write it; a domain is named by its base.
    var sqlName: String {
        switch self {
        case .bool: "boolean"
        case .int2: "smallint"
        case .int4: "integer"
        case .int8: "bigint"
        case .float4: "real"
        case .float8: "double precision"
        case .timetz: "time with time zone"
        case .timestamptz: "timestamp with time zone"
        case .array(let element, _): "\(element.sqlName)[]"
        case .enumeration: "enum"
        case .domain(let base): base.sqlName
        case .composite: "record"
        case .range(let element): "range of \(element.sqlName)"
        case .multirange(let element): "multirange of \(element.sqlName)"
        case .other(let name): name
        case .numeric, .text, .bytea, .uuid, .date, .time, .timestamp, .interval, .json, .jsonb, .inet, .cidr, .macaddr: "\(self)"
        }
    }
}
