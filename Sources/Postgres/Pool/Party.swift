/// For whom a request is, as far as connections are shared out fairly: a tenant, and whether it is a visitor's.
struct Party: Sendable, Hashable {
    /// 0 for the gateway's own work, and where there is one tenant only.
    let tenant: Int64
    let isVisitor: Bool

    init(tenant: Int64, isVisitor: Bool = false) {
        self.tenant = tenant
        self.isVisitor = isVisitor
    }

    /// Whether there are others to leave something to.
    var isShared: Bool { tenant != 0 }
}
