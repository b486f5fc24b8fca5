/// What two lists of named members have in common and what not, each in its order.
struct Difference<Element: Member> {
    let added: [Element]
    let removed: [Element]
    let kept: [(old: Element, new: Element)]

    init(_ old: [Element], _ new: [Element]) {
        let before = Members(old), after = Members(new)
        added = new.filter { before[$0.name] == nil }
        removed = old.filter { after[$0.name] == nil }
        kept = old.compactMap { element in after[element.name].map { (element, $0) } }
    }
}
