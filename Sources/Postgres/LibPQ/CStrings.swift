/// Lends strings to C as an array of pointers that ends with a null pointer, as libpq wants its keywords and text parameters.
/// A nil string is a null pointer.
func withCStrings<Result>(_ strings: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result) -> Result {
    var bytes: [CChar] = []
    var starts: [Int?] = []
    for string in strings {
        guard let string else {
            starts.append(nil)
            continue
        }
        starts.append(bytes.count)
        bytes.append(contentsOf: string.utf8CString)
    }
    return bytes.withUnsafeBufferPointer { bytes in
        let pointers = starts.map { start in start.flatMap { bytes.baseAddress?.advanced(by: $0) } } + [nil]
        return pointers.withUnsafeBufferPointer { pointers in
            // Not empty: the null pointer at the end is always there.
            guard let base = pointers.baseAddress else { preconditionFailure("an array with an element has an address") }
            return body(base)
        }
    }
}
