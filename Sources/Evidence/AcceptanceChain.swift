import Model

/// What the operator accepted, each entry bound to the one before it: a line taken out or changed breaks everything after it.
/// Lines cut off at the end leave no trace here.
package enum AcceptanceChain {
    /// How many entries from the start are bound to each other and signed by `publicKey`.
    package static func intact(_ entries: [AcceptanceEntry], first: RawText, publicKey: [UInt8]) -> Int {
        var previous = first
        for (index, entry) in entries.enumerated() {
            guard entry.previous == ContentDigester.fingerprint(previous.bytes), entry.publicKey == publicKey,
                SignedContent.isSigned(
                    ContentDigester.fingerprint(entry.signed.bytes), signature: entry.signature, publicKey: publicKey)
            else { return index }
            previous = entry.line
        }
        return entries.count
    }
}
