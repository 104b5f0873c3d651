/// A parser under its name, for the catalogue that the fuzzers and the mutation tests walk.
package struct FormatParser: Sendable {
    package var name: String
    /// Parses the bytes and gives the number of problems met; must return for any input.
    package var run: @Sendable (Span<UInt8>) -> Int

    package init(_ name: String, run: @escaping @Sendable (Span<UInt8>) -> Int) {
        (self.name, self.run) = (name, run)
    }
}
