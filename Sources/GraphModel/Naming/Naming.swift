/// The GraphQL names that tables, columns and keys have unless a directive gives them others.
enum Naming {
    /// Words at the end of a key column's name that say only that it is a key: `merchant_id` refers to the `merchant`.
    private static let keySuffixes: Set<String> = ["id", "uuid", "guid", "key", "code", "fk"]

    /// The object type of a table: `invoice_lines` → `InvoiceLine`; nil when no GraphQL name can be made of it.
    static func typeName(ofTable name: String) -> String? {
        let words = Words(of: name).singular
        return words.isEmpty ? nil : words.pascalCase
    }

    /// The by-key field of a type: `InvoiceLine` → `invoiceLine`.
    static func rowField(ofType name: String) -> String { Words(of: name).camelCase }

    /// The list field of a type: `InvoiceLine` → `invoiceLines`; `Staff`, which is its own plural, → `staffList`.
    static func listField(ofType name: String) -> String {
        let words = Words(of: name)
        let plural = words.plural
        return plural == words ? words.camelCase + "List" : plural.camelCase
    }

    /// The field of a column: `unit_price`, `UnitPrice` → `unitPrice`; nil when no GraphQL name can be made of it.
    static func field(ofColumn name: String) -> String? {
        let words = Words(of: name)
        return words.isEmpty ? nil : words.camelCase
    }

    /// The field that a single-column foreign key makes: `merchant_id` → `merchant`, `reports_to` → `reportsTo`; nil for a column that
    /// is called just `id`, which says nothing of what it refers to.
    static func reference(ofColumn name: String) -> Words? {
        var words = Words(of: name)
        if let last = words.list.last, keySuffixes.contains(last) { words.list.removeLast() }
        return words.isEmpty ? nil : words
    }

    /// The field back from a foreign key: `Merchant.campaigns`; when several keys lead the same way, the one that is not called after its
    /// target says which: `Address.ordersByBillingAddress`; `parent` of a table to itself leads back as `children`.
    static func backward(type: String, isToOne: Bool, forward: Words, isOnly: Bool, isSelf: Bool) -> String {
        if isSelf, forward.list.last == "parent" {
            return Words(forward.list.dropLast() + [isToOne ? "child" : "children"]).camelCase
        }
        let words = Words(of: type)
        let name = (isToOne ? words : words.plural).camelCase
        return isOnly && !isSelf ? name : "\(name)By\(forward.pascalCase)"
    }

    /// The enum value of a label: `cost_per_click` → `COST_PER_CLICK`; nil when no GraphQL name can be made of it.
    static func enumValue(ofLabel label: String) -> String? {
        let words = Words(of: label)
        return words.isEmpty ? nil : words.upperCase
    }

    /// Whether text is a GraphQL name that a graph may define: letters, digits and underscores, no digit first, no `__` in front.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(0x30...0x39).contains(first), !text.hasPrefix("__") else { return false }
        return text.utf8.allSatisfy { byte in
            byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
    }
}
