import ArgumentParser

/// The roles a token can have, with what each must say of itself.
enum TokenRole: String, ExpressibleByArgument, CaseIterable {
    case anonymous, buyer, merchant, partner, `operator`

    /// Refuses what the database would refuse too, but in words that name the option to add.
    func check(_ order: TokenOrder) throws {
        switch self {
        case .buyer where order.subject.flatMap({ Int64($0) }) == nil:
            guard let subject = order.subject else { throw CommandError("A buyer's token names the buyer: say --subject with an id.") }
            throw CommandError("A buyer's --subject is the buyer's id, a number, and not '\(subject)'.")
        case .merchant where order.merchants.isEmpty, .partner where order.merchants.isEmpty:
            throw CommandError("A \(rawValue)'s token names the shops it acts for: say --merchant with an id.")
        default: break
        }
    }
}
