/// What is publicly known of the program, kit or group that a finding fits.
package struct KnownThing: Hashable, Sendable {
    /// The name that most write-ups use.
    package var family: String
    package var otherNames: [String]
    /// One or two sentences: what it is and does.
    package var about: Localized
    /// Addresses of public write-ups.
    package var references: [String]

    package init(family: String, otherNames: [String] = [], about: Localized, references: [String]) {
        (self.family, self.otherNames, self.about, self.references) = (family, otherNames, about, references)
    }
}
