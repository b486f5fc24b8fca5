import Testing

@testable import GraphModel

@Suite struct InflectionTests {
    static let nouns: [(String, String)] = [
        ("artist", "artists"), ("category", "categories"), ("day", "days"), ("box", "boxes"), ("address", "addresses"),
        ("batch", "batches"),
        ("dish", "dishes"), ("person", "people"), ("child", "children"), ("index", "indices"), ("analysis", "analyses"),
        ("status", "statuses"), ("bonus", "bonuses"), ("bus", "buses"), ("purchase", "purchases"), ("case", "cases"), ("base", "bases"),
        ("house", "houses"), ("size", "sizes"), ("quiz", "quizzes"), ("movie", "movies"), ("company", "companies"), ("follow", "follows"),
        ("territory", "territories"), ("hero", "heroes"), ("photo", "photos"), ("medium", "media"), ("response", "responses"),
        ("wish", "wishes"), ("tax", "taxes"), ("leaf", "leaves"), ("browse", "browses"), ("process", "processes"), ("cause", "causes"),
        ("virus", "viruses"), ("campus", "campuses"), ("city", "cities"), ("key", "keys"), ("employee", "employees"), ("fee", "fees"),
        ("gas", "gases"), ("lens", "lenses"), ("voucher", "vouchers"), ("search", "searches"), ("image", "images"), ("page", "pages"),
    ]

    @Test("A noun has its plural, and the plural its singular", arguments: nouns)
    func inflects(singular: String, plural: String) {
        #expect(Inflection.plural(singular) == plural)
        #expect(Inflection.singular(plural) == singular)
    }

    @Test("A word that is in the wanted number already stays as it is", arguments: nouns)
    func keeps(singular: String, plural: String) {
        #expect(Inflection.plural(plural) == plural)
        #expect(Inflection.singular(singular) == singular)
    }

    @Test("Some words are their own plural", arguments: ["staff", "news", "series", "species", "feedback", "sms", "merchandise"])
    func uncountable(word: String) {
        #expect(Inflection.plural(word) == word)
        #expect(Inflection.singular(word) == word)
    }
}
