import GraphQLLanguage

/// What was read is printed so that it reads as the same and prints as the same, in every form that a text can have.
enum ParserTarget {
    static func feed(_ bytes: [UInt8]) throws(BrokenPromise) {
        let source = Source(bytes: bytes)
        try roundTrip(source, "document") { source throws(GraphQLError) in Printer.print(try Parser.parse(source)) }
        try roundTrip(source, "value") { source throws(GraphQLError) in Printer.print(try Parser.parseValue(source)) }
        try roundTrip(source, "constant value") { source throws(GraphQLError) in Printer.print(try Parser.parseConstValue(source)) }
        try roundTrip(source, "type") { source throws(GraphQLError) in Printer.print(try Parser.parseType(source)) }
        try roundTrip(source, "coordinate") { source throws(GraphQLError) in Printer.print(try Parser.parseCoordinate(source)) }
        try separate(source)
    }

    private static func roundTrip(
        _ source: Source, _ form: String, _ print: (Source) throws(GraphQLError) -> String
    ) throws(BrokenPromise) {
        let printed: String
        do { printed = try print(source) } catch {
            try require([.syntax, .tooComplex].contains(error.code) && error.locations.count == 1, "a \(form) is refused at one place")
            return
        }
        do {
            // By their bytes: Swift's own equality takes different spellings of a character for the same.
            let again = try print(Source(printed))
            try require(again.utf8.elementsEqual(printed.utf8), "a printed \(form) prints as another one:\n\(printed)\nand then\n\(again)")
        } catch let error as GraphQLError {
            // Printing may add tokens (`query` before a description), so what is just within the limits may print beyond them.
            try require(error.code == .tooComplex, "a printed \(form) cannot be read: \(error.message)\n\(printed)")
        } catch let broken as BrokenPromise {
            throw broken
        } catch {
            throw BrokenPromise("\(error)")
        }
    }

    /// Each operation by itself, with its fragments, is a document.
    private static func separate(_ source: Source) throws(BrokenPromise) {
        guard let document = try? Parser.parse(source) else { return }
        for part in document.separatedOperations() {
            let text = Printer.print(part.definitions)
            try require((try? Parser.parse(text, limits: .trusted)) != nil, "a separated operation cannot be read:\n\(text)")
        }
    }
}
