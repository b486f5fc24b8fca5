/// Why a value is not one of a type's: a sentence fit for whoever sent it.
package struct CoercionFault: Error, Sendable, Hashable {
    package let message: String

    package init(_ message: String) {
        self.message = message
    }
}

extension ScalarType {
    /// Coerces an input value (§3.5): the rules of the built-in scalars; any other scalar takes every value as it is.
    ///
    /// `text` gives the value as it is quoted in a fault.
    package func coerce(_ value: ConstValue, from notation: InputNotation = .literal, text: () -> String) throws(CoercionFault)
        -> ConstValue
    {
        switch name {
        case "Int": return try Self.int(value, notation, text)
        case "Float": return try Self.float(value, text)
        case "String":
            guard case .string = value else { throw CoercionFault("String cannot represent a non string value: \(text())") }
        case "Boolean":
            guard case .boolean = value else { throw CoercionFault("Boolean cannot represent a non boolean value: \(text())") }
        case "ID": return try Self.id(value, notation, text)
        default: break
        }
        return value
    }

    private static func int(
        _ value: ConstValue, _ notation: InputNotation, _ text: () -> String
    ) throws(CoercionFault) -> ConstValue {
        let number: Int?
        let double = value.double
        switch value {
        case .int(let value): number = value
        // JSON does not tell 1.0 from 1; a literal does.
        case .decimal where notation == .literal, .float where notation == .literal:
            throw CoercionFault("Int cannot represent non-integer value: \(text())")
        case .decimal, .float: number = double.flatMap { Int(exactly: $0) }
        case .bigInt: number = nil
        default: throw CoercionFault("Int cannot represent non-integer value: \(text())")
        }
        if let number, Int32(exactly: number) != nil { return .int(number) }
        if let double, double.isFinite, double.rounded() != double {
            throw CoercionFault("Int cannot represent non-integer value: \(text())")
        }
        throw CoercionFault("Int cannot represent non 32-bit signed integer value: \(text())")
    }

    private static func float(_ value: ConstValue, _ text: () -> String) throws(CoercionFault) -> ConstValue {
        if case .int = value { return value }
        if let number = value.double, number.isFinite { return .float(number) }
        throw CoercionFault("Float cannot represent non numeric value: \(text())")
    }

    private static func id(
        _ value: ConstValue, _ notation: InputNotation, _ text: () -> String
    ) throws(CoercionFault) -> ConstValue {
        switch (value, notation) {
        case (.string, _): return value
        case (.int(let number), _): return .string(String(number))
        case (.bigInt(let digits), _): return .string(digits)
        case (.decimal, .json), (.float, .json):
            // JSON does not tell 1.0 from 1.
            guard let whole = value.double.flatMap({ Int(exactly: $0) }) else {
                throw CoercionFault("ID cannot represent value: \(text())")
            }
            return .string(String(whole))
        case (_, .json): throw CoercionFault("ID cannot represent value: \(text())")
        case (_, .literal): throw CoercionFault("ID cannot represent a non-string and non-integer value: \(text())")
        }
    }
}

extension ConstValue {
    /// The number as a `Double`, rounded; nil for what is no number, and for an `Int`, which needs none.
    fileprivate var double: Double? {
        switch self {
        case .bigInt(let digits), .decimal(let digits): Double(digits)
        case .float(let number): number
        default: nil
        }
    }
}
