package import GraphModel

/// A call of a function that writes. It gives one row of values, and leaves the keys of the rows that it returned for the
/// statements behind it, which see what it wrote.
package struct MutationCall: Sendable {
    package var call: FunctionCall
    package var alias: Alias
    package var values: [MutationValue]
    package var kept: [Kept]

    /// The values of one key column of returned rows, and where they are left.
    package struct Kept: Sendable {
        package var rows: MutationRows
        package var column: Column.ID
        package var values: KeptValues
    }
}
