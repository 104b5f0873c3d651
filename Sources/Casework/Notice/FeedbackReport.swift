import Model

/// The machine-read part of an abuse report in ARF (RFC 5965; RFC 6591 and 6692 add fields).
enum FeedbackReport {
    struct Content {
        var accused: [Told<AccusedThing>] = []
        var accusations: [Told<Accusation>] = []
        var observed: [Told<NoticeMoment>] = []
        var reporter: Told<RawText>?
    }

    static func read(_ part: MailPart) -> Content {
        var content = Content()
        let (header, _) = MailHeader.read(part.bytes[...])
        func place(_ field: MailField) -> NoticePlace {
            let line = (header.fields.firstIndex(of: field) ?? 0) + 1
            return NoticePlace(section: part.section, line: line, quote: field.name + ": " + RawText(field.value))
        }
        for field in header.fields {
            let value = RawText(field.value.prefix { $0 != 0x3b })
            switch field.name {
            case "feedback-type":
                let lower = RawText(value.bytes.trimmed).asciiLowercased
                content.accusations.append(Told(kinds[lower] ?? .unknown, place(field)))
            case "source-ip": add(.address, value, field)
            case "source": if NetworkAddress(value.bytes.trimmed) != nil { add(.address, value, field) }
            case "reported-domain": add(.host, value, field)
            case "reported-uri": add(.url, RawText(field.value), field)
            case "arrival-date", "received-date", "date":
                if let date = MailDate.read(value) {
                    let moment = NoticeMoment(time: date.time, offset: date.offset, hasZone: true, hasHour: true)
                    content.observed.append(Told(moment, place(field)))
                }
            case "reporting-mta", "reporter": content.reporter = content.reporter ?? Told(RawText(value.bytes.trimmed), place(field))
            default: continue
            }
        }
        func add(_ kind: AccusedThing.Kind, _ value: RawText, _ field: MailField) {
            let text = value.bytes.trimmed
            guard !text.isEmpty, content.accused.count < 100 else { return }
            content.accused.append(Told(AccusedThing(kind, .accused, RawText(text)), place(field)))
        }
        return content
    }

    /// The feedback types that are registered, and those that desks use.
    private static let kinds: [RawText: Accusation] = [
        "abuse": .spam, "fraud": .phishing, "virus": .malware, "not-spam": .unknown, "opt-out": .spam, "opt-out-list": .spam,
        "miscategorized": .unknown,
        "auth-failure": .spam, "phishing": .phishing, "login-attack": .loginAttack, "dos": .dos,
    ]
}
