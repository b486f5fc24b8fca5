import GraphQLLanguage

/// §5.6.3: an object value has each field once.
enum UniqueInputFieldNames {
    static func check(_ fields: [ObjectField], _ context: inout ValidationContext) {
        for (name, offsets) in duplicates(of: fields.lazy.map(\.name)) {
            for offset in offsets.dropFirst() {
                context.report("There can be only one input field named \"\(name)\".", at: offsets[0], offset)
            }
        }
    }
}
