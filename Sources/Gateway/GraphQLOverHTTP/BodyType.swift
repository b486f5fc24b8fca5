/// Whether a `Content-Type` is JSON in UTF-8. Nothing else is taken: a form or a text could come from any web page unasked.
enum BodyType {
    static func isJSON(_ contentType: String?) -> Bool {
        switch contentType {
        case nil: return false
        case "application/json"?, "application/json; charset=utf-8"?: return true
        case let text?:
            let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(\.lowercasedTrimmed)
            guard parts[0] == "application/json" else { return false }
            return parts.dropFirst().allSatisfy { !$0.hasPrefix("charset=") || ["charset=utf-8", "charset=\"utf-8\""].contains($0) }
        }
    }
}
