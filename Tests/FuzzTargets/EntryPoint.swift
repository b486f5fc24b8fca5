import Foundation

/// The target that `SOUK_FUZZ_TARGET` names.
private let target = FuzzTarget(rawValue: ProcessInfo.processInfo.environment["SOUK_FUZZ_TARGET"] ?? "")

/// What libFuzzer calls with each input; a broken promise ends the process, so that the input is kept.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let target else { fatalError("SOUK_FUZZ_TARGET is one of: \(FuzzTarget.allCases.map(\.rawValue))") }
    do { try target.feed(Array(UnsafeBufferPointer(start: start, count: count))) } catch { fatalError("\(target.rawValue): \(error)") }
    return 0
}
