/// Why nothing could be measured, in words for the person who asked.
struct BenchError: Error, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
