/// The problems found so far while a graph is built.
struct Problems {
    private(set) var all: [GraphProblem] = []
    /// Whether what a foreign database cannot know of, our directives, is only worth a warning.
    let forgivesComments: Bool

    init(forgivesComments: Bool) {
        self.forgivesComments = forgivesComments
    }

    mutating func report(_ problem: GraphProblem) {
        var problem = problem
        if forgivesComments, [.directiveUnknown, .directiveSyntax].contains(problem.code) { problem.severity = .warning }
        all.append(problem)
    }

    mutating func report(_ problems: [GraphProblem]) {
        for problem in problems { report(problem) }
    }

    var hasErrors: Bool { all.contains { $0.severity == .error } }
}
