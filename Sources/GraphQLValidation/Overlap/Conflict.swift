import GraphQLLanguage

/// Two fields, or groups of fields, that cannot become one response field.
struct Conflict {
    let responseKey: String
    let reason: String
    /// Offsets of the fields on either side; those of a conflict further down come after the fields that lead there.
    let left: [Int]
    let right: [Int]

    /// What a message quotes is cut to this many characters, however large the document.
    private static let longestText = 1000
    private static let mostPlaces = 20

    init(_ responseKey: String, _ reason: String, _ left: SelectedField, _ right: SelectedField) {
        self.responseKey = responseKey
        self.reason = reason
        self.left = [left.field.offset]
        self.right = [right.field.offset]
    }

    /// The conflict of two fields whose sub-fields conflict; nil where none do.
    init?(_ responseKey: String, below conflicts: [Conflict], _ left: SelectedField, _ right: SelectedField) {
        guard !conflicts.isEmpty else { return nil }
        var reason = ""
        for conflict in conflicts {
            let subfields = "subfields \"\(Self.abbreviated(conflict.responseKey))\" conflict because \(conflict.reason)"
            reason += reason.isEmpty ? subfields : " and \(subfields)"
            // A scalar has four bytes at most: beyond this it is too long for certain.
            if reason.utf8.count > 4 * Self.longestText { break }
        }
        self.responseKey = responseKey
        self.reason = Self.abbreviated(reason)
        self.left = Self.places(left, conflicts.map(\.left))
        self.right = Self.places(right, conflicts.map(\.right))
    }

    var message: String {
        """
        Fields "\(Self.abbreviated(responseKey))" conflict because \(reason). \
        Use different aliases on the fields to fetch both if this was intentional.
        """
    }

    static func abbreviated(_ text: String) -> String {
        guard text.utf8.count > longestText, text.unicodeScalars.count > longestText else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(longestText))) + "..."
    }

    private static func places(_ field: SelectedField, _ below: [[Int]]) -> [Int] {
        var places = [field.field.offset]
        for offsets in below {
            places += offsets.suffix(mostPlaces - places.count)
            if places.count >= mostPlaces { break }
        }
        return places
    }
}
