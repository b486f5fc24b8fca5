/// Collects a file's rows until they make a chunk.
struct RowReader {
    private var parser: CSVParser
    private var rows: [CSVRecord] = []
    private var header: [String?]?
    private var toSkip = 0
    private var sawHeader = false

    init(separator: UInt8) {
        parser = CSVParser(separator: separator)
    }

    mutating func add(_ bytes: [UInt8], of file: ImportFile) throws {
        do throws(CSVError) { take(try parser.read(bytes)) } catch { throw CommandError("\(file.path), \(error)") }
    }

    mutating func finish(_ file: ImportFile) throws {
        do throws(CSVError) { take(try parser.finish()) } catch { throw CommandError("\(file.path), \(error)") }
    }

    /// The first row, once.
    mutating func takeHeader() -> [String?]? {
        defer { header = nil }
        return header
    }

    /// Passes over so many rows: they were done before.
    mutating func skip(_ count: Int) {
        let here = min(count, rows.count)
        rows.removeFirst(here)
        toSkip = count - here
    }

    /// So many rows, or at the end of the file those that are left; nil when there are not enough.
    mutating func takeChunk(_ size: Int, atEnd: Bool) -> [CSVRecord]? {
        guard rows.count >= size || atEnd && !rows.isEmpty else { return nil }
        let chunk = Array(rows.prefix(size))
        rows.removeFirst(chunk.count)
        return chunk
    }

    private mutating func take(_ more: [CSVRecord]) {
        var more = more[...]
        if !sawHeader, let first = more.popFirst() {
            header = first.fields
            sawHeader = true
        }
        let passed = min(toSkip, more.count)
        toSkip -= passed
        rows += more.dropFirst(passed)
    }
}
