import Evidence
import Formats
import Model
import Testing

@Suite struct `A signature` {
    static let content = ContentDigester.fingerprint(Array("content".utf8))

    @Test func `holds for what was signed and for nothing else`() throws {
        let key = try #require(SigningKey(secret: [UInt8](0..<32)))
        let other = SigningKey()
        let signature = try #require(key.signature(over: Self.content))
        #expect(SignedContent.isSigned(Self.content, signature: signature, publicKey: key.publicKey))
        #expect(!SignedContent.isSigned(Self.content, signature: signature, publicKey: other.publicKey))
        #expect(!SignedContent.isSigned(ContentDigester.fingerprint([1]), signature: signature, publicKey: key.publicKey))
        var broken = signature
        broken[10] ^= 1
        #expect(!SignedContent.isSigned(Self.content, signature: broken, publicKey: key.publicKey))
        #expect(!SignedContent.isSigned(Self.content, signature: [], publicKey: [1, 2, 3]))
    }

    @Test func `stands in a line that is read back`() throws {
        let key = SigningKey()
        let line = SignatureLine(publicKey: key.publicKey, signature: try #require(key.signature(over: Self.content)))
        let bytes = Array("content".utf8) + line.bytes
        let parsed = try #require(SignatureLine.parse(bytes.span).value)
        #expect(parsed.line == line)
        #expect(parsed.signed == 7)
        let cut = Array(bytes.dropLast())
        #expect(SignatureLine.parse(cut.span).value == nil)
    }

    @Test func `key is kept in a file of one line`() throws {
        let key = SigningKey()
        let secret = KeyFile.text(secret: key.secret)
        #expect(KeyFile.secret(secret.span) == key.secret)
        #expect(KeyFile.publicKey(secret.span) == nil)
        #expect(try #require(SigningKey(secret: key.secret)).publicKey == key.publicKey)
        #expect(SigningKey(secret: [1]) == nil)
    }

    @Test func `chain of what was accepted breaks where a line was changed, taken out or put in`() throws {
        let key = SigningKey()
        var lines = [AcceptedFormat.magic]
        for number in 0..<4 {
            let acceptance = Acceptance(
                .path(RawText("/a \(number)")), seal: number == 2 ? nil : Self.content, time: Timestamp(seconds: 5), by: "太郎",
                because: "100 % sure\n")
            let last = lines[lines.count - 1]
            let part = AcceptedFormat.signedPart(
                acceptance, previous: ContentDigester.fingerprint(last.bytes), publicKey: key.publicKey)
            lines.append(
                AcceptedFormat.line(signed: part, signature: try #require(key.signature(over: ContentDigester.fingerprint(part.bytes)))))
        }
        func intact(_ lines: [RawText]) -> Int {
            let bytes = lines.reduce(into: [UInt8]()) { $0 += $1.bytes + [0x0a] }
            let entries = AcceptedFormat.parse(bytes.span).value
            return AcceptanceChain.intact(entries, first: AcceptedFormat.magic, publicKey: key.publicKey)
        }
        #expect(intact(lines) == 4)
        #expect(intact(Array(lines.dropLast())) == 3)
        #expect(intact([lines[0], lines[2], lines[3], lines[4]]) == 0)
        #expect(intact([lines[0], lines[1], lines[3], lines[4]]) == 1)
        #expect(intact([lines[0], lines[1], lines[1], lines[2]]) == 1)
        let whole = lines.reduce(into: [UInt8]()) { $0 += $1.bytes + [0x0a] }
        let entries = AcceptedFormat.parse(whole.span).value
        #expect(entries.map(\.acceptance.because) == Array(repeating: "100 % sure\n", count: 4))
        #expect(entries.map { $0.acceptance.seal == nil } == [false, false, true, false])
        #expect(AcceptanceChain.intact(entries, first: AcceptedFormat.magic, publicKey: SigningKey().publicKey) == 0)
    }
}
