import Model
import Testing

@testable import Casework

@Suite struct `Mail of any encoding` {
    /// 御社 in each encoding, and ① of NEC's row in those that have it.
    @Test(arguments: [
        ("iso-2022-jp", [0x1b, 0x24, 0x42, 0x38, 0x66, 0x3c, 0x52, 0x2d, 0x21, 0x1b, 0x28, 0x42] as [UInt8]),
        ("Shift_JIS", [0x8c, 0xe4, 0x8e, 0xd0, 0x87, 0x40]), ("EUC-JP", [0xb8, 0xe6, 0xbc, 0xd2, 0xad, 0xa1]),
        ("utf-8", Array("御社①".utf8)),
    ])
    func `says the same`(name: String, bytes: [UInt8]) {
        #expect(Charset.text(bytes, named: RawText(name)) == "御社①".bytes)
    }

    @Test func `is told by its bytes where the name is missing or wrong`() {
        #expect(Charset.text([0x8c, 0xe4, 0x8e, 0xd0, 0x82, 0xcc, 0x82, 0xb2, 0x92, 0x53, 0x93, 0x96], named: nil) == "御社のご担当".bytes)
        #expect(Charset.text([0xb8, 0xe6, 0xbc, 0xd2, 0xa4, 0xce, 0xa4, 0xb4, 0xc3, 0xb4, 0xc5, 0xf6], named: "utf-8") == "御社のご担当".bytes)
    }

    @Test func `joins encoded words that were cut within a character`() {
        let value = "=?utf-8?B?5b6h56Q=?= =?utf-8?B?vg==?= (x)".bytes
        #expect(EncodedWords.decode(value) == "御社 (x)".bytes)
        #expect(EncodedWords.decode("a =?iso-8859-1?Q?f=FCr_b?= c".bytes) == "a für b c".bytes)
        #expect(EncodedWords.decode("=?broken".bytes) == "=?broken".bytes)
    }

    @Test func `unfolds its header and keeps what is no field out of it`() {
        let mail = MailMessage.parse("Subject: a\n b\nX-Y: c\n\nbody\n".bytes.span)
        #expect(mail.header["subject"]?.text == "a b")
        #expect(mail.parts.map(\.section) == ["1"])
        #expect(RawText(mail.parts[0].bytes) == "body\n")
    }

    @Test func `shows of HTML what a reader sees`() {
        let html = "<style>x</style><p>a&amp;b<br>c&#12354;</p><script>no</script><!-- no --> d".bytes
        #expect(RawText(HTMLText.visible(html).trimmed) == RawText("a&b\ncあ\nd"))
    }

    @Test func `made of nested parts is bounded`() {
        var bytes = "Content-Type: multipart/mixed; boundary=b0\n\n".bytes
        for depth in 0..<60 { bytes += "--b\(depth)\nContent-Type: multipart/mixed; boundary=b\(depth + 1)\n\n".bytes }
        let mail = MailMessage.parse(bytes.span)
        #expect(mail.problems.contains { $0.reason.contains("deeper") })
        var many = "Content-Type: multipart/mixed; boundary=b\n\n".bytes
        for _ in 0..<5000 { many += "--b\n\nx\n".bytes }
        #expect(MailMessage.parse(many.span).parts.count <= MailMessage.mostParts)
    }

    @Test(arguments: NoticeFixture.all)
    func `cut off or altered anywhere breaks no reader`(fixture: NoticeFixture) {
        let reader = NoticeReader(received: Timestamp(seconds: 1_790_000_000))
        let length = fixture.mail.count
        for index in 0..<6 {
            let cut = Array(fixture.mail.prefix(length * index / 6))
            #expect(reader.read(cut.span).deadlines.count <= 10)
            var altered = fixture.mail
            var seed = UInt64(index &* 7919 &+ length)
            for _ in 0..<40 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                altered[Int(seed >> 33) % length] = UInt8(truncatingIfNeeded: seed >> 25)
            }
            #expect(reader.read(altered.span).tickets.count <= 10)
        }
    }
}
