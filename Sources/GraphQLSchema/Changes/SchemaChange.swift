/// One difference between two schemas, as its clients see it.
package struct SchemaChange: Sendable, Hashable {
    /// What a change may do to operations that were valid before it.
    package enum Severity: String, Sendable, Hashable, CaseIterable {
        /// Some may be refused now.
        case breaking
        /// All go on, and some may answer with what their clients do not expect.
        case dangerous
        /// All go on and answer as before.
        case safe
    }

    /// The stable name of a kind of change.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case typeRemoved = "TYPE_REMOVED"
        case typeChangedKind = "TYPE_CHANGED_KIND"
        case typeRemovedFromUnion = "TYPE_REMOVED_FROM_UNION"
        case valueRemovedFromEnum = "VALUE_REMOVED_FROM_ENUM"
        case requiredInputFieldAdded = "REQUIRED_INPUT_FIELD_ADDED"
        case implementedInterfaceRemoved = "IMPLEMENTED_INTERFACE_REMOVED"
        case fieldRemoved = "FIELD_REMOVED"
        case fieldChangedKind = "FIELD_CHANGED_KIND"
        case requiredArgumentAdded = "REQUIRED_ARG_ADDED"
        case argumentRemoved = "ARG_REMOVED"
        case argumentChangedKind = "ARG_CHANGED_KIND"
        case directiveRemoved = "DIRECTIVE_REMOVED"
        case directiveArgumentRemoved = "DIRECTIVE_ARG_REMOVED"
        case requiredDirectiveArgumentAdded = "REQUIRED_DIRECTIVE_ARG_ADDED"
        case directiveRepeatableRemoved = "DIRECTIVE_REPEATABLE_REMOVED"
        case directiveLocationRemoved = "DIRECTIVE_LOCATION_REMOVED"
        case rootTypeChanged = "ROOT_TYPE_CHANGED"
        case oneOfAdded = "ONE_OF_ADDED"

        case valueAddedToEnum = "VALUE_ADDED_TO_ENUM"
        case typeAddedToUnion = "TYPE_ADDED_TO_UNION"
        case optionalInputFieldAdded = "OPTIONAL_INPUT_FIELD_ADDED"
        case optionalArgumentAdded = "OPTIONAL_ARG_ADDED"
        case implementedInterfaceAdded = "IMPLEMENTED_INTERFACE_ADDED"
        case argumentDefaultChanged = "ARG_DEFAULT_VALUE_CHANGE"
        case inputFieldDefaultChanged = "INPUT_FIELD_DEFAULT_VALUE_CHANGE"
        case specifiedByChanged = "SPECIFIED_BY_CHANGED"

        case typeAdded = "TYPE_ADDED"
        case fieldAdded = "FIELD_ADDED"
        case fieldChangedSafely = "FIELD_CHANGED_KIND_SAFE"
        case argumentChangedSafely = "ARG_CHANGED_KIND_SAFE"
        case argumentDefaultAdded = "ARG_DEFAULT_VALUE_ADDED"
        case inputFieldDefaultAdded = "INPUT_FIELD_DEFAULT_VALUE_ADDED"
        case directiveAdded = "DIRECTIVE_ADDED"
        case optionalDirectiveArgumentAdded = "OPTIONAL_DIRECTIVE_ARG_ADDED"
        case directiveRepeatableAdded = "DIRECTIVE_REPEATABLE_ADDED"
        case directiveLocationAdded = "DIRECTIVE_LOCATION_ADDED"
        case rootTypeAdded = "ROOT_TYPE_ADDED"
        case oneOfRemoved = "ONE_OF_REMOVED"
        case descriptionChanged = "DESCRIPTION_CHANGED"
        case deprecationChanged = "DEPRECATION_CHANGED"

        package var severity: Severity {
            switch self {
            case .typeRemoved, .typeChangedKind, .typeRemovedFromUnion, .valueRemovedFromEnum, .requiredInputFieldAdded,
                .implementedInterfaceRemoved, .fieldRemoved, .fieldChangedKind, .requiredArgumentAdded, .argumentRemoved,
                .argumentChangedKind, .directiveRemoved, .directiveArgumentRemoved, .requiredDirectiveArgumentAdded,
                .directiveRepeatableRemoved, .directiveLocationRemoved, .rootTypeChanged, .oneOfAdded:
                .breaking
            case .valueAddedToEnum, .typeAddedToUnion, .optionalInputFieldAdded, .optionalArgumentAdded, .implementedInterfaceAdded,
                .argumentDefaultChanged, .inputFieldDefaultChanged, .specifiedByChanged:
                .dangerous
            case .typeAdded, .fieldAdded, .fieldChangedSafely, .argumentChangedSafely, .argumentDefaultAdded, .inputFieldDefaultAdded,
                .directiveAdded, .optionalDirectiveArgumentAdded, .directiveRepeatableAdded, .directiveLocationAdded,
                .rootTypeAdded, .oneOfRemoved, .descriptionChanged, .deprecationChanged:
                .safe
            }
        }
    }

    package let kind: Kind
    package let description: String

    package var severity: Severity { kind.severity }
}
