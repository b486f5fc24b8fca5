import Access
import GraphModel
import GraphQLLanguage
import GraphQLValidation

/// The viewers of a graph for whom a document can be valid: those of each role, with all scopes, with none, and partners with all but one,
/// since what one viewer must give another may not even have.
struct DocumentReaders {
    private let graph: Graph
    private let viewers: [Principal]
    private let views = AccessViews()

    init(of graph: Graph) {
        self.graph = graph
        let scopes = graph.knownScopes.sorted()
        let withAll = Role.allCases.map { Principal(tenant: 0, role: $0, scopes: $0 == .partner ? scopes : nil) }
        let withNone = Role.allCases.map { Principal(tenant: 0, role: $0, scopes: []) }
        let withAllButOne = graph.partnerScopes.map { one in
            Principal(tenant: 0, role: .partner, scopes: scopes.filter { $0 != one })
        }
        viewers = withAll + withNone + withAllButOne
    }

    /// The roles of which somebody can run the document.
    func roles(of document: Document) -> Set<Role> {
        viewers.reduce(into: []) { roles, viewer in
            if !roles.contains(viewer.role), error(in: document, for: viewer) == nil { roles.insert(viewer.role) }
        }
    }

    /// Whether anybody can run the document.
    func areAny(of document: Document) -> Bool {
        viewers.contains { error(in: document, for: $0) == nil }
    }

    /// The first thing that is wrong with a document for whoever has most of a role; nil when nothing is.
    func error(in document: Document, for role: Role) -> GraphQLError? {
        viewers.first { $0.role == role }.flatMap { error(in: document, for: $0) }
    }

    private func error(in document: Document, for viewer: Principal) -> GraphQLError? {
        Validator.validate(document, schema: views.view(of: graph, for: viewer).schema).first
    }
}
