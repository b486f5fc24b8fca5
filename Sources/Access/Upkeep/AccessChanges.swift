/// What a look at the ledger found.
package struct AccessChanges: Sendable, Hashable {
    /// Another one than before once any token, grant, app or tenant may have changed.
    package let epoch: Int64
    /// The tenants of which something changed; nil where it may have been any.
    package let tenants: Set<Int64>?

    package init(epoch: Int64, tenants: Set<Int64>?) {
        self.epoch = epoch
        self.tenants = tenants
    }
}
