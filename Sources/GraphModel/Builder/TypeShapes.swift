import GraphQLSchema
import PostgresTypes

/// Finds the GraphQL side of the database's types, and collects the enums that they make.
struct TypeShapes {
    private let registry: TypeRegistry
    private let entries: [UInt32: CatalogSnapshot.TypeEntry]
    /// What the comments of enum types and domains say, read once.
    private let notes: [UInt32: Annotations]
    /// A text that names no enum value makes the whole type plain text, with a warning, instead of failing the build.
    private let forgives: Bool
    /// In order of first use.
    private(set) var enums: [EnumDraft] = []

    init(_ types: [CatalogSnapshot.TypeEntry], forgives: Bool, problems: inout Problems) {
        self.registry = TypeRegistry(rows: types.map(\.row))
        self.entries = Dictionary(types.map { ($0.oid, $0) }, uniquingKeysWith: { first, _ in first })
        self.forgives = forgives
        var notes: [UInt32: Annotations] = [:]
        for type in types {
            guard let place = type.place else { continue }
            let (annotations, found) = DirectiveReader(place: place, object: type.object).read(type.comment)
            notes[type.oid] = annotations
            problems.report(found)
        }
        self.notes = notes
    }

    /// The shape of a column whose values, if a check lists them, are `checked`; `enumName` names the enum those make.
    mutating func shape(
        of column: CatalogSnapshot.Column, checked: [String]?, enumName: String, object: String, problems: inout Problems
    ) -> ValueShape {
        let type = registry.type(column.typeOID)
        if let checked, type.underlying == .text {
            let made = claimEnum(named: enumName, description: nil, stored: checked, object: object, problems: &problems)
            if let made { return ValueShape(type: type, output: .named(made.name), comparable: made.name, enumNames: made.names) }
        }
        return shape(ofType: column.typeOID, problems: &problems)
    }

    /// The shape of a type's values, wherever they stand.
    mutating func shape(ofType oid: UInt32, problems: inout Problems) -> ValueShape {
        let type = registry.type(oid)
        let entry = entries[oid]
        switch (type, entry?.kind) {
        case (.array(_, let element), _):
            let inner = shape(ofType: element, problems: &problems)
            return ValueShape(
                type: type, output: .list(inner.output), comparable: nil, operand: inner.comparable.map { .list(of: $0) },
                enumNames: inner.enumNames)
        case (.range, .range(let bound)?):
            let inner = shape(ofType: bound, problems: &problems)
            return ValueShape(
                type: type, output: .named("JSON"), comparable: nil, operand: inner.comparable.map { .range(of: $0, boundOID: bound) })
        case (.jsonb, _):
            return ValueShape(type: type, output: .named("JSON"), comparable: nil, operand: .document)
        case (_, .enumeration(let labels)?):
            if let entry, let made = enumShape(entry, type, labels, problems: &problems) { return made }
        case (.domain, .domain(let base, let isNotNull, let checks)?):
            let allowed = checks.lazy.compactMap { CheckValues($0.expression) }.first?.values
            var inner = shape(ofType: base, problems: &problems)
            if let entry, let allowed, type.underlying == .text, let made = enumShape(entry, type, allowed, problems: &problems) {
                inner = made
            }
            return ValueShape(
                type: type, output: inner.output, comparable: inner.comparable, operand: inner.operand, enumNames: inner.enumNames,
                isNotNull: isNotNull || inner.isNotNull)
        default:
            break
        }
        let scalar = Self.scalar(of: type)
        return ValueShape(type: type, output: .named(scalar.name), comparable: scalar.isComparable ? scalar.name : nil)
    }

    /// The shape of a text column whose values are those of a lookup table; nil when they make no enum.
    mutating func shape(
        of column: CatalogSnapshot.Column, listedIn lookup: LookupEnum, problems: inout Problems
    ) -> ValueShape? {
        let made = claimEnum(
            named: lookup.name, description: lookup.description, stored: lookup.values, descriptions: lookup.descriptions,
            object: lookup.object, problems: &problems)
        return made.map {
            ValueShape(type: registry.type(column.typeOID), output: .named($0.name), comparable: $0.name, enumNames: $0.names)
        }
    }

    /// How many columns the rows of a composite type have.
    func width(ofRow oid: UInt32) -> Int? {
        if case .composite(let attributes)? = entries[oid]?.kind { attributes.count } else { nil }
    }

    private mutating func enumShape(
        _ entry: CatalogSnapshot.TypeEntry, _ type: PostgresType, _ stored: [String], problems: inout Problems
    ) -> ValueShape? {
        let notes = notes[entry.oid]
        guard let name = notes?.enumName ?? notes?.name ?? Naming.typeName(ofTable: entry.name) else { return nil }
        let draft = claimEnum(named: name, description: notes?.description, stored: stored, object: entry.object, problems: &problems)
        return draft.map { ValueShape(type: type, output: .named($0.name), comparable: $0.name, enumNames: $0.names) }
    }

    /// The enum of that name: the one there is when it has the same values, else a new one.
    private mutating func claimEnum(
        named name: String, description: String?, stored: [String], descriptions: [String: String] = [:], object: String,
        problems: inout Problems
    ) -> EnumDraft? {
        do throws(GraphProblem) {
            let draft = try EnumDraft(
                name: name, description: description, stored: stored, descriptions: descriptions, object: object)
            guard let existing = enums.first(where: { $0.name == name }) else {
                enums.append(draft)
                return draft
            }
            guard existing.values.map(\.stored) == stored else {
                throw GraphProblem(
                    .typeNameTaken, on: object, "The enum \(name) has other values on \(existing.object).",
                    remedy: "Give one of them another name with @enum(name:).")
            }
            return existing
        } catch {
            var problem = error
            if forgives { problem.severity = .warning }
            problems.report(problem)
            return nil
        }
    }

    /// GraphQL's scalar for a type that has no GraphQL type of its own, and whether filters may compare it.
    static func scalar(of type: PostgresType) -> (name: String, isComparable: Bool) {
        switch type {
        case .bool: ("Boolean", true)
        case .int2, .int4: ("Int", true)
        case .int8: ("BigInt", true)
        case .float4, .float8: ("Float", true)
        case .numeric: ("Decimal", true)
        case .text: ("String", true)
        case .bytea: ("Base64", false)
        case .uuid: ("UUID", true)
        case .date: ("Date", true)
        case .time: ("Time", true)
        case .timetz: ("OffsetTime", true)
        case .timestamp: ("LocalDateTime", true)
        case .timestamptz: ("DateTime", true)
        case .interval: ("Interval", true)
        case .inet, .cidr: ("Inet", true)
        case .json, .jsonb, .composite, .range, .multirange, .array: ("JSON", false)
        case .macaddr, .enumeration, .other: ("String", false)
        case .domain(let base): scalar(of: base)
        }
    }
}

extension CatalogSnapshot.TypeEntry {
    /// Where its comment stands; nil for types that have no place in the graph.
    var place: DirectivePlace? {
        switch kind {
        case .enumeration: .enumType
        case .domain: .domain
        default: nil
        }
    }

    /// Kind and name, for problems: `enum type public.state`.
    var object: String { "\(place?.rawValue ?? "type") \(schema).\(name)" }

    /// The type as the codecs know it.
    var row: TypeRow {
        let kind: TypeRow.Kind =
            switch kind {
            case .base: .base
            case .array(let element): .array(element: element)
            case .enumeration(let labels): .enumeration(labels: labels)
            case .domain(let base, _, _): .domain(base: base)
            case .composite(let attributes): .composite(attributes: attributes.map { TypeRow.Attribute(name: $0.name, type: $0.typeOID) })
            case .range(let subtype): .range(subtype: subtype)
            case .multirange(let subtype): .multirange(subtype: subtype)
            }
        return TypeRow(oid: oid, name: name, kind: kind)
    }
}
