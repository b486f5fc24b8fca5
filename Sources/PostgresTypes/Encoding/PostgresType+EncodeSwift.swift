extension PostgresType {
    /// The binary form of a `bigint`.
    package static func encode(_ value: Int64) -> [UInt8] { BinaryParameter.int8(value) }

    /// The binary form of a `boolean`.
    package static func encode(_ value: Bool) -> [UInt8] { BinaryParameter.bool(value) }

    /// The binary form of a `text`. The server refuses U+0000.
    package static func encode(_ value: String) -> [UInt8] { BinaryParameter.text(value) }

    /// The binary form of a `bigint[]`.
    package static func encode(_ values: [Int64]) -> [UInt8] { BinaryParameter.int8Array(values) }

    /// The binary form of a `text[]`.
    package static func encode(_ values: [String]) -> [UInt8] { BinaryParameter.textArray(values) }
}
