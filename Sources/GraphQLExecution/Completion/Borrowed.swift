/// An object that somebody else keeps, looked at without a count of who holds it: counting costs more than writing a cell, and shapes are looked at
/// with every row.
///
/// It must not outlive what keeps the object.
// Unchecked: it is no more than the object, which is Sendable.
public struct Borrowed<Object: AnyObject & Sendable>: @unchecked Sendable {
    @usableFromInline let reference: Unmanaged<Object>

    package init(_ object: Object) { reference = .passUnretained(object) }

    /// Looks at the object.
    @inlinable public func look<Value, Failure: Error>(_ body: (Object) throws(Failure) -> Value) throws(Failure) -> Value {
        let outcome: Result<Value, Failure> = reference._withUnsafeGuaranteedRef { object in
            do throws(Failure) { return .success(try body(object)) } catch { return .failure(error) }
        }
        return try outcome.get()
    }
}
