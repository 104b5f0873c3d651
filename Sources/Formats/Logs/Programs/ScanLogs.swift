import Model

extension ProgramLog {
    /// scanlogd and PortSentry, which notice scans of ports.
    static let scans = ProgramLog(
        id: "scans", title: Localized(en: "Detectors of port scans", ja: "ポートスキャンの検知"),
        programs: ["scanlogd", "portsentry", "psad", "pscan"]
    ) { text, message, draft in
        draft.wholly { ScanMessage.read(text, message, &$0) }
    }

    /// Nagios' NRPE and NSClient: who asked, and what for.
    static let nrpe = ProgramLog(
        id: "nrpe", title: Localized(en: "Monitoring agent NRPE", ja: "監視エージェント NRPE"), programs: ["nrpe", "nagios-nrpe", "nsca"]
    ) { text, message, draft in
        draft.wholly { ScanMessage.nrpe(text, message, &$0) }
    }

    /// Net-SNMP's snmpd(8).
    static let snmpd = ProgramLog(
        id: "snmpd", title: Localized(en: "Network monitoring (SNMP)", ja: "ネットワーク監視(SNMP)"), programs: ["snmpd", "snmptrapd"]
    ) { text, message, draft in
        draft.wholly { ScanMessage.snmp(text, message, &$0) }
    }
}

enum ScanMessage {
    /// scanlogd: `192.0.2.1 to 192.0.2.9 ports 80, 81, …, TOS 00 @20:44:43`, with `192.0.2.1:1234` where the port never changed; PortSentry:
    /// `attackalert: Connect from host: name/192.0.2.1 to TCP port: 23`.
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("attackalert: ", in: text, message) { return portSentry(text, rest, &draft) }
        guard
            let peer = LogPeer.joined(
                text, message.lowerBound, end: LogText.word(text, message.lowerBound, end: message.upperBound).upperBound),
            LogPeer.isAddress(text, peer.address), LogText.matches(text, peer.end, " to "),
            LogText.contains(text, peer.end..<message.upperBound, " port")
        else { return false }
        peer.fill(&draft)
        draft.tell(.networkConnect, .failure)
        return true
    }

    private static func portSentry(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let host = LogText.behind("Host ", in: text, rest) ?? LogText.behind("Host: ", in: text, rest) {
            let word = LogText.word(text, host.lowerBound, end: host.upperBound)
            let start = LogText.last(0x2f, in: text, word).map { $0 + 1 } ?? word.lowerBound
            guard draft.peer(text, start..<word.upperBound) else { return false }
            draft.tell(.banSet, .success)
            return true
        }
        guard let at = LogText.first("from host: ", in: text, rest) else { return false }
        let word = LogText.word(text, at + 11, end: rest.upperBound)
        let start = LogText.last(0x2f, in: text, word).map { $0 + 1 } ?? word.lowerBound
        guard draft.peer(text, start..<word.upperBound) else { return false }
        draft.add("reason", LogText.trimmed(text, rest.lowerBound..<at))
        draft.tell(.networkConnect, .failure)
        return true
    }

    /// `Host 192.0.2.1 is not allowed to talk to us!`, `Host 192.0.2.1 is asking for command 'check_load' to be run…`, `Connection from
    /// 192.0.2.1 port 1234`.
    static func nrpe(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("Host ", in: text, message), let address = LogText.address(text, rest.lowerBound, end: rest.upperBound)
        {
            draft.address = Slice(address)
            let said = address.upperBound..<rest.upperBound
            if LogText.begins(text, said, " is not allowed") {
                draft.tell(.connectionRefused, .failure)
                return true
            }
            guard let command = LogText.behind(" is asking for command '", in: text, said) else { return false }
            draft.add("command", command.lowerBound..<(LogText.last("' to be run", in: text, command) ?? command.upperBound))
            draft.tell(.command)
            return true
        }
        if let rest = LogText.behind("Connection from ", in: text, message),
            let peer = LogPeer.spaced(text, rest.lowerBound, end: rest.upperBound)
        {
            peer.fill(&draft)
            let isRefused = LogText.contains(text, rest, "refused") || LogText.contains(text, rest, "not allowed")
            draft.tell(isRefused ? .connectionRefused : .connectionOpen, isRefused ? .failure : nil)
            return true
        }
        if LogText.begins(text, message, "Error: Request contained ") || LogText.begins(text, message, "Client request was invalid") {
            draft.tell(.connectionRefused, .failure)
        } else if LogText.begins(text, message, "Starting up daemon") || LogText.begins(text, message, "Server listening") {
            draft.tell(.serviceStart)
        } else if LogText.begins(text, message, "Caught SIGTERM") || LogText.begins(text, message, "Daemon shutdown") {
            draft.tell(.serviceStop)
        } else {
            return false
        }
        return true
    }

    /// `Connection from UDP: [192.0.2.1]:1234->[192.0.2.9]:161 refused`, `Authentication failed for bob`.
    static func snmp(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, message, "Connection from ") || LogText.begins(text, message, "Received SNMP packet(s) from "),
            let open = LogText.first(0x5b, in: text, message), let peer = LogPeer.bracketed(text, open, end: message.upperBound)
        {
            peer.fill(&draft)
            let isRefused = LogText.contains(text, message, "REFUSED") || LogText.ends(text, message, "refused")
            draft.tell(isRefused ? .connectionRefused : .connectionOpen, isRefused ? .failure : nil)
            return true
        }
        if let rest = LogText.behind("Authentication failed for ", in: text, message) {
            draft.user = Slice(rest)
            draft.tell(.loginFailure, .failure)
            return true
        }
        if LogText.begins(text, message, "NET-SNMP version ") {
            draft.tell(.serviceStart)
        } else if LogText.begins(text, message, "Received TERM") {
            draft.tell(.serviceStop)
        } else {
            return false
        }
        return true
    }
}
