import Model

/// The password field of passwd(5) and shadow(5), after crypt(5) of libxcrypt.
package enum PasswordField {
    /// What the field lets somebody do. A mark in front of a hash ("!$6$…") locks it; text that no method produces locks too.
    package static func classify(_ field: RawText) -> Account.Password {
        if field.isEmpty { return .empty }
        if let method = method(of: field) { return .hashed(method: method) }
        return .locked
    }

    /// The name in crypt(5) of the method that made a hash; nil where no method makes such text.
    ///
    /// Methods are told by their prefix and need not be complete: a broken hash is reported as a hash, which is the
    /// cautious reading.
    package static func method(of field: RawText) -> String? {
        for (prefix, name) in prefixes where field.hasPrefix(prefix) { return name }
        if field.bytes.first == 0x24 {
            // Any other "$id$…": a method of another system, or one younger than this table.
            let identifier = field.bytes.dropFirst().prefix { $0 != 0x24 }
            let isClosed = identifier.count < field.count - 1
            return isClosed && !identifier.isEmpty && identifier.count <= 16 ? "unknown" : nil
        }
        let bytes = field.bytes
        if bytes.first == 0x5f {
            return bytes.count == 20 && bytes.dropFirst().allSatisfy(isHashCharacter) ? "bsdicrypt" : nil
        }
        guard bytes.allSatisfy(isHashCharacter) else { return nil }
        if bytes.count == 13 { return "descrypt" }
        // bigcrypt: the salt and up to 16 blocks of 11 characters.
        if bytes.count > 13, bytes.count <= 178, (bytes.count - 2) % 11 == 0 { return "bigcrypt" }
        return nil
    }

    private static let prefixes: [(RawText, String)] = [
        ("$y$", "yescrypt"), ("$gy$", "gost-yescrypt"), ("$7$", "scrypt"),
        ("$2a$", "bcrypt"), ("$2b$", "bcrypt"), ("$2x$", "bcrypt"), ("$2y$", "bcrypt"),
        ("$6$", "sha512crypt"), ("$5$", "sha256crypt"), ("$sha1$", "sha1crypt"),
        ("$md5$", "sunmd5"), ("$md5,", "sunmd5"), ("$1$", "md5crypt"), ("$3$", "nt"),
    ]

    private static func isHashCharacter(_ byte: UInt8) -> Bool {
        byte.isDecimalDigit || byte.isAsciiLetter || byte == 0x2e || byte == 0x2f
    }
}
