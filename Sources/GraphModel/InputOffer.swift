/// Whether filters or orders may speak of something, and why.
package struct InputOffer: Sendable, Hashable {
    package enum Use: String, Sendable, Hashable { case filter, order }

    package var use: Use
    /// What it is about, kind first: `column public.merchant.name`, `field Merchant.products`.
    package var object: String
    package var isOffered: Bool
    /// What serves it, or why nothing does.
    package var reason: String
    /// What would open it; nil for what is offered.
    package var remedy: String?

    /// What it is about where only the lists that one field leads to are spoken of: `column public.order.total within Merchant.orders`.
    static func object(_ object: String, within field: String?) -> String { field.map { "\(object) within \($0)" } ?? object }

    package init(_ use: Use, of object: String, isOffered: Bool, _ reason: String, remedy: String? = nil) {
        self.use = use
        self.object = object
        self.isOffered = isOffered
        self.reason = reason
        self.remedy = remedy
    }
}

extension InputOffer: CustomStringConvertible {
    /// One line: `filter has column market.merchant.region: served by merchant_by_region`.
    package var description: String {
        "\(use.rawValue) \(isOffered ? "has" : "has not") \(object): \(reason)" + (remedy.map { ". \($0)" } ?? "")
    }
}
