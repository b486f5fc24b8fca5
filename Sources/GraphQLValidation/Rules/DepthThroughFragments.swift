import GraphQLLanguage

/// No operation is deeper than the limit, the fragments that it spreads counted where they are spread.
///
/// Not a rule of the specification: whoever walks a valid operation later may recurse.
enum DepthThroughFragments {
    static func check(_ context: inout ValidationContext) {
        let depths = FragmentDepths(context.fragments)
        for operation in context.operations where !context.isAborted {
            let depth = depths.depth(of: Outline(operation.selectionSet))
            if depth > context.limits.depth { context.abort("Document is nested too deeply. Validation aborted.", at: operation.offset) }
        }
    }
}

/// How deep a selection set is by itself, and how deep in it each fragment is spread.
private struct Outline {
    private(set) var depth = 0
    private(set) var spreads: [(name: String, depth: Int)] = []

    init(_ set: SelectionSet) {
        var open = [(set: set, depth: 1)]
        while let (set, level) = open.popLast() {
            depth = max(depth, level)
            for selection in set.selections {
                switch selection {
                case .field(let field): if let inner = field.selectionSet { open.append((inner, level + 1)) }
                case .inlineFragment(let fragment): open.append((fragment.selectionSet, level + 1))
                case .fragmentSpread(let spread): spreads.append((spread.name.value, level))
                }
            }
        }
    }
}

/// The depths of fragments, found without recursion: a chain of them can be longer than a stack is deep.
private struct FragmentDepths {
    private let outlines: [String: Outline]
    private var depths: [String: Int] = [:]

    init(_ fragments: [String: FragmentDefinition]) {
        outlines = fragments.mapValues { Outline($0.selectionSet) }
        for name in fragments.keys { measure(from: name) }
    }

    /// The depth of what has this outline. A fragment that leads back to itself, which another rule forbids, counts once.
    func depth(of outline: Outline) -> Int {
        outline.spreads.reduce(outline.depth) { max($0, $1.depth + (depths[$1.name] ?? 0)) }
    }

    private mutating func measure(from root: String) {
        var path: [(name: String, spreads: ArraySlice<(name: String, depth: Int)>)] = []
        var opened: Set<String> = []
        func isNew(_ name: String) -> Bool { outlines[name] != nil && depths[name] == nil && !opened.contains(name) }
        var next: String? = isNew(root) ? root : nil
        while true {
            if let name = next, let outline = outlines[name] {
                opened.insert(name)
                path.append((name, outline.spreads[...]))
            }
            guard var step = path.popLast() else { return }
            if let spread = step.spreads.popFirst() {
                path.append(step)
                next = isNew(spread.name) ? spread.name : nil
            } else {
                depths[step.name] = outlines[step.name].map { depth(of: $0) } ?? 0
                next = nil
            }
        }
    }
}
