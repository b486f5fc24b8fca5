import Access
import Crypto
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import JSON
import Planning
import Postgres

/// What a mutation does in one transaction: a field, or all of its fields under `@transaction`.
struct MutationUnit {
    let fields: [(plan: MutationPlan, prepared: PreparedPlan)]
    /// The idempotency key, and what the request is that it stands for.
    let key: Key?

    struct Key {
        let text: String
        let digest: [UInt8]
    }

    private static let keyBound = 255

    /// Finds the key among the inputs of its fields; with several fields it is the transaction's, and so cannot be two.
    init(_ fields: [(plan: MutationPlan, prepared: PreparedPlan)], of run: PlanRun) throws(GraphQLError) {
        self.fields = fields
        var keys: Set<String> = []
        for (plan, _) in fields {
            if case .string(let text)? = plan.key?.value(in: run.variables) { keys.insert(text) }
        }
        guard keys.count <= 1 else {
            throw GraphQLError(
                .badVariable, "The fields of one transaction have one idempotency key together.", input: "idempotencyKey")
        }
        guard let text = keys.first else {
            key = nil
            return
        }
        guard (1...Self.keyBound).contains(text.unicodeScalars.count), !text.unicodeScalars.contains("\0") else {
            throw GraphQLError(
                .badVariable, "An idempotency key has 1 to \(Self.keyBound) characters.", input: "idempotencyKey")
        }
        key = Key(text: text, digest: try Self.digest(of: fields.map(\.plan), run))
    }

    /// The statements of the transaction, in order; with a key, the one that takes it comes first. What records reading comes last.
    func statements(
        of run: PlanRun, by bind: (Int, PreparedPlan) throws(GraphQLError) -> [BoundStatement]
    ) throws(GraphQLError) -> [BoundStatement] {
        var statements: [BoundStatement] = []
        if let key { statements.append(KeptAnswer.taking(key)) }
        for (index, field) in fields.enumerated() { statements += try bind(index, field.prepared) }
        return statements + ReadRecord(of: fields.map(\.plan.plan), in: run).statements()
    }

    /// The field that a statement of the transaction belongs to; the first for the statement that takes the key.
    func field(ofStatement index: Int) -> Int {
        var end = key == nil ? 0 : 1
        for (position, field) in fields.enumerated() {
            end += field.prepared.statements.count
            if index < end { return position }
        }
        return fields.count - 1
    }

    /// The results of a field's statements among those of the transaction.
    func results(of field: Int, among results: [ResultSet]) -> [ResultSet] {
        let start = (key == nil ? 0 : 1) + fields[..<field].reduce(0) { $0 + $1.prepared.statements.count }
        return Array(results[start..<(start + fields[field].prepared.statements.count)])
    }

    /// Tells requests apart: the document's tokens, what of it is run, each input without its key, the variables beside the inputs, and what the
    /// asker may see, so that nobody is told an answer that was made for a token with other rights.
    private static func digest(of plans: [MutationPlan], _ run: PlanRun) throws(GraphQLError) -> [UInt8] {
        var hash = SHA256()
        func add(_ bytes: some Collection<UInt8>) {
            withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: Array(bytes))
        }
        add(try run.text.strippedOfIgnoredCharacters().utf8)
        let context = run.principal.sessionContext
        for part in [context.merchant, context.scopes, context.only, plans[0].operationName ?? ""] { add(part.utf8) }
        for plan in plans {
            add(plan.plan.shape.fields[0].responseKey.utf8)
            var writer = JSONWriter(capacity: 512)
            writer.append(Self.withoutKey(plan.input.value(in: run.variables)?.json ?? .null))
            add(writer.takeBytes())
        }
        // They decide what is selected of the payload.
        let ofInputs = Set(run.prepared.plan.mutations.flatMap { $0.input.variables.map(\.name) })
        for name in run.compiled.variables.names where !ofInputs.contains(name) {
            var writer = JSONWriter(capacity: 64)
            writer.append(run.variables[name]?.json ?? .null)
            add(name.utf8)
            add(writer.takeBytes())
        }
        return Array(hash.finalize())
    }

    /// Members in the order of their names: two texts of one input are one request.
    private static func withoutKey(_ input: JSONValue) -> JSONValue {
        guard case .object(let members) = input else { return input }
        return .object(members.filter { $0.key != "idempotencyKey" }).sorted
    }
}

extension JSONValue {
    /// The same value, the members of its objects in the order of their names.
    fileprivate var sorted: JSONValue {
        switch self {
        case .array(let items): .array(items.map(\.sorted))
        case .object(let members):
            .object(members.map { JSONMember($0.key, $0.value.sorted) }.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
        default: self
        }
    }
}
