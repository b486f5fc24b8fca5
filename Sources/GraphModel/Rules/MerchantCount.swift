/// How many merchants a viewer acts for, as far as statements differ by it.
package enum MerchantCount: Sendable, Hashable {
    /// An index has the rows of that one in their order, where those of several have to be sorted.
    case one
    /// None, or so few that what a relation opens to all of them is looked up by keys.
    case few
    case many

    /// Of 600,000 contacts, 8 shops of the mean size found their first page in 10 ms by keys and in 1,000 by asking row after row (16: 20 and
    /// 234; 2: 2 and 7,000); the 8 largest in 660 and 5.
    private static let fewAtMost = 8

    package init(_ count: Int) {
        self = count == 1 ? .one : count <= Self.fewAtMost ? .few : .many
    }
}
