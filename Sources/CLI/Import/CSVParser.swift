/// One row of a CSV file.
struct CSVRecord: Hashable {
    /// The line it begins on, from 1.
    let line: Int
    /// Nil for a field with nothing in it; two quotes are an empty text.
    let fields: [String?]
}

/// Why a file is no CSV file from some line on.
struct CSVError: Error, Hashable, CustomStringConvertible {
    enum Reason: String { case unclosedQuote, textAfterQuote, tooLong, notText }

    let reason: Reason
    let line: Int

    var description: String {
        switch reason {
        case .unclosedQuote: "line \(line): a quote is opened and never closed"
        case .textAfterQuote: "line \(line): something follows a closing quote that is no separator"
        case .tooLong: "line \(line): a field is longer than \(CSVParser.longestField) bytes"
        case .notText: "line \(line): not UTF-8 text, or text with a NUL byte, which PostgreSQL cannot store"
        }
    }
}

/// Reads CSV (RFC 4180) from bytes as they come: quoted fields may hold separators, quotes (doubled) and line ends.
struct CSVParser {
    /// In bytes: far more than a column holds, far less than memory.
    static let longestField = 16 << 20

    private let separator: UInt8
    private var state = State.fieldStart
    private var field: [UInt8] = []
    private var fields: [String?] = []
    private var line = 1
    private var firstLine = 1
    private var skippedMark = false
    private var records: [CSVRecord] = []

    private enum State { case fieldStart, plain, quoted, quoteInQuoted, afterReturn }

    init(separator: UInt8 = UInt8(ascii: ",")) {
        self.separator = separator
    }

    /// Takes the next bytes and returns the rows that they complete.
    mutating func read(_ bytes: [UInt8]) throws(CSVError) -> [CSVRecord] {
        for byte in bytes { try take(byte) }
        defer { records = [] }
        return records
    }

    /// Returns the last row, when no line end follows it.
    mutating func finish() throws(CSVError) -> [CSVRecord] {
        if state == .quoted { throw CSVError(reason: .unclosedQuote, line: firstLine) }
        if state != .fieldStart || !fields.isEmpty { try endRecord() }
        defer { records = [] }
        return records
    }

    private mutating func take(_ byte: UInt8) throws(CSVError) {
        if state == .afterReturn {
            state = .fieldStart
            if byte == UInt8(ascii: "\n") { return }
        }
        switch (state, byte) {
        case (.quoted, UInt8(ascii: "\"")): state = .quoteInQuoted
        case (.quoted, _): try append(byte)
        case (.quoteInQuoted, UInt8(ascii: "\"")):
            try append(byte)
            state = .quoted
        case (.fieldStart, UInt8(ascii: "\"")) where field.isEmpty: state = .quoted
        case (_, separator): try endField()
        case (_, UInt8(ascii: "\n")): try endLine()
        case (_, UInt8(ascii: "\r")):
            try endLine()
            state = .afterReturn
        case (.quoteInQuoted, _): throw CSVError(reason: .textAfterQuote, line: line)
        default:
            try append(byte)
            state = .plain
        }
        if byte == UInt8(ascii: "\n") { line += 1 }
    }

    private mutating func append(_ byte: UInt8) throws(CSVError) {
        guard field.count < Self.longestField else { throw CSVError(reason: .tooLong, line: line) }
        field.append(byte)
    }

    private mutating func endField() throws(CSVError) {
        if state == .fieldStart || state == .plain && field.isEmpty {
            fields.append(nil)
        } else {
            if !skippedMark, field.starts(with: [0xEF, 0xBB, 0xBF]) { field.removeFirst(3) }
            guard !field.contains(0), let text = String(validating: field, as: UTF8.self) else {
                throw CSVError(reason: .notText, line: line)
            }
            fields.append(text)
        }
        skippedMark = true
        field.removeAll(keepingCapacity: true)
        state = .fieldStart
    }

    /// An empty line is no row.
    private mutating func endLine() throws(CSVError) {
        if state == .fieldStart, fields.isEmpty {
            firstLine = line + 1
        } else {
            try endRecord()
            firstLine = line + 1
        }
    }

    private mutating func endRecord() throws(CSVError) {
        try endField()
        records.append(CSVRecord(line: firstLine, fields: fields))
        fields.removeAll(keepingCapacity: true)
    }
}
