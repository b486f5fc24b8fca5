import Testing

/// Waits until something has come about, and fails when it does not.
func eventually(
    within patience: Duration = .seconds(60), every pause: Duration = .milliseconds(50), at place: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + patience
    while ContinuousClock.now < end {
        if try await condition() { return }
        try await Task.sleep(for: pause)
    }
    try #require(Bool(false), "it did not come about in \(patience)", sourceLocation: place)
}
