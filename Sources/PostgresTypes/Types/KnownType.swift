/// A type that every PostgreSQL has under the same OID (`pg_type.dat`).
package struct KnownType: Sendable, Hashable {
    package let oid: UInt32
    /// The OID of its array type.
    package let arrayOID: UInt32
    package let name: String
    package let type: PostgresType

    /// All of them.
    package static let all: [KnownType] = [
        KnownType(oid: 16, arrayOID: 1000, name: "bool", type: .bool),
        KnownType(oid: 17, arrayOID: 1001, name: "bytea", type: .bytea),
        KnownType(oid: 19, arrayOID: 1003, name: "name", type: .text),
        KnownType(oid: 20, arrayOID: 1016, name: "int8", type: .int8),
        KnownType(oid: 21, arrayOID: 1005, name: "int2", type: .int2),
        KnownType(oid: 23, arrayOID: 1007, name: "int4", type: .int4),
        KnownType(oid: 25, arrayOID: 1009, name: "text", type: .text),
        KnownType(oid: 114, arrayOID: 199, name: "json", type: .json),
        KnownType(oid: 650, arrayOID: 651, name: "cidr", type: .cidr),
        KnownType(oid: 700, arrayOID: 1021, name: "float4", type: .float4),
        KnownType(oid: 701, arrayOID: 1022, name: "float8", type: .float8),
        KnownType(oid: 829, arrayOID: 1040, name: "macaddr", type: .macaddr),
        KnownType(oid: 869, arrayOID: 1041, name: "inet", type: .inet),
        KnownType(oid: 1042, arrayOID: 1014, name: "bpchar", type: .text),
        KnownType(oid: 1043, arrayOID: 1015, name: "varchar", type: .text),
        KnownType(oid: 1082, arrayOID: 1182, name: "date", type: .date),
        KnownType(oid: 1083, arrayOID: 1183, name: "time", type: .time),
        KnownType(oid: 1114, arrayOID: 1115, name: "timestamp", type: .timestamp),
        KnownType(oid: 1184, arrayOID: 1185, name: "timestamptz", type: .timestamptz),
        KnownType(oid: 1186, arrayOID: 1187, name: "interval", type: .interval),
        KnownType(oid: 1266, arrayOID: 1270, name: "timetz", type: .timetz),
        KnownType(oid: 1700, arrayOID: 1231, name: "numeric", type: .numeric),
        KnownType(oid: 2950, arrayOID: 2951, name: "uuid", type: .uuid),
        KnownType(oid: 3802, arrayOID: 3807, name: "jsonb", type: .jsonb),
        KnownType(oid: 3904, arrayOID: 3905, name: "int4range", type: .range(element: .int4)),
        KnownType(oid: 3906, arrayOID: 3907, name: "numrange", type: .range(element: .numeric)),
        KnownType(oid: 3908, arrayOID: 3909, name: "tsrange", type: .range(element: .timestamp)),
        KnownType(oid: 3910, arrayOID: 3911, name: "tstzrange", type: .range(element: .timestamptz)),
        KnownType(oid: 3912, arrayOID: 3913, name: "daterange", type: .range(element: .date)),
        KnownType(oid: 3926, arrayOID: 3927, name: "int8range", type: .range(element: .int8)),
        KnownType(oid: 4451, arrayOID: 6150, name: "int4multirange", type: .multirange(element: .int4)),
        KnownType(oid: 4532, arrayOID: 6151, name: "nummultirange", type: .multirange(element: .numeric)),
        KnownType(oid: 4533, arrayOID: 6152, name: "tsmultirange", type: .multirange(element: .timestamp)),
        KnownType(oid: 4534, arrayOID: 6153, name: "tstzmultirange", type: .multirange(element: .timestamptz)),
        KnownType(oid: 4535, arrayOID: 6155, name: "datemultirange", type: .multirange(element: .date)),
        KnownType(oid: 4536, arrayOID: 6157, name: "int8multirange", type: .multirange(element: .int8)),
    ]

    /// All of them, and the arrays of them, by OID.
    package static let byOID: [UInt32: PostgresType] = {
        var types: [UInt32: PostgresType] = [:]
        for known in all {
            types[known.oid] = known.type
            types[known.arrayOID] = .array(element: known.type, elementOID: known.oid)
        }
        return types
    }()
}

/// The OIDs that code names.
package enum TypeOID {
    package static let bool: UInt32 = 16
    package static let bytea: UInt32 = 17
    package static let int8: UInt32 = 20
    package static let int4: UInt32 = 23
    package static let text: UInt32 = 25
    package static let varchar: UInt32 = 1043
    package static let cidr: UInt32 = 650
    package static let inet: UInt32 = 869
    package static let uuid: UInt32 = 2950
    package static let timestamptz: UInt32 = 1184
    package static let jsonb: UInt32 = 3802
    /// `ROW(…)` without a declared type.
    package static let record: UInt32 = 2249
    package static let boolArray: UInt32 = 1000
    package static let int8Array: UInt32 = 1016
    package static let textArray: UInt32 = 1009
}
