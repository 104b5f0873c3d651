import Model

/// A package file of rpm: the lead, the header of signatures, the header; rpm.org, "RPM V4 Package format". The payload is not read: the
/// header holds the digest, mode and capabilities of each file.
package enum RPMFileFormat {
    /// The package that the header describes; nil where the bytes are no package.
    package static func parse(_ bytes: Span<UInt8>) -> Parsed<RPMPackage?> {
        let lead: RawText = RawText([0xed, 0xab, 0xee, 0xdb])
        guard bytes.count > 112, PackageBytes.equal(bytes, 0..<4, lead) else {
            return Parsed(nil, problems: [Problem(offset: 0, reason: "not an rpm package")])
        }
        guard let signatures = header(bytes, 96) else {
            return Parsed(nil, problems: [Problem(offset: 96, reason: "no header of signatures")])
        }
        let start = (signatures.upperBound &+ 7) & ~7
        guard let range = header(bytes, start) else { return Parsed(nil, problems: [Problem(offset: start, reason: "no header")]) }
        return RPMHeader.parse(bytes.extracting(range))
    }

    /// The blob of the header at a place, without its eight bytes of magic.
    private static func header(_ bytes: Span<UInt8>, _ place: Int) -> Range<Int>? {
        guard place >= 0, bytes.count &- place >= 16, PackageBytes.equal(bytes, place..<(place &+ 3), RawText([0x8e, 0xad, 0xe8])) else {
            return nil
        }
        let (count, size) = (RPMHeaderIndex.number(bytes, place &+ 8), RPMHeaderIndex.number(bytes, place &+ 12))
        guard count <= 1 << 20, size <= 1 << 28 else { return nil }
        let end = place &+ 16 &+ Int(count) &* 16 &+ Int(size)
        return end <= bytes.count ? (place &+ 8)..<end : nil
    }
}
