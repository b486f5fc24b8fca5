extension SchemaDiff {
    mutating func compareDirectives() {
        let directives = Difference(Array(old.directives), Array(new.directives))
        for directive in directives.removed { add(.directiveRemoved, "Directive @\(directive.name) was removed.") }
        for directive in directives.added { add(.directiveAdded, "Directive @\(directive.name) was added.") }
        for (before, after) in directives.kept {
            compareArguments(of: before, after)
            if before.isRepeatable && !after.isRepeatable {
                add(.directiveRepeatableRemoved, "Repeatable flag was removed from @\(before.name).")
            } else if after.isRepeatable && !before.isRepeatable {
                add(.directiveRepeatableAdded, "Repeatable flag was added to @\(before.name).")
            }
            for location in before.locations where !after.locations.contains(location) {
                add(.directiveLocationRemoved, "\(location.rawValue) was removed from @\(before.name).")
            }
            for location in after.locations where !before.locations.contains(location) {
                add(.directiveLocationAdded, "\(location.rawValue) was added to @\(before.name).")
            }
            compareDescriptions(before.description, after.description, of: "@\(before.name)")
        }
    }

    private mutating func compareArguments(of old: DirectiveDefinition, _ new: DirectiveDefinition) {
        let arguments = Difference(Array(old.arguments), Array(new.arguments))
        for argument in arguments.added {
            argument.isRequired
                ? add(.requiredDirectiveArgumentAdded, "A required argument @\(old.name)(\(argument.name):) was added.")
                : add(.optionalDirectiveArgumentAdded, "An optional argument @\(old.name)(\(argument.name):) was added.")
        }
        for argument in arguments.removed {
            add(.directiveArgumentRemoved, "Argument @\(old.name)(\(argument.name):) was removed.")
        }
        for (before, after) in arguments.kept { compareArgument("@\(old.name)(\(before.name):)", before, after) }
    }
}
