/// Why a command could not do what it was asked, in words for the person who asked. The program ends with status 1.
struct CommandError: Error, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
