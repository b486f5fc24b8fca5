/// A statement that finds one row by its key, in the form that finds the rows of many keys at once.
///
/// Its parameters stand where the single form's do, with an array in the place of each key. It returns the single form's columns
/// and then, as int8, the place of the row's key in the arrays, counted from 1. What is no key is the same for all who share it.
package struct ManyKeys: Sendable {
    package let statement: Statement
    /// For each parameter that holds a key, the OID of the array's elements; nil for the others.
    package let elementTypes: [UInt32?]

    package init(_ statement: Statement, elementTypes: [UInt32?]) {
        self.statement = statement
        self.elementTypes = elementTypes
    }

    /// Whether one statement can serve both: they differ in their keys only.
    func serves(_ one: [[UInt8]?], _ other: [[UInt8]?]) -> Bool {
        guard one.count == elementTypes.count, other.count == elementTypes.count else { return false }
        return elementTypes.indices.allSatisfy { elementTypes[$0] != nil || one[$0] == other[$0] }
    }

    /// The statement with everybody's keys; `parameters` are those of the single form, for each who asks.
    func bound(_ parameters: [[[UInt8]?]]) -> BoundStatement {
        let values = elementTypes.indices.map { index in
            elementTypes[index].map { Self.array(of: parameters.map { $0[index] }, elementType: $0) } ?? parameters[0][index]
        }
        return BoundStatement(statement, values)
    }

    /// An array of one dimension in binary form.
    private static func array(of elements: [[UInt8]?], elementType: UInt32) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20 + elements.reduce(0) { $0 + 4 + ($1?.count ?? 0) })
        func append(_ number: UInt32) {
            withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        }
        append(1)
        append(elements.contains { $0 == nil } ? 1 : 0)
        append(elementType)
        append(UInt32(truncatingIfNeeded: elements.count))
        append(1)
        for element in elements {
            append(element.map { UInt32(truncatingIfNeeded: $0.count) } ?? UInt32.max)
            if let element { bytes += element }
        }
        return bytes
    }
}
