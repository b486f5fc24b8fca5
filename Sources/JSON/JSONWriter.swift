/// Writes JSON into one growing buffer that it owns: what a response is made with.
///
/// It writes what it is told: commas, colons and brackets are its caller's. Text must be UTF-8, which is not checked again.
/// Public, as is the little else that a source of values needs in another module: only public code is specialised across modules,
/// and a cell that is written through generic calls costs three times as much.
///
/// Raw memory, since a bounds check and a uniqueness check per byte would cost more than the bytes do.
public struct JSONWriter: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    @usableFromInline var used = 0

    package init(capacity: Int = 4096) {
        self.capacity = max(capacity, 64)
        self.base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    /// How many bytes are written.
    @inlinable public var count: Int { used }

    /// Drops what was written after the first `count` bytes. How a response takes back what an error made void.
    @inlinable public mutating func truncate(to count: Int) {
        precondition(count >= 0 && count <= used, "truncate(to:) goes back, never forward")
        used = count
    }

    /// Makes room for `more` bytes.
    @inlinable public mutating func reserve(_ more: Int) {
        if used &+ more > capacity { grow(by: more) }
    }

    @usableFromInline @inline(never) mutating func grow(by more: Int) {
        capacity = max(capacity * 2, used + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: base, count: used)
        base.deallocate()
        base = larger
    }

    /// Lets `body` write at most `room` bytes; it returns how many it wrote.
    @inlinable public mutating func append(upTo room: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        reserve(room)
        used &+= body(base + used)
    }

    /// The bytes written so far, for as long as `body` runs.
    @inlinable public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: base, count: used))
    }

    /// The bytes written so far; the writer starts again from nothing.
    package mutating func takeBytes() -> [UInt8] {
        defer { used = 0 }
        return Array(UnsafeBufferPointer(start: base, count: used))
    }
}

// MARK: - Bytes as they are

extension JSONWriter {
    @inlinable public mutating func append(byte: UInt8) {
        reserve(1)
        base[used] = byte
        used &+= 1
    }

    @inlinable public mutating func append(raw text: StaticString) {
        append(raw: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A member's key and its colon; nothing in it needs to be escaped.
    @inlinable public mutating func append(plainKey key: String) {
        var key = key
        key.withUTF8 { name in
            reserve(name.count &+ 3)
            base[used] = UInt8(ascii: "\"")
            UnsafeMutableRawPointer(base + used + 1).copyMemory(
                from: UnsafeRawPointer(name.baseAddress.unsafelyUnwrapped), byteCount: name.count)
            base[used &+ name.count &+ 1] = UInt8(ascii: "\"")
            base[used &+ name.count &+ 2] = UInt8(ascii: ":")
            used &+= name.count &+ 3
        }
    }

    @inlinable public mutating func append(raw bytes: [UInt8]) {
        bytes.withUnsafeBytes { append(raw: $0) }
    }

    @inlinable public mutating func append(raw bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        reserve(bytes.count)
        UnsafeMutableRawPointer(base + used).copyMemory(from: start, byteCount: bytes.count)
        used &+= bytes.count
    }
}
