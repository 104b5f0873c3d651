import Model

/// The common archive format of ar(5), in which Debian packages lie: deb(5).
package enum ArFormat {
    package struct Member: Hashable, Sendable {
        /// Without padding and without the slash that some writers put behind it.
        package var name: RawText
        /// Where its content lies.
        package var content: Range<Int>
    }

    /// The members in their order; what cannot be understood ends the list with a problem.
    package static func parse(_ bytes: Span<UInt8>) -> Parsed<[Member]> {
        guard bytes.count >= 8, PackageBytes.equal(bytes, 0..<8, "!<arch>\n") else {
            return Parsed([], problems: [Problem(offset: 0, reason: "not an ar archive")])
        }
        var members: [Member] = []
        var place = 8
        while place < bytes.count {
            guard members.count < 1_000, bytes.count &- place >= 60, bytes[place &+ 58] == 0x60, bytes[place &+ 59] == 0x0a,
                let size = PackageBytes.number(bytes, PackageBytes.trimmed(bytes, (place &+ 48)..<(place &+ 58))),
                size <= UInt64(bytes.count &- place &- 60)
            else { return Parsed(members, problems: [Problem(offset: place, reason: "not the head of a member")]) }
            var name = PackageBytes.text(bytes, PackageBytes.trimmed(bytes, place..<(place &+ 16)))
            if name.hasSuffix("/") { name = RawText(Array(name.bytes.dropLast())) }
            let start = place &+ 60
            members.append(Member(name: name, content: start..<(start &+ Int(size))))
            place = start &+ Int(size) &+ Int(size & 1)
        }
        return Parsed(members)
    }
}
