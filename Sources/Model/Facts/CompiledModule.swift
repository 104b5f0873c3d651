/// A compiled module of an interpreter that is loaded in place of a source that it does not fit.
package struct CompiledModule: Hashable, Sendable {
    package var file: FileFact
    /// The text beside it, where there is one.
    package var source: RawText
    /// Functions that it uses and its source does not name.
    package var addedNames: [RawText]
    /// It is loaded whatever its source holds.
    package var isUnchecked: Bool

    package init(file: FileFact, source: RawText, addedNames: [RawText] = [], isUnchecked: Bool = false) {
        (self.file, self.source, self.addedNames, self.isUnchecked) = (file, source, addedNames, isUnchecked)
    }
}
