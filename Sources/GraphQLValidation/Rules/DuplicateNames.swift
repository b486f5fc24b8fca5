import GraphQLLanguage

/// The names that occur more than once, each with all its places, in the order of their first occurrence.
func duplicates(of names: some Collection<Name>) -> [(name: String, offsets: [Int])] {
    guard names.count > 1, !areDistinct(names) else { return [] }
    var offsets: [String: [Int]] = [:]
    for name in names { offsets[name.value, default: []].append(name.offset) }
    guard offsets.count < names.count else { return [] }
    return offsets.filter { $0.value.count > 1 }.map { ($0.key, $0.value) }.sorted { $0.offsets[0] < $1.offsets[0] }
}

/// Whether a few names are known to be distinct, found out without a dictionary: nearly all lists of names are short.
private func areDistinct(_ names: some Collection<Name>) -> Bool {
    guard names.count <= 8 else { return false }
    var rest = names.dropFirst()
    for name in names {
        if rest.contains(where: { $0.value == name.value }) { return false }
        rest = rest.dropFirst()
    }
    return true
}
