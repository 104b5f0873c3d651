/// An entry of a folder that stands on the disk and that the mounted file system does not list.
package struct UnlistedFile: Hashable, Sendable {
    /// As the disk has it, under the path by which the host would see it.
    package var file: FileFact
    /// "/dev/vda1", or the path of an image.
    package var device: RawText
    /// Whether the mounted file system opens it by its name all the same: then only its listing lies.
    package var answersToName: Bool

    package init(file: FileFact, device: RawText, answersToName: Bool) {
        (self.file, self.device, self.answersToName) = (file, device, answersToName)
    }
}
