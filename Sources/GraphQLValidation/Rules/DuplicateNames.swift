import GraphQLLanguage

/// The names that occur more than once, each with all its places, in the order of their first occurrence.
func duplicates(of names: some Collection<Name>) -> [(name: String, offsets: [Int])] {
    guard names.count > 1 else { return [] }
    var offsets: [String: [Int]] = [:]
    for name in names { offsets[name.value, default: []].append(name.offset) }
    guard offsets.count < names.count else { return [] }
    return offsets.filter { $0.value.count > 1 }.map { ($0.key, $0.value) }.sorted { $0.offsets[0] < $1.offsets[0] }
}
