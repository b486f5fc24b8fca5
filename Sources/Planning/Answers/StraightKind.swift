import GraphQLExecution
package import PostgresTypes

/// How a field is written straight from a row's cells.
package enum StraightKind {
    /// A cell of a plain type.
    case cell(PlainType)
    /// A global id whose key is one cell of `int8`; the table's extra bytes are what the id begins with.
    case numberID
    /// JSON that is known beforehand: the table's extra bytes.
    case constant
    /// An object of the same row, which is there where a cell is not null.
    case object

    private static let numberIDCode: UInt8 = 100
    private static let constantCode: UInt8 = 101

    @inline(__always)
    package init?(code: UInt8) {
        switch code {
        case Self.numberIDCode: self = .numberID
        case Self.constantCode: self = .constant
        case StraightFields.objectKind: self = .object
        default:
            guard let type = PlainType(rawValue: code) else { return nil }
            self = .cell(type)
        }
    }

    fileprivate var code: UInt8 {
        switch self {
        case .cell(let type): type.rawValue
        case .numberID: Self.numberIDCode
        case .constant: Self.constantCode
        case .object: StraightFields.objectKind
        }
    }
}

extension StraightFields {
    /// The table of an object whose fields are read from a row's cells.
    convenience init?(_ fields: [FieldShape], readers: [FieldReader]) {
        self.init(fields) { shape in
            switch shape.content {
            case .constant(let text): return .value(kind: StraightKind.constant.code, slot: 0, extra: text)
            case .object(let inner) where shape.nonNull.count == 1:
                guard case .sameRow(let presence) = readers[shape.slot], let table = inner.straight, table.isWhole else { return nil }
                return .object(table, slot: presence)
            case .leaf where shape.nonNull.count == 1: break
            default: return nil
            }
            switch readers[shape.slot] {
            case .leaf(let slot, let reader):
                guard reader.enumNames == nil, let type = PlainType(reader.type) else { return nil }
                return .value(kind: StraightKind.cell(type).code, slot: slot)
            case .globalID(let reader):
                guard reader.key.count == 1, case .int8 = reader.key[0].type else { return nil }
                return .value(
                    kind: StraightKind.numberID.code, slot: reader.key[0].slot, extra: reader.prefix + [GlobalID.separator])
            default: return nil
            }
        }
    }
}
