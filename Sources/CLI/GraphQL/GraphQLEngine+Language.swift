import GraphQLLanguage
import JSON

extension GraphQLEngine {
    func parse(_ request: ContractRequest, to writer: inout JSONWriter) throws(GraphQLRefusal) {
        let source = Source(try request.text("source"))
        let form = request.optionalText("as") ?? "document"
        guard ["document", "value", "constValue", "type", "coordinate"].contains(form) else { throw .unsupported }
        let text = try GraphQLRefusal.wrapping { () throws(GraphQLError) in
            switch form {
            case "value": Printer.print(try Parser.parseValue(source))
            case "constValue": Printer.print(try Parser.parseConstValue(source))
            case "type": Printer.print(try Parser.parseType(source))
            case "coordinate": Printer.print(try Parser.parseCoordinate(source))
            default: Printer.print(try Parser.parse(source, limits: .trusted))
            }
        }
        writer.append(raw: ",\"text\":")
        writer.append(string: text)
    }

    func stripIgnored(_ request: ContractRequest, to writer: inout JSONWriter) throws(GraphQLRefusal) {
        let source = Source(try request.text("source"))
        let text = try GraphQLRefusal.wrapping { () throws(GraphQLError) in try source.strippedOfIgnoredCharacters() }
        writer.append(raw: ",\"text\":")
        writer.append(string: text)
    }

    func separateOperations(_ request: ContractRequest, to writer: inout JSONWriter) throws(GraphQLRefusal) {
        let source = Source(try request.text("source"))
        let document = try GraphQLRefusal.wrapping { () throws(GraphQLError) in try Parser.parse(source) }
        let members = document.separatedOperations().map { JSONMember($0.name, .string(Printer.print($0.definitions))) }
        writer.append(raw: ",\"documents\":")
        writer.append(.object(members))
    }
}
