/// Numbers response keys, so that the same one is found again by its number instead of by hashing its text.
struct ResponseKeys {
    private var numbers: [String: Int] = [:]
    /// For each key the set that had it last.
    private var lastSet: [Int] = []
    private var set = 0

    var count: Int { lastSet.count }

    /// The keys asked for from now on belong to another set.
    mutating func beginSet() { set += 1 }

    /// A key's number, and whether it was asked for in this set before.
    mutating func number(of key: String) -> (number: Int, isRepeated: Bool) {
        if let number = numbers[key] {
            defer { lastSet[number] = set }
            return (number, lastSet[number] == set)
        }
        numbers[key] = lastSet.count
        lastSet.append(set)
        return (lastSet.count - 1, false)
    }
}
