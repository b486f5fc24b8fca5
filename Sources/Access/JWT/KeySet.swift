/// The keys that are accepted at one moment.
struct KeySet: Sendable {
    private let keys: [VerificationKey]

    init(_ keys: [VerificationKey] = []) {
        self.keys = keys
    }

    func has(_ algorithm: JWTAlgorithmName) -> Bool { keys.contains { $0.algorithm == algorithm } }

    /// The keys that may have signed: of this algorithm, and of this id where both the token and the key name one.
    /// Few: a token that names no key is tried with at most eight.
    func candidates(algorithm: JWTAlgorithmName, id: String?) -> [VerificationKey] {
        let fitting = keys.filter { $0.algorithm == algorithm && ($0.id == nil || id == nil || $0.id == id) }
        return Array(fitting.prefix(8))
    }
}
