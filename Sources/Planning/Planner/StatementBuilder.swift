import GraphModel
import GraphQLSchema
import PostgresTypes

/// Collects what one statement needs while it is planned: aliases and parameters.
final class StatementBuilder {
    private(set) var parameters: [Parameter] = []
    /// Whose rules the statement's rows follow.
    let viewer: ViewerKind
    private var aliases = 0
    private var viewerParameters: [ViewerFact: Parameter.ID] = [:]
    private var limitParameters: [String: Parameter.ID] = [:]

    init(tenancy: Tenancy, viewer: ViewerKind) {
        self.viewer = viewer
        if tenancy == .column {
            // Every table reference compares with it, so it is always there and always first.
            parameters.append(Parameter(source: .tenant, type: .int8, typeOID: 20))
        }
    }

    /// The parameter that holds the session's tenant; there is one wherever there are tenants.
    var tenantParameter: Parameter.ID { 0 }

    /// Tables that the statement reads so far.
    var tableCount: Int { aliases }

    func newAlias() -> Alias {
        aliases += 1
        return Alias(number: aliases)
    }

    func newParameter(_ source: Parameter.Source, for column: Column) -> Parameter.ID {
        newParameter(source, type: column.type, typeOID: column.typeOID)
    }

    /// The parameter that tells who the viewer is, one for all conditions. Its type is said: where the rows that it is about are not read after
    /// all, the statement does not speak of it.
    func viewerParameter(_ fact: ViewerFact) -> Parameter.ID {
        if let known = viewerParameters[fact] { return known }
        let parameter =
            switch fact {
            case .buyer, .merchant: newParameter(.viewer(fact), type: .int8, typeOID: TypeOID.int8)
            case .merchants:
                newParameter(
                    .viewer(fact), type: .array(element: .int8, elementOID: TypeOID.int8), typeOID: TypeOID.int8Array)
            }
        viewerParameters[fact] = parameter
        return parameter
    }

    /// The parameter that holds the things of a kind that the viewer is limited to; nil when the viewer is not.
    func limitParameter(of kind: String) -> Parameter.ID? {
        guard viewer.limitedKinds.contains(kind) else { return nil }
        if let known = limitParameters[kind] { return known }
        let type = PostgresType.array(element: .int8, elementOID: TypeOID.int8)
        let parameter = newParameter(.viewerLimit(kind: kind), type: type, typeOID: TypeOID.int8Array)
        limitParameters[kind] = parameter
        return parameter
    }

    /// A parameter that holds a list of the column's values, where the statement names the array's type.
    func newKeysParameter(_ source: Parameter.Source, for column: Column) -> Parameter.ID {
        newArrayParameter(source, of: column.type, elementOID: column.typeOID)
    }

    /// A parameter that holds a list of values that the column is compared with.
    func newValuesParameter(_ source: Parameter.Source, for column: Column) -> Parameter.ID {
        // These have no operators of their own: the server compares them as another type, whose array it then insists on.
        let compared =
            switch column.typeOID {
            case TypeOID.varchar: TypeOID.text
            case TypeOID.cidr: TypeOID.inet
            case let own: own
            }
        return newArrayParameter(source, of: column.type, elementOID: compared)
    }

    private func newArrayParameter(_ source: Parameter.Source, of element: PostgresType, elementOID: UInt32) -> Parameter.ID {
        // The server finds the array's type by itself: the column's type alone does not tell it.
        newParameter(source, type: .array(element: element, elementOID: elementOID), typeOID: 0)
    }

    /// Changes where a parameter's value comes from.
    func setSource(of parameter: Parameter.ID, to source: Parameter.Source) {
        parameters[parameter].source = source
    }

    /// The limit that a number of rows means: written out where the document has it, so that the server plans for it.
    func limit(_ size: PageSize, probe: Int = 0) -> RowLimit {
        switch size.source {
        case nil: .fixed(PageSize.standard + probe)
        case .constant(.int(let number), _)?: .fixed(min(max(number, 0), PageSize.maximum) + probe)
        default: .parameter(newParameter(.pageLimit(size, probe: probe), type: .int8, typeOID: TypeOID.int8))
        }
    }

    func newParameter(_ source: Parameter.Source, type: PostgresType, typeOID: UInt32) -> Parameter.ID {
        parameters.append(Parameter(source: source, type: type, typeOID: typeOID))
        return parameters.count - 1
    }
}
