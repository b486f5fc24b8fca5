import GraphQLLanguage

/// Reads the comment of one object of the catalog: description, directives, and what is wrong with them.
struct DirectiveReader {
    let place: DirectivePlace
    /// Kind and name of the object, for problems: `table public.merchant`.
    let object: String

    /// What the comment says, and every problem in it; a directive with a problem is left out.
    func read(_ comment: String?) -> (annotations: Annotations, problems: [GraphProblem]) {
        guard let comment else { return (Annotations(), []) }
        do throws(CommentText.Mistake) {
            let text = try CommentText(comment)
            var annotations = Annotations(description: text.description)
            var problems: [GraphProblem] = []
            var seen: Set<String> = []
            for (directive, location) in text.directives {
                do throws(GraphProblem) {
                    let rule = try rule(for: directive, at: location)
                    if !seen.insert(rule.name).inserted, !rule.isRepeatable { throw repeated(rule, at: location) }
                    let arguments = try arguments(of: directive, by: rule, at: location)
                    // What functions of the database read as it stands has no escapes that they would have to know.
                    if rule.arguments.contains(where: { $0.kind == .plainText }), comment.contains("\\") {
                        throw mistake("There is a backslash in the comment.", rule, at: location)
                    }
                    annotations.apply(rule.name, arguments, at: location)
                } catch {
                    problems.append(error)
                }
            }
            return (annotations, problems)
        } catch {
            let problem = GraphProblem(
                .directiveSyntax, on: object, at: error.location, error.message,
                remedy: "Write directives as GraphQL does, at the end of the comment: @name(as: \"contact\") @deprecated.")
            return (Annotations(), [problem])
        }
    }

    private func rule(for directive: Directive, at location: SourceLocation) throws(GraphProblem) -> DirectiveRule {
        let rules = DirectiveRule.rules(named: directive.name.value)
        if let rule = rules.first(where: { $0.places.contains(place) }) { return rule }
        let allowed = DirectiveRule.all.filter { $0.places.contains(place) }.map { "@\($0.name)" }.joined(separator: ", ")
        let remedy = "On a \(place.rawValue) there may be \(allowed)."
        guard rules.isEmpty else {
            let places = rules.flatMap(\.places).map(\.rawValue).joined(separator: ", ")
            throw GraphProblem(
                .directiveMisplaced, on: object, at: location, "@\(directive.name.value) may stand on: \(places).", remedy: remedy)
        }
        throw GraphProblem(
            .directiveUnknown, on: object, at: location, "There is no directive @\(directive.name.value).", remedy: remedy)
    }

    private func repeated(_ rule: DirectiveRule, at location: SourceLocation) -> GraphProblem {
        GraphProblem(
            .directiveRepeated, on: object, at: location, "@\(rule.name) may stand here only once.", remedy: "Leave one of them.")
    }

    private func arguments(
        of directive: Directive, by rule: DirectiveRule, at location: SourceLocation
    ) throws(GraphProblem) -> DirectiveArguments {
        var result = DirectiveArguments()
        for argument in directive.arguments {
            let name = argument.name.value
            guard let known = rule.arguments.first(where: { $0.name == name }) else {
                throw mistake("@\(rule.name) has no argument \(name).", rule, at: location)
            }
            guard result.texts[name] == nil else { throw mistake("\(name) is given twice.", rule, at: location) }
            guard let texts = Self.texts(of: argument.value, as: known.kind) else {
                throw mistake("\(name) must be \(known.kind.expectation).", rule, at: location)
            }
            result.texts[name] = texts
        }
        for argument in rule.arguments where argument.isRequired && result.texts[argument.name] == nil {
            throw mistake("@\(rule.name) needs \(argument.name).", rule, at: location)
        }
        if rule.needsArgument, result.texts.isEmpty { throw mistake("@\(rule.name) says nothing without an argument.", rule, at: location) }
        return result
    }

    private func mistake(_ message: String, _ rule: DirectiveRule, at location: SourceLocation) -> GraphProblem {
        let usage = rule.arguments.map { "\($0.name): \($0.kind.expectation)\($0.isRequired ? "" : " (may be left out)")" }
        let remedy = usage.isEmpty ? "It takes no arguments here." : "It takes \(usage.joined(separator: "; "))."
        return GraphProblem(.directiveArgument, on: object, at: location, message, remedy: remedy)
    }

    private static func texts(of value: Value, as kind: DirectiveRule.Argument.Kind) -> [String]? {
        switch (kind, value.kind) {
        case (.name, .string(let text, _)): Naming.isName(text) ? [text] : nil
        case (.text, .string(let text, _)): text.isEmpty ? nil : [text]
        case (.plainText, .string(let text, false)): text.isEmpty || text.contains { "\"\\\n".contains($0) } ? nil : [text]
        case (.count, .int(let digits)): Int(digits).flatMap { $0 >= 0 ? [digits] : nil }
        case (.texts, .list(let items)): items.isEmpty ? nil : all(items, as: .text)
        case (.choice(let names), .enumValue(let name)): names.contains(name) ? [name] : nil
        case (.choices(let names), .list(let items)): items.isEmpty ? nil : all(items, as: .choice(names))
        default: nil
        }
    }

    private static func all(_ items: [Value], as kind: DirectiveRule.Argument.Kind) -> [String]? {
        let texts = items.compactMap { Self.texts(of: $0, as: kind)?.first }
        return texts.count == items.count ? texts : nil
    }
}
