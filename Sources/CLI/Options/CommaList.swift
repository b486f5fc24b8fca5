import Foundation

/// Several values in one option.
enum CommaList {
    /// What stands between the commas, without the spaces around; nothing of what is empty.
    static func items(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
