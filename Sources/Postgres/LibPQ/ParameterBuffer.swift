/// The parameters of one statement laid out as libpq wants them: all values in one piece of memory, which is used again and again.
///
/// Its pointers are valid until the next `load`.
final class ParameterBuffer {
    /// The protocol counts parameters with 16 bits.
    static let limit = 65_535

    private(set) var count: Int32 = 0
    private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 8)
    private var slots: Slots

    init() { slots = Slots(capacity: 16) }

    deinit {
        bytes.deallocate()
        slots.deallocate()
    }

    var values: UnsafePointer<UnsafePointer<CChar>?> { UnsafePointer(slots.values) }
    var lengths: UnsafePointer<Int32> { UnsafePointer(slots.lengths) }
    var formats: UnsafePointer<Int32> { UnsafePointer(slots.formats) }

    /// Whether the protocol can carry these values.
    static func accepts(_ parameters: [[UInt8]?]) -> Bool {
        guard parameters.count <= limit else { return false }
        var total = 0
        for parameter in parameters { total += parameter?.count ?? 0 }
        return total <= sizeLimit
    }

    /// Half of the longest message, so that its other parts never make it longer than a length can say.
    private static let sizeLimit = Int(Int32.max) / 2

    /// Copies the values in; false when they are more, or longer, than the protocol can say.
    func load(_ parameters: [[UInt8]?]) -> Bool {
        guard parameters.count <= Self.limit else { return false }
        var total = 0
        for parameter in parameters { total += parameter?.count ?? 0 }
        guard total <= Self.sizeLimit else { return false }
        reserve(parameters.count, bytes: total)
        var end = 0
        for (index, parameter) in parameters.enumerated() {
            guard let parameter else {
                slots.values[index] = nil
                slots.lengths[index] = 0
                continue
            }
            let place = UnsafeMutableRawBufferPointer(rebasing: bytes[end...])
            parameter.withUnsafeBytes { place.copyMemory(from: $0) }
            slots.values[index] = place.baseAddress.map { UnsafePointer($0.assumingMemoryBound(to: CChar.self)) }
            slots.lengths[index] = Int32(truncatingIfNeeded: parameter.count)
            end += parameter.count
        }
        count = Int32(truncatingIfNeeded: parameters.count)
        return true
    }

    private func reserve(_ parameters: Int, bytes total: Int) {
        // One byte more than needed, so that an empty value at the end has an address too: a null pointer would be NULL.
        if total >= bytes.count {
            bytes.deallocate()
            bytes = .allocate(byteCount: max(total + 1, bytes.count * 2), alignment: 8)
        }
        if parameters > slots.capacity {
            slots.deallocate()
            slots = Slots(capacity: max(parameters, slots.capacity * 2))
        }
    }

    private struct Slots {
        let capacity: Int
        let values: UnsafeMutablePointer<UnsafePointer<CChar>?>
        let lengths: UnsafeMutablePointer<Int32>
        let formats: UnsafeMutablePointer<Int32>

        init(capacity: Int) {
            self.capacity = capacity
            values = .allocate(capacity: capacity)
            lengths = .allocate(capacity: capacity)
            formats = .allocate(capacity: capacity)
            values.initialize(repeating: nil, count: capacity)
            lengths.initialize(repeating: 0, count: capacity)
            // 1 is binary, for every parameter.
            formats.initialize(repeating: 1, count: capacity)
        }

        func deallocate() {
            values.deallocate()
            lengths.deallocate()
            formats.deallocate()
        }
    }
}
