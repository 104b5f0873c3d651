import Model

/// The extended attribute `system.posix_acl_access`, after linux/posix_acl_xattr.h: a version of 2, then entries of a tag, the
/// permissions and a number, all little-endian.
package enum AccessListFormat {
    /// The entries that name a user or a group, with the mask of the list taken into account. Malformed lists give none.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[AccessGrant]> {
        guard input.count >= 4, word(input, 0) == 2 else { return Parsed([], problems: [Problem(offset: 0, reason: "version is not 2")]) }
        var named: [AccessGrant] = []
        var mask: UInt8 = 7
        var start = 4
        while start + 8 <= input.count, named.count < 10_000 {
            let tag = UInt16(input[start]) | UInt16(input[start + 1]) << 8
            let permissions = input[start + 2] & 7
            let number = word(input, start + 4)
            switch tag {
            case 0x02: named.append(AccessGrant(isGroup: false, number: number, permissions: permissions))
            case 0x08: named.append(AccessGrant(isGroup: true, number: number, permissions: permissions))
            case 0x10: mask = permissions
            default: break
            }
            start += 8
        }
        let problems = start == input.count ? [] : [Problem(offset: start, reason: "last entry is cut")]
        return Parsed(
            named.map { AccessGrant(isGroup: $0.isGroup, number: $0.number, permissions: $0.permissions & mask) }, problems: problems)
    }

    private static func word(_ input: Span<UInt8>, _ start: Int) -> UInt32 {
        UInt32(input[start]) | UInt32(input[start + 1]) << 8 | UInt32(input[start + 2]) << 16 | UInt32(input[start + 3]) << 24
    }
}
