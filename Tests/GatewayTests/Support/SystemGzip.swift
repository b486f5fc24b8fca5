import Foundation

/// The system's own gzip: another implementation than the one under test.
enum SystemGzip {
    static func deflate(_ bytes: [UInt8]) throws -> [UInt8] { try gzip(["-c"], bytes) }
    static func inflate(_ bytes: [UInt8]) throws -> [UInt8] { try gzip(["-dc"], bytes) }

    private static func gzip(_ arguments: [String], _ bytes: [UInt8]) throws -> [UInt8] {
        let input = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(bytes).write(to: input)
        defer { try? FileManager.default.removeItem(at: input) }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/gzip")
        process.arguments = arguments
        let output = Pipe()
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Array(data)
    }
}
