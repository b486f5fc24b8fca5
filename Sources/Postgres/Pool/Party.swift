/// For whom a request is, as far as connections are shared out fairly: a tenant, and whether it is a visitor's.
struct Party: Sendable, Hashable {
    let tenant: Int64
    let isVisitor: Bool

    init(tenant: Int64, isVisitor: Bool = false) {
        self.tenant = tenant
        self.isVisitor = isVisitor
    }
}
