import Model

/// Files of keys that let somebody in, after sshd(8), AUTHORIZED_KEYS FILE FORMAT.
package enum AuthorizedKeysFormat {
    /// The keys in file order. A line from which no key can be read is a problem; sshd skips it.
    ///
    /// A line of the old protocol 1 (bits, exponent, modulus) has the algorithm "ssh-rsa1", and its three numbers joined by
    /// blanks, as text, for the key.
    package static func parse(_ input: Span<UInt8>, path: RawText, account: RawText) -> Parsed<[AuthorizedKey]> {
        var keys: [AuthorizedKey] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            var rest = line.bytes[...].trimmed { $0.isCSpace }
            guard let first = rest.first, first != 0x23 else { return }
            var options: [RawText] = []
            if !isAlgorithm(word(rest)), oldKey(rest) == nil {
                guard let read = readOptions(rest) else { return problems.add("quote in the options is not closed", at: line) }
                options = read.options
                rest = read.rest
            }
            let place = Place(path, line: line.number)
            if let old = oldKey(rest) {
                keys.append(
                    AuthorizedKey(
                        account: account, place: place, algorithm: "ssh-rsa1", key: old.numbers, comment: old.comment, options: options))
                return
            }
            let algorithm = word(rest)
            guard isAlgorithm(algorithm) else { return problems.add("line holds no key that sshd would know", at: line) }
            rest = rest[algorithm.endIndex...].drop { $0.isBlank }
            let encoded = word(rest)
            guard let (key, isPadded) = KeyBase64.decode(encoded), !key.isEmpty else {
                return problems.add("key is not base64", at: line)
            }
            if !isPadded { problems.add("key lacks its base64 padding; sshd does not take it", at: line) }
            if !names(key, algorithm) { problems.add("key is of another kind than the line says", at: line) }
            keys.append(
                AuthorizedKey(
                    account: account, place: place, algorithm: RawText(algorithm), key: key,
                    comment: RawText(rest[encoded.endIndex...].trimmed), options: options))
        }
        return Parsed(keys, problems: problems.all)
    }

    private static func word(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> { text.prefix { !$0.isBlank } }

    /// By family, so that algorithms younger than this text are keys too.
    private static func isAlgorithm(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count > 4, word.count <= 64 else { return false }
        guard word.allSatisfy({ $0.isAsciiLetter || $0.isDecimalDigit || [0x2d, 0x2e, 0x40, 0x5f].contains($0) }) else { return false }
        return word.begins(with: "ssh-") || word.begins(with: "ecdsa-sha2-") || word.begins(with: "sk-ssh-")
            || word.begins(with: "sk-ecdsa-") || word.begins(with: "rsa-sha2-") || word.begins(with: "webauthn-sk-")
    }

    /// Options up to the first blank outside quotes, split at commas outside quotes. Within quotes `\"` is a quote.
    private static func readOptions(_ text: ArraySlice<UInt8>) -> (options: [RawText], rest: ArraySlice<UInt8>)? {
        var options: [RawText] = []
        var start = text.startIndex
        var index = text.startIndex
        var isQuoted = false
        while index < text.endIndex, isQuoted || !text[index].isBlank {
            if text[index] == 0x5c, index + 1 < text.endIndex, text[index + 1] == 0x22 {
                index += 1
            } else if text[index] == 0x22 {
                isQuoted.toggle()
            } else if text[index] == 0x2c, !isQuoted {
                options.append(RawText(text[start..<index]))
                start = index + 1
            }
            index += 1
        }
        guard !isQuoted else { return nil }
        options.append(RawText(text[start..<index]))
        return (options.filter { !$0.isEmpty }, text[index...].drop { $0.isBlank })
    }

    /// `bits exponent modulus comment`, all numbers decimal.
    private static func oldKey(_ text: ArraySlice<UInt8>) -> (numbers: [UInt8], comment: RawText)? {
        guard text.first?.isDecimalDigit == true else { return nil }
        let words = text.split(maxSplits: 3, whereSeparator: \.isBlank)
        guard words.count >= 3, words[0].count <= 5, words[2].count > 30 else { return nil }
        guard words[..<3].allSatisfy({ $0.allSatisfy(\.isDecimalDigit) }) else { return nil }
        return (Array(words[..<3].joined(separator: [0x20])), words.count > 3 ? RawText(words[3].trimmed) : "")
    }

    /// Whether the key's first string (RFC 4251, section 5: four bytes of length, then the text) is the algorithm.
    private static func names(_ key: [UInt8], _ algorithm: ArraySlice<UInt8>) -> Bool {
        guard key.count >= 4 else { return false }
        let length = UInt32(key[0]) << 24 | UInt32(key[1]) << 16 | UInt32(key[2]) << 8 | UInt32(key[3])
        guard length == algorithm.count, key.count - 4 >= algorithm.count else { return false }
        return key[4..<4 + algorithm.count].elementsEqual(algorithm)
    }
}
