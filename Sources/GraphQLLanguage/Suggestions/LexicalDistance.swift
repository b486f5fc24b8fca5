/// Measures how many edits lead from one text to another: an insertion, a deletion, a substitution, or a swap of neighbours.
/// Upper and lower case count as the same letter, but for one edit when nothing else differs.
struct LexicalDistance {
    private let input: String
    private let lowercased: [Unicode.Scalar]
    private var rows: [[Int]]

    init(from input: String) {
        self.input = input
        lowercased = Array(input.lowercased().unicodeScalars)
        rows = Array(repeating: Array(repeating: 0, count: lowercased.count + 1), count: 3)
    }

    /// Returns the distance; nil where it is above `threshold`.
    mutating func distance(to option: String, within threshold: Int) -> Int? {
        if input == option { return 0 }
        let other = Array(option.lowercased().unicodeScalars)
        if lowercased == other { return 1 }
        let (a, b) = other.count < lowercased.count ? (lowercased, other) : (other, lowercased)
        guard a.count - b.count <= threshold else { return nil }

        // Three rows of the usual matrix suffice: a swap looks back two.
        for column in 0...b.count { rows[0][column] = column }
        for (index, character) in a.enumerated() {
            let row = index + 1
            let (up, current) = ((row - 1) % 3, row % 3)
            rows[current][0] = row
            var smallest = row
            for (position, candidate) in b.enumerated() {
                let column = position + 1
                var cell = min(
                    rows[up][column] + 1, rows[current][column - 1] + 1, rows[up][column - 1] + (character == candidate ? 0 : 1))
                if index > 0, position > 0, character == b[position - 1], a[index - 1] == candidate {
                    cell = min(cell, rows[(row - 2) % 3][column - 2] + 1)
                }
                rows[current][column] = cell
                smallest = min(smallest, cell)
            }
            // No later row is smaller than the smallest cell of this one.
            if smallest > threshold { return nil }
        }
        let distance = rows[a.count % 3][b.count]
        return distance <= threshold ? distance : nil
    }
}
