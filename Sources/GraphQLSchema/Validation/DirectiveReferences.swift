import GraphQLLanguage

/// A definition that a directive may lead to: of a directive or of an input type.
enum Referrer: Hashable {
    case directive(String)
    case type(String)
}

/// One definition's use of another: as the type of an argument or input field, or as a directive that is applied.
struct Reference {
    /// The coordinate of what refers: `@a(x:)`, `In.y`.
    let coordinate: String
    let target: Referrer
    /// Where it does; nil for what is built in.
    let place: SourceLocation?
}

extension SchemaValidation {
    /// What a definition refers to, in order, with what extensions of an enum or input object add.
    ///
    /// What an extension applies to a scalar is left out: the reference implementation holds it to be no part of what the scalar is.
    func references(from referrer: Referrer) -> [Reference] {
        switch referrer {
        case .directive(let name):
            let placed = places.directive(name)
            if let node = placed.node { return references(from: node.arguments, in: .directive(name), placed.source) }
            return schema.directives[name]?.arguments.map {
                Reference(
                    coordinate: InputOwner.directive(name).coordinate($0.name), target: .type($0.type.innermost), place: nil)
            } ?? []
        case .type(let name):
            let isScalar = if case .scalar? = schema.type(named: name) { true } else { false }
            let nodes = isScalar ? [places.definition(of: name)] : places.nodes(of: name)
            return nodes.flatMap { placed in placed.node.map { references(from: $0, placed.source) } ?? [] }
        }
    }

    private func references(from node: TypeDefinitionNode, _ source: SourceIndex) -> [Reference] {
        let name = node.name.value
        let own = references(from: node.directives, of: name, source)
        switch node.kind {
        case .scalar: return own
        case .enum(let values): return own + values.flatMap { references(from: $0.directives, of: "\(name).\($0.name.value)", source) }
        case .inputObject(let fields): return own + references(from: fields, in: .inputObject(name), source)
        case .object, .interface, .union: return []
        }
    }

    private func references(from values: [InputValueDefinitionNode], in owner: InputOwner, _ source: SourceIndex) -> [Reference] {
        values.flatMap { value in
            let coordinate = owner.coordinate(value.name.value)
            let type = value.type.innermost
            return [Reference(coordinate: coordinate, target: .type(type.value), place: source.location(at: type.offset))]
                + references(from: value.directives, of: coordinate, source)
        }
    }

    private func references(from directives: [Directive], of coordinate: String, _ source: SourceIndex) -> [Reference] {
        directives.map {
            Reference(coordinate: coordinate, target: .directive($0.name.value), place: source.location(at: $0.offset))
        }
    }
}
