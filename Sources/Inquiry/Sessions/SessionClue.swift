import Model

/// What of an event tells which session it belongs to.
package struct SessionClue: Hashable, Sendable {
    package var time: Timestamp
    package var kind: EventKind
    package var outcome: EventOutcome?
    package var format = ""
    /// The machine that the record names, for logs that several machines write to.
    package var host: RawText = ""
    package var process: RawText = ""
    package var pid: Int?
    package var user: RawText = ""
    /// Whom the user became: sudo, su.
    package var target: RawText = ""
    package var address: RawText = ""
    package var port: Int?
    /// "pts/0", without "/dev/".
    package var terminal: RawText = ""
    /// The number that systemd-logind gave the session.
    package var seat: RawText = ""
    /// The kernel's number of the session, by pam_loginuid and auditd.
    package var audit: RawText = ""

    package init(_ kind: EventKind, at time: Timestamp) { (self.kind, self.time) = (kind, time) }

    /// Of an event that was read; nil where it can belong to no session: requests to a web server, times of files, events that name neither
    /// a process nor a user nor a session.
    package init?(_ draft: borrowing EventDraft, in text: Span<UInt8>, time: Timestamp) {
        switch draft.kind {
        case .raw, .httpRequest, .httpError, .fileModify, .fileAccess, .fileMetadata, .fileBirth: return nil
        default: break
        }
        self.init(draft.kind, at: time)
        (outcome, format, pid, port) = (draft.outcome, draft.format, draft.pid, draft.port)
        host = SessionClue.text(draft, draft.host, text)
        process = SessionClue.text(draft, draft.process, text)
        user = SessionClue.text(draft, draft.user, text)
        address = SessionClue.text(draft, draft.address, text)
        for field in draft.fields {
            switch field.name {
            case "tty", "terminal": if terminal.isEmpty { terminal = SessionClue.terminal(SessionClue.text(draft, field.value, text)) }
            case "session.id", "_SYSTEMD_SESSION": if seat.isEmpty { seat = SessionClue.text(draft, field.value, text) }
            case "ses", "_AUDIT_SESSION": if audit.isEmpty { audit = SessionClue.audit(SessionClue.text(draft, field.value, text)) }
            case "user.target": target = SessionClue.text(draft, field.value, text)
            case "ssh.session":
                // "shell on pts/0".
                let words = SessionClue.text(draft, field.value, text).split(0x20)
                if words.count > 2, words[words.count - 2] == "on" { terminal = SessionClue.terminal(words[words.count - 1]) }
            default: continue
            }
        }
        if pid == nil, user.isEmpty, terminal.isEmpty, seat.isEmpty, audit.isEmpty, !endsAll { return nil }
    }

    /// Of an event that the inquiry keeps.
    init(_ event: TrailEvent) {
        self.init(event.kind, at: event.time)
        (outcome, format, process, pid) = (event.outcome, event.format, event.process, event.pid)
        (user, address) = (event.user, event.address)
    }

    /// The longest text that is kept of one member.
    private static let longest = 256

    private static func text(_ draft: borrowing EventDraft, _ slice: Slice, _ text: Span<UInt8>) -> RawText {
        guard slice.isPresent else { return "" }
        return draft.withBytes(slice, in: text) { span in
            var bytes: [UInt8] = []
            for index in 0..<min(span.count, longest) { bytes.append(span[index]) }
            return RawText(bytes)
        }
    }

    static func terminal(_ text: RawText) -> RawText {
        let name = text.hasPrefix("/dev/") ? RawText(Array(text.bytes.dropFirst(5))) : text
        // What sshd, cron and services put in the place of a terminal.
        let none: Set<RawText> = ["ssh", "sshd", "cron", "unknown", "?", "(none)", "none", "ftp", "ftpd", "su", "-", "~", ":0"]
        return none.contains(name) ? "" : name
    }

    /// -1 and 4294967295 are what the kernel has for no session.
    static func audit(_ text: RawText) -> RawText { ["4294967295", "-1", "unset"].contains(text) ? "" : text }

    /// The whole machine starts or stops.
    var endsAll: Bool { kind == .systemBoot || kind == .systemShutdown }

    /// What lets people in; where a record tells only that somebody was let in, "remote" or "local".
    var service: String {
        if terminal.hasPrefix("ftp") { return "ftp" }
        let name =
            ["wtmp", "audit", "logind", "pam"].contains(format)
            ? "local" : LoginService.name(format: format, process: process, isHTTP: false)
        return name == "local" && !address.isEmpty && !address.hasPrefix(":") ? "remote" : name
    }

    /// A job of cron opens sessions of PAM and of audit, too.
    var isJob: Bool { process == "cron" || process == "CRON" || process == "crond" || process == "atd" }
}

extension SessionClue {
    /// As bytes, to be laid down and read again; the time goes apart.
    package func encode(to bytes: inout [UInt8]) {
        func number(_ value: Int) { for index in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) } }
        func text(_ text: some Collection<UInt8>) {
            bytes.append(UInt8(min(text.count, 255)))
            bytes += text.prefix(255)
        }
        text(kind.rawValue.utf8)
        text((outcome?.rawValue ?? "").utf8)
        text(format.utf8)
        number(pid ?? -1)
        number(port ?? -1)
        for member in [host, process, user, target, address, terminal, seat, audit] { text(member.bytes) }
    }

    /// What `encode` gave, and where it ends; nil where it is something else.
    package init?(_ bytes: Span<UInt8>, at time: Timestamp, end: inout Int) {
        var at = 0
        func number() -> Int? {
            guard at + 4 <= bytes.count else { return nil }
            defer { at += 4 }
            return Int(Int32(truncatingIfNeeded: (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }))
        }
        func text() -> RawText? {
            guard at < bytes.count, at + 1 + Int(bytes[at]) <= bytes.count else { return nil }
            let count = Int(bytes[at])
            defer { at += 1 + count }
            return RawText((at + 1..<at + 1 + count).map { bytes[$0] })
        }
        guard let kind = text()?.utf8.flatMap({ EventKind(rawValue: $0) }), let outcome = text(), let format = text()?.utf8,
            let pid = number(), let port = number()
        else { return nil }
        self.init(kind, at: time)
        (self.outcome, self.format) = (outcome.utf8.flatMap { EventOutcome(rawValue: $0) }, format)
        (self.pid, self.port) = (pid < 0 ? nil : pid, port < 0 ? nil : port)
        var members: [RawText] = []
        for _ in 0..<8 {
            guard let member = text() else { return nil }
            members.append(member)
        }
        (host, process, user, target) = (members[0], members[1], members[2], members[3])
        (address, terminal, seat, audit) = (members[4], members[5], members[6], members[7])
        end = at
    }
}
