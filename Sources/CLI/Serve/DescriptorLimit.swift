import Foundation

/// How many descriptors this process may have open at once. Each client has one, and systems begin with 1,024 for programs that cannot count further.
enum DescriptorLimit {
    /// Takes all that the system grants without being asked: the hard limit.
    static func raise() {
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(kind, &limit)
    }

    #if os(Linux)
        private static let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private static let kind = RLIMIT_NOFILE
    #endif
}
