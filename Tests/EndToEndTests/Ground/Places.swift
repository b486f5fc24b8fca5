import Foundation

/// Where things are, seen from this file.
enum Places {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    static let root = tests.deletingLastPathComponent().deletingLastPathComponent()
    static let cases = tests.appending(path: "Cases")

    /// The real data sets beside the package; nil on a machine that has none.
    static let data: URL? = {
        let shared =
            ProcessInfo.processInfo.environment["SOUK_SHARED"].map { URL(filePath: $0) }
            ?? root.deletingLastPathComponent().appending(path: "shared")
        let folder = shared.appending(path: "data")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()
}
