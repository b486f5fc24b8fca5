import CLibPQ

/// How the process keeps memory that requests have given back.
enum Allocator {
    /// Has the C library keep a few megabytes for the next request instead of handing them to the system at once.
    ///
    /// Answers of some hundred kilobytes otherwise cost the system a page fault for every four kilobytes, over and over: of an
    /// answer of 1,000 rows that was a quarter of the gateway's CPU (1,440 µs became 1,110).
    static func keepFreedMemory() {
        #if canImport(Glibc)
            _ = mallopt(M_MMAP_THRESHOLD, 8 << 20)
            _ = mallopt(M_TRIM_THRESHOLD, 16 << 20)
            _ = mallopt(M_TOP_PAD, 1 << 20)
        #endif
    }
}
