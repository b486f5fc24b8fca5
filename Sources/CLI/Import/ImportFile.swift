import Crypto
import Foundation

/// A CSV file, packed with gzip or not, read from its beginning.
struct ImportFile {
    let path: String
    /// SHA-256 of the file as it lies there, in hexadecimal.
    let digest: String
    /// How many bytes reading it gives; a guess for packed files of more than 4 GB.
    let size: Int

    private var isPacked: Bool { path.hasSuffix(".gz") }
    private static let blockSize = 1 << 18

    /// Reads the file once for its digest.
    init(path: String) throws {
        self.path = path
        guard let handle = FileHandle(forReadingAtPath: path) else { throw CommandError("\(path) cannot be read.") }
        defer { try? handle.close() }
        var hash = SHA256()
        var count = 0
        var last = Data()
        do {
            while let block = try handle.read(upToCount: Self.blockSize), !block.isEmpty {
                hash.update(data: block)
                count += block.count
                last = (last + block).suffix(4)
            }
        } catch {
            throw CommandError("\(path) cannot be read.")
        }
        digest = hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        // The last four bytes of a gzip file are its unpacked size, modulo 4 GB.
        size = path.hasSuffix(".gz") && last.count == 4 ? last.reversed().reduce(0) { $0 << 8 | Int($1) } : count
    }

    /// Hands the unpacked bytes to `body`, block by block, until it returns false.
    func read(_ body: ([UInt8]) async throws -> Bool) async throws {
        guard isPacked else {
            guard let handle = FileHandle(forReadingAtPath: path) else { throw CommandError("\(path) cannot be read.") }
            defer { try? handle.close() }
            _ = try await Self.pass(handle, to: body)
            return
        }
        let gzip = Process()
        let pipe = Pipe()
        gzip.executableURL = URL(filePath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-dc", "--", path]
        gzip.standardOutput = pipe
        gzip.standardInput = FileHandle.nullDevice
        do { try gzip.run() } catch { throw CommandError("gzip could not be started.") }
        defer { if gzip.isRunning { gzip.terminate() } }
        let complete = try await Self.pass(pipe.fileHandleForReading, to: body)
        guard complete else { return }
        gzip.waitUntilExit()
        guard gzip.terminationStatus == 0 else { throw CommandError("\(path) is damaged: gzip could not unpack it to its end.") }
    }

    /// True when the end was reached.
    private static func pass(_ handle: FileHandle, to body: ([UInt8]) async throws -> Bool) async throws -> Bool {
        while let block = try handle.read(upToCount: blockSize), !block.isEmpty {
            guard try await body([UInt8](block)) else { return false }
        }
        return true
    }
}
