import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import JSON

/// A document is judged the same however it is written, and what was found valid can be executed.
enum ValidatorTarget {
    static func feed(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let document = try? Parser.parse(Source(bytes: bytes)) else { return }
        let schema = try FuzzSchema.schema.get()
        let errors = Validator.validate(document, schema: schema)
        try require(errors.count <= ValidationLimits.standard.errors + 1, "more errors than the cap")
        if let printed = try? Parser.parse(Printer.print(document)) {
            let again = Validator.validate(printed, schema: schema)
            try require(
                errors.map(\.message).sorted() == again.map(\.message).sorted(),
                "a printed document is judged otherwise: \(errors.map(\.message)), then \(again.map(\.message))")
        }
        guard errors.isEmpty else { return }
        guard let valid = try? Validator.check(document, schema: schema) else { throw BrokenPromise("valid, and then not") }
        for operation in document.operations {
            guard let operation = try? valid.operation(named: operation.name?.value) else { continue }
            _ = try Answers.execute(operation, variables: .object([]), data: FuzzSchema.data)
        }
    }
}
