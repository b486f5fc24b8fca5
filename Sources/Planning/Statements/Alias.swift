/// A table reference within one statement: `t1`, `t2`, …
package struct Alias: Sendable, Hashable {
    package let number: Int

    package var text: String { "t\(number)" }
}
