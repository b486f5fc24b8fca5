/// Remembers roughly what came lately, by hash: each has one place, and leaves it to the next that falls there.
struct Sightings {
    private var hashes: [Int]

    /// - Parameter count: about as many as are remembered.
    init(of count: Int) {
        hashes = Array(repeating: 0, count: max(1, count))
    }

    /// Whether it came lately. It has now.
    mutating func note(_ hash: Int) -> Bool {
        let place = Int(UInt(bitPattern: hash) % UInt(hashes.count))
        defer { hashes[place] = hash }
        return hashes[place] == hash
    }
}
