import Formats
import Model

/// A report in XARF, versions 3 (2020) and 4 (2025): one JSON object (xarf.org). Fields that an unknown version adds are passed over.
enum XARFReport {
    struct Content {
        var version: RawText
        var accused: [Told<AccusedThing>] = []
        var accusations: [Told<Accusation>] = []
        var observed: [Told<NoticeMoment>] = []
        var reporter: Told<RawText>?
        var complainant: Told<RawText>?
        var ticket: Told<RawText>?
        /// Texts that were attached as evidence.
        var evidence: [[UInt8]] = []

        /// Takes a piece of evidence that is text, in Base64.
        mutating func take(_ payload: JSONValue?, kind: JSONValue?) {
            guard let payload = payload?.text, kind?.text?.hasPrefix("text/") == true else { return }
            evidence.append(Charset.text(TransferEncoding.base64(payload.bytes.prefix(1 << 20)), named: nil))
        }
    }

    /// Nil where the bytes are no XARF.
    static func read(_ bytes: [UInt8], section: String) -> Content? {
        guard bytes.count <= 4 << 20, let start = bytes.firstIndex(where: { $0 > 0x20 }), bytes[start] == 0x7b || bytes[start] == 0xef
        else { return nil }
        guard let value = JSONFormat.parse(bytes.span).value else { return nil }
        let place = XARFPlace(bytes, section)
        if value["xarf_version"] != nil { return fourth(value, place) }
        if value["Report"] != nil, value["Version"] != nil || value["ReporterInfo"] != nil { return third(value, place) }
        return nil
    }

    private static func fourth(_ value: JSONValue, _ place: XARFPlace) -> Content {
        var content = Content(version: value["xarf_version"]?.text ?? "4")
        let sender = value["sender"] ?? value["reporter"]
        if let name = sender?["org"]?.text { content.reporter = Told(person(name, sender?["contact"]?.text), place(name)) }
        if value["sender"] != nil, let name = value["reporter"]?["org"]?.text, name != sender?["org"]?.text {
            content.complainant = Told(person(name, value["reporter"]?["contact"]?.text), place(name))
        }
        content.ticket = value["report_id"]?.text.map { Told($0, place($0)) }
        if let source = value["source_identifier"]?.text {
            content.accused.append(Told(AccusedThing(kind(source), .accused, source), place(source)))
        }
        for (name, role) in [("url", AccusedThing.Role.accused), ("destination_ip", .target), ("target_ip", .target), ("domain", .accused)]
        {
            if let text = value[RawText(name)]?.text { content.accused.append(Told(AccusedThing(kind(text), role, text), place(text))) }
        }
        let word = (value["type"]?.text ?? value["class"]?.text ?? "").asciiLowercased
        content.accusations = [Told(accusation(word, value["category"]?.text ?? ""), place(word))]
        moment(value["timestamp"]?.text, place, &content)
        for item in (value["evidence"]?.elements ?? []).prefix(20) { content.take(item["payload"], kind: item["content_type"]) }
        return content
    }

    private static func third(_ value: JSONValue, _ place: XARFPlace) -> Content {
        var content = Content(version: value["Version"]?.text ?? "3")
        let reporter = value["ReporterInfo"], report = value["Report"]
        if let name = reporter?["ReporterOrg"]?.text {
            content.reporter = Told(person(name, (reporter?["ReporterContactEmail"] ?? reporter?["ReporterOrgEmail"])?.text), place(name))
        }
        content.ticket = report?["ReportID"]?.text.map { Told($0, place($0)) } ?? value["ReportID"]?.text.map { Told($0, place($0)) }
        for (name, role) in [
            ("SourceIp", AccusedThing.Role.accused), ("SourceUrl", .accused), ("Url", .accused), ("Domain", .accused),
            ("DestinationIp", .target),
        ] {
            guard let text = report?[RawText(name)]?.text else { continue }
            content.accused.append(Told(AccusedThing(kind(text), role, text), place(text)))
        }
        for name in ["IP", "URL", "Domain"] {
            guard let text = report?["Source"]?[RawText(name)]?.text else { continue }
            content.accused.append(Told(AccusedThing(kind(text), .accused, text), place(text)))
        }
        for item in (report?["Attachment"]?.elements ?? []).prefix(20) { content.take(item["Data"], kind: item["ContentType"]) }
        let type = report?["ReportType"]?.text ?? report?["ReportClass"]?.text ?? ""
        content.accusations = [Told(accusation(type.asciiLowercased, report?["ReportClass"]?.text ?? ""), place(type))]
        moment(report?["Date"]?.text, place, &content)
        return content
    }

    private static func moment(_ text: RawText?, _ place: XARFPlace, _ content: inout Content) {
        guard let text, let time = text.utf8.flatMap({ Timestamp(rfc3339: $0) }) ?? MailDate.read(text)?.time else { return }
        content.observed.append(Told(NoticeMoment(time: time, offset: 0, hasZone: true, hasHour: true), place(text)))
    }

    private static func person(_ name: RawText, _ contact: RawText?) -> RawText { contact.map { name + " <" + $0 + ">" } ?? name }

    static func kind(_ text: RawText) -> AccusedThing.Kind {
        if NetworkAddress(text) != nil { return .address }
        if NetworkRange(text) != nil { return .network }
        if text.bytes.contains(0x40), !text.bytes.contains(0x2f) { return .mailAddress }
        return text.bytes.contains(0x2f) ? .url : .host
    }

    private static func accusation(_ type: RawText, _ category: RawText) -> Accusation {
        let letters = RawText(type.bytes.filter(\.isAlphanumeric))
        return types[letters] ?? categories[RawText(category.asciiLowercased.bytes.filter(\.isAlphanumeric))] ?? .unknown
    }

    /// Letters of the types of both versions.
    private static let types: [RawText: Accusation] = [
        "spam": .spam, "bulkmessaging": .spam, "spamtrap": .spam, "phishing": .phishing, "fraud": .phishing, "malware": .malware,
        "remotecompromise": .malware,
        "suspiciousregistration": .unknown, "defacement": .defacement, "loginattack": .loginAttack, "bruteforce": .loginAttack,
        "portscan": .portScan,
        "scan": .portScan, "ddos": .dos, "dos": .dos, "ddosattack": .dos, "botnet": .botnet, "bot": .botnet,
        "compromisedserver": .compromised, "exploitattempt": .webAttack,
        "vulnerabilityscanning": .webAttack, "sqlinjection": .webAttack, "ipspoofing": .dos, "openservice": .openService,
        "misconfiguration": .openService,
        "amplifier": .openService, "cve": .vulnerable, "copyright": .copyright, "p2p": .copyright, "ugc": .copyright,
        "cyberlocker": .copyright, "usenet": .copyright,
        "linksite": .copyright, "trademark": .copyright, "intellectualproperty": .copyright, "c2": .botnet,
    ]
    private static let categories: [RawText: Accusation] = [
        "messaging": .spam, "content": .phishing, "connection": .loginAttack, "infrastructure": .compromised, "copyright": .copyright,
        "vulnerability": .vulnerable,
    ]
}

/// Where a text stands in a JSON part, found by searching, since the reader keeps no places.
struct XARFPlace {
    private let lines: [[UInt8]]
    private let section: String

    init(_ bytes: [UInt8], _ section: String) {
        lines = bytes.split(separator: 0x0a, maxSplits: 2000, omittingEmptySubsequences: false).map { Array($0.prefix(4000)) }
        self.section = section
    }

    func callAsFunction(_ text: RawText) -> NoticePlace {
        let index = lines.firstIndex { !text.isEmpty && $0.lowercasedASCII.has(text.asciiLowercased.bytes) } ?? 0
        return NoticePlace(section: section, line: index + 1, quote: RawText(lines.isEmpty ? [] : lines[index].trimmed))
    }
}
