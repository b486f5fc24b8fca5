import GraphQLLanguage
import GraphQLSchema
import JSON

/// Coerces leaf values on their way out (§3.5, result coercion): what can become the type's value without loss does.
enum LeafCompletion {
    static func complete(_ value: JSONValue, as leaf: LeafShape) throws(FieldFault) -> JSONValue {
        switch leaf {
        case .int: try int(value)
        case .float: try float(value)
        case .string: try string(value)
        case .boolean: try boolean(value)
        case .id: try id(value)
        case .enumeration(let shape): try `enum`(value, shape.type)
        case .custom: value
        }
    }

    private static func int(_ value: JSONValue) throws(FieldFault) -> JSONValue {
        let number: Double?
        switch value {
        case .bool(let flag): return .number(flag ? "1" : "0")
        case .number(let text): number = Double(text)
        case .string(let text): number = Int(text).map(Double.init)
        default: number = nil
        }
        guard let number, number.isFinite, number.rounded() == number else {
            throw FieldFault(.internal, "Int cannot represent non-integer value: \(value.quotation)")
        }
        guard let number = Int32(exactly: number) else {
            throw FieldFault(.internal, "Int cannot represent non 32-bit signed integer value: \(value.quotation)")
        }
        return .number(String(number))
    }

    private static func float(_ value: JSONValue) throws(FieldFault) -> JSONValue {
        switch value {
        case .bool(let flag): return .number(flag ? "1" : "0")
        case .number(let text): if Double(text)?.isFinite == true { return value }
        // `Double` would read hexadecimal digits as well.
        case .string(let text) where text.utf8.allSatisfy("0123456789+-.eE".utf8.contains):
            if let number = Double(text), number.isFinite { return .number(ConstValue.text(of: number)) }
        default: break
        }
        throw FieldFault(.internal, "Float cannot represent non numeric value: \(value.quotation)")
    }

    private static func string(_ value: JSONValue) throws(FieldFault) -> JSONValue {
        switch value {
        case .string: return value
        case .bool(let flag): return .string(flag ? "true" : "false")
        case .number(let text): return .string(text)
        default: throw FieldFault(.internal, "String cannot represent value: \(value.quotation)")
        }
    }

    private static func boolean(_ value: JSONValue) throws(FieldFault) -> JSONValue {
        switch value {
        case .bool: return value
        case .number(let text): return .bool(Double(text) != 0)
        default: throw FieldFault(.internal, "Boolean cannot represent a non boolean value: \(value.quotation)")
        }
    }

    private static func id(_ value: JSONValue) throws(FieldFault) -> JSONValue {
        switch value {
        case .string: return value
        case .number(let text):
            if text.utf8.dropFirst(text.hasPrefix("-") ? 1 : 0).allSatisfy("0123456789".utf8.contains) { return .string(text) }
            if let number = Double(text), let whole = Int(exactly: number) { return .string(String(whole)) }
        default: break
        }
        throw FieldFault(.internal, "ID cannot represent value: \(value.quotation)")
    }

    private static func `enum`(_ value: JSONValue, _ type: EnumType) throws(FieldFault) -> JSONValue {
        if case .string(let name) = value, type.values[name] != nil { return value }
        throw FieldFault(.internal, "Enum \"\(type.name)\" cannot represent value: \(value.quotation)")
    }
}
