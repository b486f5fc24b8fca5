import GraphQLLanguage

/// Coerces input values to types (§3.5–3.12), and says what is wrong with those that are not of them.
///
/// A coerced value has its defaults filled in and its single items put into lists; enum values are `enumValue`, whichever way they came.
package struct InputCoercion {
    private let schema: Schema
    private let fillsDefaults: Bool
    /// How many faults are told; what comes after the last of them is not looked at. Each may quote the value, so that a large one would
    /// otherwise be answered by its square.
    package static let faultLimit = 50
    /// How deep a value nests at most, filled-in defaults included: they can lead to one another further than a stack reaches.
    private static let nestingLimit = ParserLimits.deepest
    /// How many values may still be looked at: items and fields, each where it stands.
    private(set) package var allowance: Int
    /// What was found to be wrong so far.
    package private(set) var faults: [InputFault] = []
    private var path: [PathSegment] = []
    /// The lists and objects around the value that is looked at, in what is made of it.
    private var nesting = 0

    /// - Parameters:
    ///   - fillsDefaults: if not, fields that are left to their defaults are left out: for a schema whose defaults are not known to be valid.
    ///   - allowance: how many items and fields are looked at. More are a fault, before any time is spent on them.
    package init(_ schema: Schema, fillsDefaults: Bool = true, allowance: Int = .max) {
        self.schema = schema
        self.fillsDefaults = fillsDefaults
        self.allowance = allowance
    }

    /// The value as one of the type's; every fault at once where it is none.
    package static func coerce<Input: InputValue>(
        _ value: Input, as type: TypeReference, in schema: Schema
    ) throws(InputFaults) -> ConstValue {
        var coercion = InputCoercion(schema)
        let coerced = coercion.coerce(value, as: type)
        guard coercion.faults.isEmpty else { throw InputFaults(coercion.faults) }
        return coerced
    }

    /// The value as one of the type's. Where it is none, `faults` says why and the result means nothing.
    package mutating func coerce<Input: InputValue>(_ value: Input, as type: TypeReference) -> ConstValue {
        guard faults.count < Self.faultLimit else { return .null }
        guard nesting < Self.nestingLimit else { return fault("Expected value not to nest more than \(Self.nestingLimit) levels deep.") }
        var type = type
        var lists = 0
        while true {
            switch type {
            case .nonNull(let inner):
                guard !value.isNull else { return fault("Expected value of non-null type \"\(type)\" not to be null.") }
                type = inner
            case _ where value.isNull: return .null
            case .list(let inner):
                if let items = value.items {
                    guard spend(items.count) else { return .null }
                    return .list(items.enumerated().map { index, item in at(.index(index)) { $0.coerce(item, as: inner) } })
                }
                type = inner
                lists += 1
            case .named(let name):
                nesting += lists
                defer { nesting -= lists }
                return (0..<lists).reduce(coerce(value, as: name)) { item, _ in .list([item]) }
            }
        }
    }

    private mutating func coerce<Input: InputValue>(_ value: Input, as name: String) -> ConstValue {
        switch schema.type(named: name) {
        case .scalar(let scalar)?:
            do { return try scalar.coerce(value.constant, from: Input.notation) { quoted(value) } } catch {
                return fault(error.message)
            }
        case .enum(let type)?: return coerce(value, as: type)
        case .inputObject(let type)?: return coerce(value, as: type)
        case .object?, .interface?, .union?, nil: return fault("\"\(name)\" is no input type.")
        }
    }

    private mutating func coerce<Input: InputValue>(_ value: Input, as type: EnumType) -> ConstValue {
        let names = type.values.map(\.name)
        guard let name = value.enumName else {
            var near = quoted(value)
            if case .string(let string) = value.constant { near = string }
            return fault(
                "Enum \"\(type.name)\" cannot represent non-\(Input.notation == .json ? "string" : "enum") value: \(quoted(value))."
                    + Self.meant(near, among: names))
        }
        guard type.values[name] != nil else {
            return fault("Value \"\(name)\" does not exist in \"\(type.name)\" enum.\(Self.meant(name, among: names))")
        }
        return .enumValue(name)
    }

    private mutating func coerce<Input: InputValue>(_ value: Input, as type: InputObjectType) -> ConstValue {
        guard let given = value.fields else {
            return fault("Expected value of type \"\(type.name)\" to be an object, found: \(quoted(value)).")
        }
        guard spend(given.count) else { return .null }
        let values = Dictionary(given, uniquingKeysWith: { _, last in last })
        var fields: [(name: String, value: ConstValue)] = []
        for field in type.fields {
            if let value = values[field.name] {
                fields.append((field.name, at(.key(field.name)) { $0.coerce(value, as: field.type) }))
            } else if let value = field.defaultValue {
                if fillsDefaults { fields.append((field.name, at(.key(field.name)) { $0.coerce(value, as: field.type) })) }
            } else if field.type.isNonNull {
                _ = fault("Expected value of type \"\(type.name)\" to include required field \"\(field.name)\", found: \(quoted(value)).")
            }
        }
        for (name, _) in given where type.fields[name] == nil && faults.count < Self.faultLimit {
            let suggestion = Suggestions.didYouMean(name, among: type.fields.map(\.name))
            let found = suggestion.isEmpty ? ", found: " : ".\(suggestion) Found: "
            _ = fault("Expected value of type \"\(type.name)\" not to include unknown field \"\(name)\"\(found)\(quoted(value)).")
        }
        if type.isOneOf { checkOneOf(type, given.filter { type.fields[$0.name] != nil }.map { ($0.name, $0.value.isNull) }) }
        return .object(fields)
    }

    private mutating func checkOneOf(_ type: InputObjectType, _ given: [(name: String, isNull: Bool)]) {
        let message = """
            Within OneOf Input Object type "\(type.name)", exactly one field must be specified, \
            and the value for that field must be non-null.
            """
        if given.count != 1 {
            _ = fault(message)
        } else if given[0].isNull {
            at(.key(given[0].name)) { _ = $0.fault(message) }
        }
    }

    private mutating func at<Result>(_ segment: PathSegment, _ body: (inout Self) -> Result) -> Result {
        path.append(segment)
        nesting += 1
        defer {
            path.removeLast()
            nesting -= 1
        }
        return body(&self)
    }

    /// Takes so many values from the allowance; where it does not have them, that is the last fault.
    private mutating func spend(_ count: Int) -> Bool {
        guard count > allowance else {
            allowance -= count
            return true
        }
        allowance = 0
        _ = fault("It holds too many values. Send less in one request.")
        return false
    }

    private mutating func fault(_ message: String) -> ConstValue {
        guard faults.count < Self.faultLimit else { return .null }
        faults.append(InputFault(path: path, message: message))
        return .null
    }

    /// The value as a fault quotes it, cut where it is long.
    private func quoted(_ value: some InputValue) -> String {
        value.quotation(upTo: 400)
    }

    private static func meant(_ name: String, among names: [String]) -> String {
        Suggestions.didYouMean(name, among: names).replacing("Did you mean ", with: "Did you mean the enum value ")
    }
}
