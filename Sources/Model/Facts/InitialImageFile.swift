/// A program or script in the image that boots the kernel, where nothing on the host's disk explains it as it is.
package struct InitialImageFile: Hashable, Sendable {
    /// The image: "/boot/initrd.img-6.1.0-18-amd64".
    package var image: FileFact
    /// Where it stands in the image: "scripts/local-bottom/user".
    package var path: RawText
    package var shape: ContentShape
    /// What it would do. Of a script that the disk has too, only what the disk's does not.
    package var traits: [TraitHit]
    package var matches: [ContentMatch]
    /// The file of the disk that it was made of, where there is one.
    package var counterpart: RawText?
    /// Whether the image's own first program runs it by its place alone.
    package var isHook: Bool

    package init(
        image: FileFact, path: RawText, shape: ContentShape, traits: [TraitHit] = [], matches: [ContentMatch] = [],
        counterpart: RawText? = nil, isHook: Bool = false
    ) {
        (self.image, self.path, self.shape, self.traits) = (image, path, shape, traits)
        (self.matches, self.counterpart, self.isHook) = (matches, counterpart, isHook)
    }
}
