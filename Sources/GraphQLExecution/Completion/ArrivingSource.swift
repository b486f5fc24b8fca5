/// A source whose values are still on their way while the response is made of those that have come.
///
/// What holds what still comes, from the root to a list whose items come one after the other, is completed in steps; everything else is
/// completed once all of it is there.
public protocol ArrivingSource: CompletionSource {
    /// Whether the field's value has come; of one that is completed in steps, its beginning.
    func isHere(_ field: FieldShape, of object: Object) -> Bool

    /// Whether the field's value, an object or a list of objects, is completed in steps.
    func isStepped(_ field: FieldShape, of object: Object) -> Bool

    /// Whether the next item of a list that is completed in steps has come, or its end.
    func isNextHere(_ items: Items) -> Bool
}
