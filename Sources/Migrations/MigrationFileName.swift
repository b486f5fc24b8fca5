/// A file's name taken apart: `0007_add_groups.sql` is number 7, `add_groups`.
struct MigrationFileName: Hashable {
    let number: Int
    let name: String

    /// Nil unless the name is one to nine digits, an underscore, a name of letters, digits, `_` and `-`, and `.sql`.
    init?(_ fileName: String) {
        guard fileName.hasSuffix(".sql") else { return nil }
        let stem = fileName.dropLast(4)
        guard let underscore = stem.firstIndex(of: "_") else { return nil }
        let digits = stem[..<underscore]
        let name = stem[stem.index(after: underscore)...]
        guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int(digits), number > 0
        else { return nil }
        guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }) else { return nil }
        self.number = number
        self.name = String(name)
    }
}
