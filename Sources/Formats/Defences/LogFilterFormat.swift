import Model

/// What logging is told to leave out: rules of rsyslog.conf(5) that end in "stop" or "~", and rules of auditctl(8).
package enum LogFilterFormat {
    /// Rules that throw messages away, as settings of the name "rsyslog.stop".
    package static func rsyslog(_ input: Span<UInt8>, path: RawText) -> Parsed<[DefenceSetting]> {
        settings(input, path, name: "rsyslog.stop") { line in
            line.hasSuffix(" stop") || line.hasSuffix("\tstop") || line.hasSuffix(" ~") || line.contains("{ stop }")
                || line.contains("{stop}")
        }
    }

    /// The line that keeps log-ins, commented out, as a setting of the name "rsyslog.off"; nothing where another line of the same file
    /// still keeps them.
    package static func silenced(_ input: Span<UInt8>, path: RawText) -> Parsed<[DefenceSetting]> {
        let kept = settings(input, path, name: "rsyslog") { isOfLogins($0) }
        guard kept.value.isEmpty else { return Parsed([]) }
        var found: [DefenceSetting] = []
        HostLine.each(in: input) { line in
            let text = RawText(Array(line.bytes.prefix(4_096)[...].trimmed { $0.isCSpace }))
            guard text.hasPrefix("#"), found.count < 100 else { return }
            let bare = RawText(Array(text.bytes.drop { $0 == 0x23 || $0 == 0x20 }))
            if isOfLogins(bare) { found.append(DefenceSetting(name: "rsyslog.off", value: bare, place: Place(path, line: line.number))) }
        }
        return Parsed(found)
    }

    /// A selector of rsyslog.conf(5) for what log-ins write, with a file behind it.
    private static func isOfLogins(_ line: RawText) -> Bool {
        let selector = RawText(line.bytes.prefix { $0 > 0x20 })
        guard selector.hasPrefix("auth,authpriv.") || selector.hasPrefix("authpriv.") || selector.hasPrefix("auth.") else { return false }
        return line.bytes.dropFirst(selector.count).drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x2d }.first == 0x2f
    }

    /// Rules that switch the audit off or leave all programs out, as settings of the name "audit.off".
    package static func audit(_ input: Span<UInt8>, path: RawText) -> Parsed<[DefenceSetting]> {
        settings(input, path, name: "audit.off") { line in
            let words = line.split(0x20).filter { !$0.isEmpty }
            if let state = words.firstIndex(of: "-e"), state + 1 < words.count, words[state + 1] == "0" { return true }
            guard let list = words.firstIndex(of: "-a"), list + 1 < words.count else { return false }
            return ["never,task", "task,never", "never,exit", "exit,never"].contains(words[list + 1]) && words.count == list + 2
        }
    }

    private static func settings(
        _ input: Span<UInt8>, _ path: RawText, name: String, _ isMeant: (RawText) -> Bool
    ) -> Parsed<[DefenceSetting]> {
        var found: [DefenceSetting] = []
        HostLine.each(in: input) { line in
            guard !line.bytes.isEmpty else { return }
            let text = RawText(Array(line.bytes.prefix(4_096)[...].trimmed { $0.isCSpace }))
            guard !text.hasPrefix("#"), found.count < 1_000, isMeant(text) else { return }
            found.append(DefenceSetting(name: name, value: text, place: Place(path, line: line.number)))
        }
        return Parsed(found)
    }
}

/// `name = value` lines between sections in brackets, as many daemons have them.
package enum HostAssignments {
    package static func parse(_ input: Span<UInt8>) -> [KeyValue] {
        var found: [KeyValue] = []
        HostLine.each(in: input) { line in
            guard !line.bytes.isEmpty else { return }
            let text = line.bytes[...].trimmed { $0.isCSpace }
            guard let first = text.first, first != 0x23, first != 0x3b, first != 0x5b, let equals = text.firstIndex(of: 0x3d),
                found.count < 50_000
            else { return }
            found.append(
                KeyValue(
                    line: line.number, name: RawText(Array(text[..<equals].trimmed)), value: RawText(Array(text[(equals + 1)...].trimmed))))
        }
        return found
    }
}
