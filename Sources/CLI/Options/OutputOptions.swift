import ArgumentParser

/// For people or for programs.
struct OutputOptions: ParsableArguments {
    @Flag(name: .customLong("json"), help: "Print JSON for programs instead of text for people. (SOUK_JSON=1)")
    private var jsonFlag = false

    /// Whether a program reads the output.
    var json: Bool { jsonFlag || Environment.flag("SOUK_JSON") }
}
