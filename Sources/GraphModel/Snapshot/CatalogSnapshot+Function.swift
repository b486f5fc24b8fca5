extension CatalogSnapshot {
    /// A function whose comment asks to be in the graph.
    package struct Function: Sendable, Hashable {
        package enum Kind: String, Sendable, Hashable {
            case function, procedure, aggregate, window
        }

        package enum Volatility: String, Sendable, Hashable {
            case immutable, stable, volatile
        }

        package struct Parameter: Sendable, Hashable {
            package enum Mode: String, Sendable, Hashable {
                case `in`, out, `inout`, variadic
                /// A column of `RETURNS TABLE`.
                case table
            }

            /// Empty when it has none.
            package var name: String
            package var mode: Mode
            package var typeOID: UInt32
            /// The type's name as a cast writes it.
            package var sqlType: String
            package var hasDefault: Bool

            package init(name: String, mode: Mode = .in, typeOID: UInt32, sqlType: String, hasDefault: Bool = false) {
                self.name = name
                self.mode = mode
                self.typeOID = typeOID
                self.sqlType = sqlType
                self.hasDefault = hasDefault
            }

            /// Whether a call gives it a value.
            package var isInput: Bool { mode == .in || mode == .inout || mode == .variadic }
            /// Whether the result has a column of it.
            package var isOutput: Bool { mode == .out || mode == .inout || mode == .table }
        }

        package var oid: UInt32
        package var schema: String
        package var name: String
        package var kind: Kind
        /// In declared order, inputs and outputs.
        package var parameters: [Parameter]
        /// The type of the result, or of each of its rows.
        package var returnTypeOID: UInt32
        package var returnSQLType: String
        package var returnsSet: Bool
        package var volatility: Volatility
        /// Whether it gives null, or no rows, as soon as an input is null.
        package var isStrict: Bool
        /// Whether it runs with its owner's rights.
        package var isSecurityDefiner: Bool
        /// Whether it sets its own `search_path`.
        package var pinsSearchPath: Bool
        /// Whether the login role may call it.
        package var isExecutable: Bool
        /// Whether its schema has another function of its name.
        package var isOverloaded: Bool
        package var comment: String?

        package init(
            oid: UInt32, schema: String = "public", name: String, kind: Kind = .function, parameters: [Parameter] = [],
            returnTypeOID: UInt32, returnSQLType: String, returnsSet: Bool = false, volatility: Volatility = .stable,
            isStrict: Bool = false, isSecurityDefiner: Bool = false, pinsSearchPath: Bool = false, isExecutable: Bool = true,
            isOverloaded: Bool = false, comment: String? = nil
        ) {
            self.oid = oid
            self.schema = schema
            self.name = name
            self.kind = kind
            self.parameters = parameters
            self.returnTypeOID = returnTypeOID
            self.returnSQLType = returnSQLType
            self.returnsSet = returnsSet
            self.volatility = volatility
            self.isStrict = isStrict
            self.isSecurityDefiner = isSecurityDefiner
            self.pinsSearchPath = pinsSearchPath
            self.isExecutable = isExecutable
            self.isOverloaded = isOverloaded
            self.comment = comment
        }

        /// Its name as problems and logs write it: `market.search_products`.
        package var qualifiedName: String { "\(schema).\(name)" }

        /// What a call gives values to, in declared order.
        package var inputs: [Parameter] { parameters.filter(\.isInput) }
        /// The columns of its rows, where the function itself declares them.
        package var outputs: [Parameter] { parameters.filter(\.isOutput) }
    }
}
