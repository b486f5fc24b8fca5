import ArgumentParser
import Foundation
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation

/// What a document costs before anything is known about it: cutting it into tokens, reading it, judging it.
struct LanguageBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "language",
        abstract: "Measure lexing, parsing and validating, on one thread and without a gateway.",
        discussion: """
            Medians of rounds, with the lowest and the highest. Validation is measured on documents of 1, 4, 16 and 64 KB: where it is \
            linear, a kilobyte costs the same in all of them.
            """)

    @Option(help: "Rounds of each measurement.")
    var rounds = 9

    @Option(help: ArgumentHelp("Also write the report as Markdown.", valueName: "path"))
    var markdown: String?

    func validate() throws {
        guard rounds > 0 else { throw ValidationError("Rounds are at least 1.") }
    }

    func run() throws {
        let tables = [try reading(), try judging()]
        print(tables.map(\.text).joined(separator: "\n\n"))
        try markdown.map {
            try tables.map(\.markdown).joined(separator: "\n\n").write(toFile: $0, atomically: true, encoding: .utf8)
        }
    }

    /// One query of the size that front ends send.
    private func reading() throws -> Table {
        let schema = try LanguageDocuments.schema()
        let source = Source(LanguageDocuments.query)
        let document = try Parser.parse(source)
        var table = Table(
            "A query of \((Double(source.bytes.count) / 1000).text(places: 1)) KB", ["step", "µs", "MB/s", "allocations"])
        func add(_ step: String, _ body: () throws -> Void) throws {
            let cost = try Stopwatch.measure(rounds: rounds, body)
            let speed = Double(source.bytes.count) / cost.microseconds.median
            table.add([
                step, cost.microseconds.text(places: 2), speed.text(places: 0), cost.allocations.map(String.init) ?? "not counted here",
            ])
        }
        try add("lex") { try Self.lex(source) }
        try add("parse, lexing included") { _ = try Parser.parse(source) }
        try add("validate") {
            guard Validator.validate(document, schema: schema).isEmpty else { throw BenchError("The query is not valid.") }
        }
        return table
    }

    private func judging() throws -> Table {
        let schema = try LanguageDocuments.schema()
        let sizes = [1, 4, 16, 64]
        var table = Table(
            "Validating, µs for each KB", ["document"] + sizes.map { "\($0) KB" } + ["64 KB over 1 KB"])
        for shape in LanguageDocuments.Shape.allCases {
            let costs = try sizes.map { size in
                let source = Source(shape.document(bytes: size << 10))
                let document = try Parser.parse(source, limits: .trusted)
                let cost = try Stopwatch.measure(rounds: rounds) {
                    let errors = Validator.validate(document, schema: schema)
                    guard errors.isEmpty == shape.isValid else { throw BenchError("\(shape): \(errors.first?.message ?? "no error")") }
                }
                return Spread(cost.perRound.map { $0 * 1024 / Double(source.bytes.count) })
            }
            let ratio = both(costs.last ?? nil, costs.first ?? nil).map { $0.median / $1.median }
            table.add(
                [shape.rawValue] + costs.map { $0?.text(places: 2) ?? "–" } + [ratio.map { $0.text(places: 2) } ?? "–"])
        }
        return table
    }

    private static func lex(_ source: Source) throws {
        var lexer = Lexer(source.bytes.span)
        while try lexer.next().kind != .endOfFile {}
    }

    private func both<Value>(_ left: Value?, _ right: Value?) -> (Value, Value)? {
        if let left, let right { (left, right) } else { nil }
    }
}
