import Model

extension ProgramLog {
    /// xinetd(8) and inetd(8), which open connections for other programs.
    static let xinetd = ProgramLog(
        id: "xinetd", title: Localized(en: "Starter of network services (xinetd)", ja: "ネットワークサービスの起動役(xinetd)"),
        programs: ["xinetd", "inetd", "tcpd", "rlinetd"]
    ) { text, message, draft in
        XinetdMessage.read(text, LogText.trimmed(text, message), &draft)
    }
}

enum XinetdMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x53:
            // "START: ftp pid=12 from=::ffff:192.0.2.1"
            if let rest = LogText.behind("START: ", in: text, message) {
                service(text, rest, &draft)
                draft.kind = .connectionOpen
                return true
            }
            guard LogText.begins(text, message, "Started working: ") || LogText.begins(text, message, "Starting ") else { return false }
            draft.kind = .serviceStart
            return true
        case 0x45:
            if let rest = LogText.behind("EXIT: ", in: text, message) {
                service(text, rest, &draft)
                draft.kind = .connectionClose
                return true
            }
            guard LogText.begins(text, message, "Exiting") else { return false }
            draft.kind = .serviceStop
            return true
        case 0x46:
            // "FAIL: telnet address from=192.0.2.1", "FAIL: ftp libwrap from=…", "FAIL: ftp per_source_limit from=…"
            guard let rest = LogText.behind("FAIL: ", in: text, message) else { return false }
            service(text, rest, &draft)
            if let from = LogText.last(" from=", in: text, rest), let blank = LogText.first(0x20, in: text, rest), blank < from {
                draft.add("reason", blank + 1..<from)
            }
            (draft.kind, draft.outcome) = (.connectionRefused, .failure)
            return true
        case 0x6c:
            // "libwrap refused connection to ftp (libwrap=in.ftpd) from 192.0.2.1"
            guard LogText.begins(text, message, "libwrap refused connection"), let from = LogText.last(" from ", in: text, message) else {
                return false
            }
            LogPeer.joined(text, from + 6, end: message.upperBound)?.fill(&draft)
            (draft.kind, draft.outcome) = (.connectionRefused, .failure)
            return true
        case 0x44:
            guard let rest = LogText.behind("Deactivating service ", in: text, message) else { return false }
            draft.add("service.name", LogText.word(text, rest.lowerBound, end: rest.upperBound))
            draft.kind = .serviceStop
            return true
        case 0x78:
            guard LogText.begins(text, message, "xinetd Version ") else { return false }
            draft.kind = .serviceStart
            return true
        default:
            // inetd: "refused connection from name, service ftpd (tcp)", "connection from name, service ftpd (tcp)"
            if let rest = LogText.behind("refused connection from ", in: text, message)
                ?? LogText.behind("connection from ", in: text, message)
            {
                let isRefused = LogText.byte(text, message.lowerBound) == 0x72
                LogPeer.joined(text, rest.lowerBound, end: rest.upperBound)?.fill(&draft)
                if let name = LogText.value(", service ", in: text, rest) { draft.add("service.name", name) }
                (draft.kind, draft.outcome) = isRefused ? (.connectionRefused, .failure) : (.connectionOpen, nil)
                return true
            }
            return WrapperMessage.read(text, message, &draft)
        }
    }

    /// `ftp status=0 pid=12 duration=3(sec)` with or without `from=`.
    private static func service(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        let name = LogText.word(text, range.lowerBound, end: range.upperBound)
        draft.add("service.name", name)
        let rest = name.upperBound..<range.upperBound
        if let from = LogText.value(" from=", in: text, rest), let address = LogPeer.plain(text, from) { draft.address = Slice(address) }
        if let status = LogText.value(" status=", in: text, rest) { draft.status = LogText.number(text, status)?.value }
    }
}
