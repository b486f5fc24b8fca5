/// What everybody may know of an app that is registered: who asks, and where people may be sent back to.
package struct OAuthClient: Sendable, Hashable {
    package let id: String
    package let tenant: Int64
    /// The marketplace's name for people.
    package let tenantTitle: String
    package let name: String
    package let publisher: String?
    package let redirectURIs: [String]

    package init(id: String, tenant: Int64, tenantTitle: String, name: String, publisher: String?, redirectURIs: [String]) {
        self.id = id
        self.tenant = tenant
        self.tenantTitle = tenantTitle
        self.name = name
        self.publisher = publisher
        self.redirectURIs = redirectURIs
    }

    // client-id = "app_" 32( digit / "a" - "f" )
    /// Whether an id is of the form that the database gives out: nothing else is asked for.
    static func isID(_ text: String) -> Bool {
        text.utf8.count == 36 && text.hasPrefix("app_")
            && text.utf8.dropFirst(4).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}

/// How a client proves itself: its id, and its secret unless it is one that can keep none.
package struct ClientCredentials: Sendable, Hashable {
    package let id: String
    package let secret: RandomSecret?

    package init(id: String, secret: String?) {
        self.id = id
        self.secret = secret.map { RandomSecret($0) }
    }
}

/// A shop that a viewer owns.
package struct OwnedShop: Sendable, Hashable {
    package let id: Int64
    package let name: String

    package init(id: Int64, name: String) {
        self.id = id
        self.name = name
    }
}
