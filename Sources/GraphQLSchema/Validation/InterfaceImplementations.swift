import GraphQLLanguage

extension SchemaValidator {
    /// What a type declares to implement it implements: interfaces, their interfaces, their fields (§3.6.1 IsValidImplementation).
    static func interfaceImplementations(_ validation: inout SchemaValidation) {
        for type in validation.ownTypes where type.fields != nil {
            var seen: Set<String> = []
            for name in type.interfaces {
                let places = validation.places.references(to: name, in: type.name)
                guard case .interface(let interface)? = validation.schema.type(named: name) else {
                    validation.report(
                        "Type \(type.name) must only implement Interface types, it cannot implement \(name).", at: places)
                    continue
                }
                if name == type.name {
                    validation.report(
                        "Type \(type.name) cannot implement itself because it would create a circular reference.", at: places)
                    continue
                }
                guard seen.insert(name).inserted else {
                    validation.report("Type \(type.name) can only implement \(name) once.", at: places)
                    continue
                }
                checkAncestors(of: type, interface, &validation)
                checkFields(of: type, interface, &validation)
            }
        }
    }

    private static func checkAncestors(of type: NamedType, _ interface: InterfaceType, _ validation: inout SchemaValidation) {
        for ancestor in interface.interfaces where !type.interfaces.contains(ancestor) {
            let places =
                validation.places.references(to: ancestor, in: interface.name)
                + validation.places.references(to: interface.name, in: type.name)
            validation.report(
                ancestor == type.name
                    ? "Type \(type.name) cannot implement \(interface.name) because it would create a circular reference."
                    : "Type \(type.name) must implement \(ancestor) because it is implemented by \(interface.name).",
                at: places)
        }
    }

    private static func checkFields(of type: NamedType, _ interface: InterfaceType, _ validation: inout SchemaValidation) {
        for expected in interface.fields {
            let expectedNode = validation.places.field(expected.name, of: interface.name)
            guard let field = type.fields?[expected.name] else {
                validation.report(
                    "Interface field \(interface.name).\(expected.name) expected but \(type.name) does not provide it.",
                    at: expectedNode.places { $0.offset } + validation.places.type(type.name))
                continue
            }
            let node = validation.places.field(field.name, of: type.name)
            if !validation.schema.isSubtype(field.type, of: expected.type) {
                validation.report(
                    """
                    Interface field \(interface.name).\(expected.name) expects type \(expected.type) \
                    but \(type.name).\(field.name) is type \(field.type).
                    """, at: expectedNode.places { $0.type.offset } + node.places { $0.type.offset })
            }
            checkArguments(of: field, in: type, expected, in: interface, &validation)
            if field.deprecationReason != nil, expected.deprecationReason == nil {
                validation.report(
                    """
                    Interface field \(interface.name).\(expected.name) is not deprecated, \
                    so implementation field \(type.name).\(field.name) must not be deprecated.
                    """, at: node.places { $0.directives.first { $0.name.value == "deprecated" }?.offset } + node.places { $0.type.offset })
            }
        }
    }

    private static func checkArguments(
        of field: FieldDefinition, in type: NamedType, _ expected: FieldDefinition, in interface: InterfaceType,
        _ validation: inout SchemaValidation
    ) {
        let owner = InputOwner.field(type: type.name, field: field.name)
        let expectedOwner = InputOwner.field(type: interface.name, field: field.name)
        let node = validation.places.field(field.name, of: type.name)
        for argument in expected.arguments {
            let expectedNode = validation.places.node(of: argument.name, in: expectedOwner)
            guard let own = field.arguments[argument.name] else {
                validation.report(
                    """
                    Interface field argument \(expectedOwner.coordinate(argument.name)) expected \
                    but \(type.name).\(field.name) does not provide it.
                    """, at: expectedNode.places { $0.offset } + node.places { $0.offset })
                continue
            }
            if own.type != argument.type {
                validation.report(
                    """
                    Interface field argument \(expectedOwner.coordinate(argument.name)) expects type \(argument.type) \
                    but \(owner.coordinate(argument.name)) is type \(own.type).
                    """,
                    at: expectedNode.places { $0.type.offset } + validation.places.node(of: own.name, in: owner).places { $0.type.offset })
            }
        }
        for argument in field.arguments where argument.isRequired && expected.arguments[argument.name] == nil {
            validation.report(
                """
                Argument "\(owner.coordinate(argument.name))" must not be required type "\(argument.type)" \
                if not provided by the Interface field "\(interface.name).\(field.name)".
                """,
                at: validation.places.node(of: argument.name, in: owner).places { $0.offset }
                    + validation.places.field(field.name, of: interface.name).places { $0.offset })
        }
    }
}

extension Schema {
    /// Whether a value of type `sub` can stand wherever one of type `base` is expected, wrappers included (covariance).
    package func isSubtype(_ sub: TypeReference, of base: TypeReference) -> Bool {
        switch (sub, base) {
        case (.nonNull(let sub), .nonNull(let base)): isSubtype(sub, of: base)
        case (.nonNull(let sub), _): isSubtype(sub, of: base)
        case (.list(let sub), .list(let base)): isSubtype(sub, of: base)
        case (.named(let sub), .named(let base)): isSubtype(sub, of: base)
        default: false
        }
    }
}
