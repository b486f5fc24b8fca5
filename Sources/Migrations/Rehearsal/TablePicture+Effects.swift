extension TablePicture {
    /// What happened to each table of `known` (names by OID) from `before` to this picture, in the order of the names.
    func effects(since before: TablePicture, on known: [String: String], seesLocks: Bool) -> [TableEffect] {
        known.compactMap { oid, name in effect(on: oid, called: name, since: before, seesLocks: seesLocks) }.sorted { $0.table < $1.table }
    }

    private func effect(on oid: String, called name: String, since before: TablePicture, seesLocks: Bool) -> TableEffect? {
        guard let earlier = before.tables[oid] else { return nil }
        let later = tables[oid]
        let held = locks[oid, default: []]
        let lock = seesLocks ? held.subtracting(before.locks[oid, default: []]).max() : nil
        let changes = changes(of: oid, since: before)
        let effect = TableEffect(
            table: name, lock: lock, held: seesLocks ? held.max() : nil,
            // A constraint that holds for the rows there are was checked on each of them, by whatever plan.
            isScanned: (later?.scans ?? 0) > earlier.scans || changes.contains(where: \.checksRows),
            isRewritten: later.map { $0.file != earlier.file } ?? false, changes: changes)
        let isQuiet = lock ?? .accessShare == .accessShare && !effect.isScanned && !effect.isRewritten && changes.isEmpty
        return isQuiet ? nil : effect
    }

    private func changes(of oid: String, since before: TablePicture) -> [TableChange] {
        guard tables[oid] != nil else { return [.dropped] }
        let gone = before.parts.filter { $0.key.table == oid && parts[$0.key] == nil }.compactMap { Self.loss(of: $0.value) }
        let come = parts.filter { $0.key.table == oid }.compactMap { Self.change(from: before.parts[$0.key], to: $0.value) }
        return (gone + come).sorted { "\($0)" < "\($1)" }
    }

    private static func loss(of part: Part) -> TableChange? {
        part.kind == .column ? .columnDropped(part.name) : nil
    }

    private static func change(from old: Part?, to new: Part) -> TableChange? {
        switch (new.kind, old) {
        case (.index, nil): .indexAdded(new.name)
        case (.column, nil):
            .columnAdded(new.name, new.hasDefault ? .byDefault : new.isStrict ? .missing : .null)
        case (.column, let old?) where old.type != new.type: .columnRetyped(new.name, from: old.type, to: new.type)
        case (.column, let old?) where new.isStrict && !old.isStrict: .columnNotNull(new.name)
        case (.constraint(let kind), nil):
            new.isStrict ? .constraintAdded(new.name, kind) : .constraintAddedUnchecked(new.name, kind)
        case (.constraint, let old?) where new.isStrict && !old.isStrict: .constraintValidated(new.name)
        default: nil
        }
    }
}

extension TableChange {
    fileprivate var checksRows: Bool {
        switch self {
        case .constraintAdded(_, .foreignKey), .constraintAdded(_, .check), .constraintValidated: true
        default: false
        }
    }
}
