import GraphQLSchema

/// The types that tell what rows of a table come to, together or by group, and the fields of its connections that lead to them.
struct AggregateTypes {
    let table: TableDraft
    let columns: AggregateColumns

    static let suffixes = [
        "Aggregate", "AggregateGroup", "AggregateKeys", "AggregateSums", "AggregateAverages", "AggregateBounds", "GroupBy",
    ]

    private static let counted = digits(AggregateBounds.counted)
    private static let read = digits(AggregateBounds.read)

    private func name(_ suffix: String) -> String { table.names.type + suffix }

    /// `totalCount` and its like, in the order in which they are shown.
    var connectionFields: [FieldDraft] {
        let count = field(
            "totalCount", .nonNull(.named("Int")), .totalCount,
            "How many rows there are on all pages, counted up to \(Self.counted) unless a count is kept.")
        let isCapped = field("isCapped", .nonNull(.named("Boolean")), .isCapped, "Whether there are more rows than `totalCount` says.")
        var whole = field(
            "aggregate", .nonNull(.named(name("Aggregate"))), .aggregation(.whole), "What the rows of all pages come to.")
        whole.access = table.notes.aggregateAccess
        guard !columns.keys.isEmpty else { return [count, isCapped, whole] }
        var grouped = field(
            "groupedAggregates", .nonNull(.list(.nonNull(.named(name("AggregateGroup"))))), .aggregation(.grouped),
            "The same by group, the largest group first: 20 groups unless `first` says otherwise.")
        grouped.arguments = [
            InputValueDefinition(name: "groupBy", type: .nonNull(.list(.nonNull(.named(name("GroupBy")))))),
            InputValueDefinition(name: "first", type: .named("Int")),
        ]
        grouped.access = whole.access
        return [count, isCapped, whole, grouped]
    }

    func add(to parts: inout GraphParts) {
        let type = table.names.type
        add("Aggregate", figures, "What rows of `\(type)` come to.", to: &parts)
        if !columns.keys.isEmpty {
            let keys = field("keys", .nonNull(.named(name("AggregateKeys"))), .aggregation(.keys), "What they have in common.")
            add("AggregateGroup", [keys] + figures, "What a group of `\(type)` comes to.", to: &parts)
            let parted = columns.keys.map { value($0, .named($0.column.shape.output.innermost)) }
            add(
                "AggregateKeys", parted + columns.references, "What groups of `\(type)` have in common; null but for what `groupBy` names.",
                to: &parts)
            addGroupBy(to: &parts)
        }
        // The smallest and the largest have one type.
        for function in [AggregateFunction.sum, .avg, .min] {
            let fields = columns.measures(of: function).compactMap { item in
                function.result(of: item.column.shape.type).map { value(item, .named(TypeShapes.scalar(of: $0).name)) }
            }
            if !fields.isEmpty { add(function.suffix, fields, "\(function.words) rows of `\(type)`.", to: &parts) }
        }
    }

    /// The fields of an aggregate, whether of all rows or of a group.
    private var figures: [FieldDraft] {
        var fields = [
            field(
                "count", .nonNull(.named("Int")), .aggregation(.count), "How many rows; when capped, of those that were read."),
            field(
                "isCapped", .nonNull(.named("Boolean")), .aggregation(.isCapped),
                "Whether there are more than the \(Self.read) rows that are read at most; then null is what all of them would have to be read for."
            ),
        ]
        for function in AggregateFunction.allCases {
            guard !columns.measures(of: function).isEmpty else { continue }
            fields.append(field(function.rawValue, .nonNull(.named(name(function.suffix))), .aggregation(.function(function)), nil))
        }
        return fields
    }

    private func addGroupBy(to parts: inout GraphParts) {
        var values: [EnumValueDefinition] = []
        for item in columns.keys {
            let name = Words(of: item.column.fieldName).upperCase
            guard !values.contains(where: { $0.name == name }) else { continue }
            values.append(
                EnumValueDefinition(
                    name: name, description: item.column.notes.description, deprecationReason: item.column.notes.deprecation))
            parts.bind(input: name, on: self.name("GroupBy"), to: .column(item.column.id), access: item.access)
        }
        let type = EnumType(
            name: name("GroupBy"), description: "What `\(table.names.type)` can be grouped by.", values: Members(values))
        parts.add(.enum(type), access: table.notes.access, object: table.object)
    }

    private func field(_ name: String, _ type: TypeReference, _ binding: FieldBinding, _ description: String?) -> FieldDraft {
        FieldDraft(name: name, type: type, binding: binding, description: description, object: table.object)
    }

    private func value(_ item: (column: ColumnDraft, access: Guard?), _ type: TypeReference) -> FieldDraft {
        FieldDraft(
            name: item.column.fieldName, type: type, binding: .column(item.column.id), access: item.access,
            description: item.column.notes.description, deprecation: item.column.notes.deprecation, object: item.column.object)
    }

    private func add(_ suffix: String, _ fields: [FieldDraft], _ description: String, to parts: inout GraphParts) {
        parts.add(
            FieldSet(type: name(suffix), firstOfEach: fields), description: description, access: table.notes.access, object: table.object)
    }

    /// A number as people write it: `10,000`.
    private static func digits(_ number: Int) -> String {
        let text = String(number)
        return text.enumerated().map { offset, digit in
            offset > 0 && (text.count - offset) % 3 == 0 ? ",\(digit)" : String(digit)
        }.joined()
    }
}

extension AggregateFunction {
    /// What the name of the type of its values ends in.
    fileprivate var suffix: String {
        switch self {
        case .sum: "AggregateSums"
        case .avg: "AggregateAverages"
        case .min, .max: "AggregateBounds"
        }
    }

    /// What the description of that type begins with.
    fileprivate var words: String {
        switch self {
        case .sum: "Sums over"
        case .avg: "Means over"
        case .min, .max: "The smallest or the largest values among"
        }
    }
}
