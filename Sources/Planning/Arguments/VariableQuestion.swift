package import GraphQLExecution
package import GraphQLSchema

/// Something that planning wanted to know about a variable's value.
///
/// A plan holds for every request whose variables answer its questions alike: values that are parameters are never asked
/// about, so they do not split the plan.
package struct VariableQuestion: Sendable, Hashable {
    package enum Aspect: Sendable, Hashable {
        /// Absent, null, or given.
        case presence
        /// Which input fields it has, all the way down, but not the scalars in them, nor what is in these places: single values, whatever
        /// fields they have.
        case structure(except: [[InputStep]])
        /// The whole value.
        case value
        /// The type that a global id, or each of a list of them, names.
        case nodeType
    }

    package var variable: String
    package var path: [InputStep]
    package var aspect: Aspect

    /// The answer, as a value that can be compared.
    package func answer(in variables: Variables) -> ConstValue {
        guard let value = variables.value(of: variable, at: path) else { return .enumValue("absent") }
        return
            switch aspect
        {
        case .presence: value == .null ? .null : .enumValue("given")
        case .structure(let places): Self.structure(of: value, except: places)
        case .value: value
        case .nodeType: Self.nodeTypes(of: value)
        }
    }

    private static func structure(of value: ConstValue, except places: [[InputStep]]) -> ConstValue {
        func structure(of inner: ConstValue, at step: InputStep) -> ConstValue {
            Self.structure(of: inner, except: places.isEmpty ? [] : places.filter { $0.first == step }.map { Array($0.dropFirst()) })
        }
        if value != .null, places.contains(where: \.isEmpty) { return .enumValue("given") }
        switch value {
        case .null: return .null
        case .object(let fields): return .object(fields.map { (name: $0.name, value: structure(of: $0.value, at: .field($0.name))) })
        case .list(let items):
            // A list of scalars is one parameter, however long; a list of objects is a condition for each.
            guard items.contains(where: { if case .object = $0 { true } else { false } }) else { return .enumValue("list") }
            return .list(items.enumerated().map { structure(of: $0.element, at: .index($0.offset)) })
        default: return .enumValue("given")
        }
    }

    private static func nodeTypes(of value: ConstValue) -> ConstValue {
        switch value {
        case .list(let items):
            // Which types occur, not in which order: each type has one statement.
            .list(Set(items.map { GlobalID($0)?.typeName ?? "" }).sorted().map(ConstValue.string))
        default: .string(GlobalID(value)?.typeName ?? "")
        }
    }
}

/// The questions that one run of the planner asked, with the answers it was given.
package struct VariableReads: Sendable {
    package private(set) var questions: [(question: VariableQuestion, answer: ConstValue)] = []
    private var asked: Set<VariableQuestion> = []

    /// Whether these variables answer every question as the planner's own variables did.
    package func hold(for variables: Variables) -> Bool {
        questions.allSatisfy { $0.question.answer(in: variables) == $0.answer }
    }

    /// Whether there was nothing to ask: whatever the variables are.
    package var holdForAll: Bool { questions.isEmpty }

    mutating func add(_ other: VariableReads) {
        for (question, answer) in other.questions where asked.insert(question).inserted { questions.append((question, answer)) }
    }

    mutating func record(_ question: VariableQuestion, in variables: Variables) {
        guard asked.insert(question).inserted else { return }
        questions.append((question, question.answer(in: variables)))
    }
}
