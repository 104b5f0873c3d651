import Model

/// A moment in the words of RFC 3339; the tests name moments that are well formed.
func moment(_ text: String) -> Timestamp { Timestamp(rfc3339: text) ?? Timestamp(seconds: -1) }

extension Finding {
    /// A finding with nothing but what conclusions are drawn from.
    static func made(
        _ detector: String = "file.name.deceptive", _ severity: Severity = .high, _ confidence: Confidence = .certain,
        aspect: Aspect = .hiding,
        path: RawText? = nil, kind: Subject.Kind = .file, pid: Int32? = nil, times: [TimeMark] = [], related: [RawText] = [],
        lastActive: Timestamp? = nil
    ) -> Finding {
        let words = Localized(en: "x", ja: "y")
        return Finding(
            detector: detector, severity: severity, confidence: confidence, aspect: aspect, title: words, explanation: words,
            subject: Subject(kind, path: path, pid: pid), misses: words, times: times, related: related, lastActive: lastActive)
    }

    /// A finding about a file that carries one moment.
    static func made(
        path: RawText, _ time: String, _ severity: Severity = .high, clock: Clock = .settable, meaning: TimeMark.Meaning = .modified,
        doubt: Bool = false
    ) -> Finding {
        made(
            "file.name.deceptive", severity, path: path,
            times: [TimeMark(moment(time), meaning, clock: clock, path: path, doubt: doubt ? Localized(en: "set by hand", ja: "偽装") : nil)])
    }
}

extension Facts {
    /// Facts of a copied root, examined on 10 July 2011.
    static func made(view: HostIdentity.View = .root, asRoot: Bool = true, gaps: [Gap] = []) -> Facts {
        var facts = Facts(host: HostIdentity(view: view), now: moment("2011-07-10T00:00:00+09:00"))
        facts.asRoot = asRoot
        facts.gaps = gaps
        return facts
    }
}
