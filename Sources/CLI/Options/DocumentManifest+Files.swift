import Foundation
import Gateway

extension DocumentManifest {
    /// Reads manifests from files, whose paths stand between commas; none of nil.
    init(files: String?) throws {
        self.init()
        for path in CommaList.items(files) { try add(file: path) }
    }

    private mutating func add(file path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else { throw CommandError("\(path) cannot be read.") }
        do { try add(Array(data)) } catch {
            switch error.code {
            case .unreadable: throw CommandError("\(path) is neither Apollo's nor Relay's manifest of persisted documents.")
            case .ambiguous: throw CommandError("\(path) gives an id that is known another text.")
            }
        }
    }
}
