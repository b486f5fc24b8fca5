/// Rows under a header, as text for a terminal and as Markdown.
struct Table {
    let title: String
    private var rows: [[String]]

    init(_ title: String, _ header: [String]) {
        self.title = title
        rows = [header]
    }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    private var widths: [Int] {
        (0..<(rows.map(\.count).max() ?? 0)).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    }

    private func padded(_ row: [String]) -> [String] {
        zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
    }

    var text: String {
        let lines = rows.map { padded($0).joined(separator: "  ") }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "──")
        return ([title, "", lines[0], rule] + lines.dropFirst()).joined(separator: "\n")
    }

    var markdown: String {
        let lines = rows.map { "| " + padded($0).joined(separator: " | ") + " |" }
        let rule = "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|"
        return (["**\(title)**", "", lines[0], rule] + lines.dropFirst()).joined(separator: "\n")
    }
}
