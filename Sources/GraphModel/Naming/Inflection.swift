/// The singular and plural of English nouns, in lower case; right for the nouns that name tables, and the same way back for the rest.
enum Inflection {
    /// Words whose plural follows no rule, singular first.
    private static let irregular: [(singular: String, plural: String)] = [
        ("person", "people"), ("child", "children"), ("man", "men"), ("woman", "women"), ("foot", "feet"), ("tooth", "teeth"),
        ("goose", "geese"), ("mouse", "mice"), ("ox", "oxen"), ("leaf", "leaves"), ("half", "halves"), ("shelf", "shelves"),
        ("knife", "knives"), ("life", "lives"), ("wife", "wives"), ("loaf", "loaves"), ("thief", "thieves"), ("wolf", "wolves"),
        ("calf", "calves"), ("self", "selves"), ("hero", "heroes"), ("potato", "potatoes"), ("tomato", "tomatoes"),
        ("echo", "echoes"), ("veto", "vetoes"), ("index", "indices"), ("matrix", "matrices"), ("vertex", "vertices"),
        ("analysis", "analyses"), ("crisis", "crises"), ("diagnosis", "diagnoses"), ("thesis", "theses"),
        ("hypothesis", "hypotheses"), ("axis", "axes"), ("criterion", "criteria"), ("phenomenon", "phenomena"),
        ("medium", "media"), ("datum", "data"), ("bacterium", "bacteria"), ("curriculum", "curricula"), ("alumnus", "alumni"),
        ("quiz", "quizzes"), ("move", "moves"), ("cookie", "cookies"), ("movie", "movies"), ("tie", "ties"), ("pie", "pies"),
        ("zombie", "zombies"), ("shoe", "shoes"), ("toe", "toes"), ("cache", "caches"), ("niche", "niches"), ("axe", "axes"),
        ("bus", "buses"), ("gas", "gases"), ("lens", "lenses"), ("canvas", "canvases"), ("atlas", "atlases"), ("alias", "aliases"),
        ("bias", "biases"), ("database", "databases"), ("phase", "phases"), ("case", "cases"), ("base", "bases"),
        ("purchase", "purchases"), ("release", "releases"), ("lease", "leases"), ("license", "licenses"), ("response", "responses"),
        ("expense", "expenses"), ("course", "courses"), ("house", "houses"), ("warehouse", "warehouses"), ("cause", "causes"),
        ("clause", "clauses"), ("use", "uses"), ("size", "sizes"), ("prize", "prizes"), ("exercise", "exercises"),
        ("franchise", "franchises"), ("promise", "promises"), ("premise", "premises"), ("nurse", "nurses"), ("horse", "horses"),
        ("purse", "purses"), ("universe", "universes"), ("rose", "roses"), ("nose", "noses"), ("dose", "doses"),
        ("sense", "senses"), ("defense", "defenses"), ("offense", "offenses"), ("showcase", "showcases"), ("surprise", "surprises"),
        ("enterprise", "enterprises"), ("advertise", "advertises"), ("noise", "noises"), ("choice", "choices"), ("pause", "pauses"),
        ("reverse", "reverses"), ("excuse", "excuses"), ("abuse", "abuses"), ("refuse", "refuses"), ("merchandise", "merchandise"),
    ]

    /// Words that are their own plural.
    private static let uncountable: Set<String> = [
        "series", "species", "news", "information", "equipment", "money", "rice", "fish", "sheep", "deer", "aircraft", "staff",
        "metadata", "feedback", "inventory_data", "software", "hardware", "furniture", "luggage", "advice", "research", "merchandise",
        "history_data", "traffic", "homework", "stuff", "content_data", "police", "sms", "gps", "os", "dns", "tls", "https", "css",
        "js", "aws", "sos", "cors", "pos", "analytics", "logistics", "statistics", "economics", "politics", "goods", "thanks",
        "headquarters", "means", "crossroads", "chassis", "corps",
    ]

    private static let pluralOf = Dictionary(irregular.map { ($0.singular, $0.plural) }, uniquingKeysWith: { first, _ in first })
    private static let singularOf = Dictionary(irregular.map { ($0.plural, $0.singular) }, uniquingKeysWith: { first, _ in first })

    /// Whether a word is its own plural: `staff`, `news`.
    static func isUncountable(_ word: String) -> Bool { uncountable.contains(word) || pluralOf[word] == word }

    /// The plural of a word; a word that is in the plural already stays as it is.
    static func plural(_ word: String) -> String {
        if uncountable.contains(word) || singularOf[word] != nil { return word }
        if let known = pluralOf[word] { return known }
        if singular(word) != word { return word }
        if word.hasSuffix("y"), let before = word.dropLast().last, !isVowel(before) { return word.dropLast() + "ies" }
        if ["s", "x", "z", "ch", "sh"].contains(where: word.hasSuffix) { return word + "es" }
        return word + "s"
    }

    /// The singular of a word; a word that is in the singular already stays as it is.
    static func singular(_ word: String) -> String {
        if uncountable.contains(word) || pluralOf[word] != nil { return word }
        if let known = singularOf[word] { return known }
        guard word.hasSuffix("s"), word.count > 2 else { return word }
        if ["ss", "us", "is"].contains(where: word.hasSuffix) { return word }
        if word.hasSuffix("ies"), word.count > 4 { return word.dropLast(3) + "y" }
        if ["sses", "shes", "ches", "xes", "zzes", "uses"].contains(where: word.hasSuffix) { return String(word.dropLast(2)) }
        return String(word.dropLast())
    }

    private static func isVowel(_ letter: Character) -> Bool { "aeiou".contains(letter) }
}
