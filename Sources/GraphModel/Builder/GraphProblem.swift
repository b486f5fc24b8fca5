package import GraphQLLanguage

/// Something in the catalog that makes the graph unsound, unsafe or less than it could be.
package struct GraphProblem: Error, Sendable, Hashable {
    /// Errors stop the build; warnings go to the log and to `souk doctor`.
    package enum Severity: String, Sendable, Hashable { case error, warning }

    /// Stable: scripts and alerts may match it.
    package var code: Code
    package var severity: Severity
    /// What it is about, kind first: `table public.merchant`, `column public.merchant.name`.
    package var object: String
    /// The place inside the object's comment, where a directive is to blame.
    package var location: SourceLocation?
    package var message: String
    /// What to do about it.
    package var remedy: String

    package init(
        _ code: Code, _ severity: Severity = .error, on object: String, at location: SourceLocation? = nil, _ message: String,
        remedy: String
    ) {
        self.code = code
        self.severity = severity
        self.object = object
        self.location = location
        self.message = message
        self.remedy = remedy
    }

    package enum Code: String, Sendable, Hashable, CaseIterable {
        // Directives
        case directiveSyntax = "DIRECTIVE_SYNTAX"
        case directiveUnknown = "DIRECTIVE_UNKNOWN"
        case directiveMisplaced = "DIRECTIVE_MISPLACED"
        case directiveRepeated = "DIRECTIVE_REPEATED"
        case directiveArgument = "DIRECTIVE_ARGUMENT"
        case directiveUnused = "DIRECTIVE_UNUSED"
        case columnUnknown = "COLUMN_UNKNOWN"
        case tableUnknown = "TABLE_UNKNOWN"
        case foreignKeyUnknown = "FOREIGN_KEY_UNKNOWN"
        case mutationUnknown = "MUTATION_UNKNOWN"
        case parameterUnknown = "PARAMETER_UNKNOWN"
        // Names
        case nameImpossible = "NAME_IMPOSSIBLE"
        case typeNameTaken = "TYPE_NAME_TAKEN"
        case fieldNameTaken = "FIELD_NAME_TAKEN"
        case enumValueTaken = "ENUM_VALUE_TAKEN"
        // Shape
        case noKey = "NO_KEY"
        case noFields = "NO_FIELDS"
        case interfaceField = "INTERFACE_FIELD"
        case lookupShape = "LOOKUP_SHAPE"
        case jsonShape = "JSON_SHAPE"
        case functionShape = "FUNCTION_SHAPE"
        case parameterShape = "PARAMETER_SHAPE"
        case graphEmpty = "GRAPH_EMPTY"
        case scopesConflict = "SCOPES_CONFLICT"
        // Safety
        case functionVolatile = "FUNCTION_VOLATILE"
        case functionNotExecutable = "FUNCTION_NOT_EXECUTABLE"
        case definerUndeclared = "DEFINER_UNDECLARED"
        case roleSuperuser = "ROLE_SUPERUSER"
        case roleBypassesRowSecurity = "ROLE_BYPASSES_ROW_SECURITY"
        case roleMayBecomeOwner = "ROLE_MAY_BECOME_OWNER"
        case roleOwnsTable = "ROLE_OWNS_TABLE"
        case noTenantColumn = "NO_TENANT_COLUMN"
        case tenantColumnNullable = "TENANT_COLUMN_NULLABLE"
        case rowSecurityOff = "ROW_SECURITY_OFF"
        case rowSecurityNotForced = "ROW_SECURITY_NOT_FORCED"
        case noPolicy = "NO_POLICY"
        case viewNotInvoker = "VIEW_NOT_INVOKER"
        case materializedView = "MATERIALIZED_VIEW"
        case foreignTable = "FOREIGN_TABLE"
        case partition = "PARTITION"
        case foreignKeyWithoutTenant = "FOREIGN_KEY_WITHOUT_TENANT"
        case uniqueWithoutTenant = "UNIQUE_WITHOUT_TENANT"
        case foreignKeyWithoutIndex = "FOREIGN_KEY_WITHOUT_INDEX"
        case indexNotLeakproof = "INDEX_NOT_LEAKPROOF"
    }
}

extension GraphProblem: CustomStringConvertible {
    /// One line for logs: `ROW_SECURITY_OFF table public.merchant: …  (do: …)`.
    package var description: String {
        let place = location.map { " (comment, line \($0.line), column \($0.column))" } ?? ""
        return "\(code.rawValue) \(object)\(place): \(message) \(remedy)"
    }
}

/// Why a catalog makes no graph: every problem there is, errors and warnings.
package struct GraphBuildError: Error, Sendable, CustomStringConvertible {
    package let problems: [GraphProblem]

    package init(problems: [GraphProblem]) {
        self.problems = problems
    }

    /// One line per problem, for the log of whoever runs the gateway.
    package var description: String {
        problems.map { "\($0.severity.rawValue) \($0)" }.joined(separator: "\n")
    }
}
