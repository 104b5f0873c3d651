import Model

extension ProgramLog {
    /// Docker and containerd.
    static let dockerd = ProgramLog(
        id: "dockerd", title: Localized(en: "Containers (Docker)", ja: "コンテナ(Docker)"), programs: ["dockerd", "docker", "containerd", "dockerd-current", "docker-containerd", "podman"]
    ) { text, message, draft in
        draft.wholly { SystemServiceMessage.docker(text, message, &$0) }
    }

    /// logrotate(8).
    static let logrotate = ProgramLog(
        id: "logrotate", title: Localized(en: "Rotation of logs", ja: "ログのローテーション"), programs: ["logrotate", "newsyslog", "savelog"]
    ) { text, message, draft in
        draft.wholly { SystemServiceMessage.logrotate(text, message, &$0) }
    }

    /// NetworkManager and wpa_supplicant.
    static let networkmanager = ProgramLog(
        id: "networkmanager", title: Localized(en: "Network set-up (NetworkManager)", ja: "ネットワーク設定(NetworkManager)"),
        programs: ["networkmanager", "nm-dispatcher"]
    ) { text, message, draft in
        draft.wholly { SystemServiceMessage.network(text, message, &$0) }
    }

    /// HAProxy.
    static let haproxysyslog = ProgramLog(
        id: "haproxy.syslog", title: Localized(en: "Load balancer HAProxy", ja: "負荷分散 HAProxy"), programs: ["haproxy"]
    ) { text, message, draft in
        draft.wholly { BalancerMessage.read(text, message, &$0) }
    }

    /// Exim, where it logs through syslog: the line is that of its own log, with or without the time.
    static let eximsyslog = ProgramLog(
        id: "exim.syslog", title: Localized(en: "Mail server Exim", ja: "メールサーバー Exim"), programs: ["exim", "exim4"]
    ) { text, message, draft in
        guard let own = LogFormats.all.first(where: { $0.id == "exim" }) else { return false }
        let (moment, format) = (draft.moment, draft.format)
        guard draft.wholly({ own.read(text, message, &$0) }) else { return false }
        (draft.moment, draft.format) = (moment, format)
        return true
    }
}

enum SystemServiceMessage {
    /// `time="…" level=info msg="…"`, or the words alone.
    static func docker(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var said = message
        if let open = LogText.first(" msg=\"", in: text, message) {
            // Quotes within are written with a backslash.
            var at = open + 6
            while at < message.upperBound, text[at] != 0x22 { at += text[at] == 0x5c ? 2 : 1 }
            said = open + 6..<min(max(open + 6, at), message.upperBound)
        } else if let open = LogText.first(" msg=", in: text, message) {
            said = LogText.word(text, open + 5, end: message.upperBound)
        }
        if let id = LogText.value(" container=", in: text, message) ?? LogText.value(" id=", in: text, message) { draft.add("container.id", id) }
        if LogText.begins(text, said, "API listen on") || LogText.begins(text, said, "Daemon has completed initialization")
            || LogText.begins(text, said, "containerd successfully booted")
        {
            draft.tell(.serviceStart)
        } else if LogText.begins(text, said, "Processing signal '") || LogText.begins(text, said, "Daemon shutdown complete") {
            draft.tell(.serviceStop)
        } else if LogText.begins(text, said, "shim disconnected") || LogText.contains(text, said, "failed to exit within") || LogText.contains(text, said, "topic=/tasks/delete") {
            draft.tell(.containerStop)
        } else if LogText.begins(text, said, "connecting to shim ") || LogText.begins(text, said, "starting signal loop") || LogText.begins(text, said, "shim docker-containerd-shim started") {
            draft.tell(.containerStart)
        } else if LogText.contains(text, message, "level=error") || LogText.contains(text, message, "level=fatal") {
            draft.tell(.message, .failure)
        } else if said != message {
            draft.tell(.message)
        } else {
            return false
        }
        return true
    }

    static func logrotate(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, message, "ALERT exited abnormally") || LogText.begins(text, message, "error: ") {
            draft.tell(.logRotate, .failure)
        } else if LogText.contains(text, message, "rotating log") || LogText.contains(text, message, "logfile turned over") {
            draft.tell(.logRotate)
        } else {
            return false
        }
        return true
    }

    /// `<info>  [1300000000.1234] device (eth0): state change: …`.
    static func network(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var said = message
        if LogText.byte(text, said.lowerBound) == 0x3c, let close = LogText.first(0x3e, in: text, said) {
            said = LogText.skipBlanks(text, close + 1, end: said.upperBound)..<said.upperBound
            if LogText.byte(text, said.lowerBound) == 0x5b, let end = LogText.first("] ", in: text, said) { said = end + 2..<said.upperBound }
        }
        if LogText.begins(text, said, "NetworkManager (version ") {
            draft.tell(.serviceStart)
        } else if LogText.begins(text, said, "caught SIGTERM") || LogText.begins(text, said, "exiting (success)") {
            draft.tell(.serviceStop)
        } else if LogText.begins(text, said, "device (") || LogText.begins(text, said, "dhcp4 (") || LogText.begins(text, said, "dhcp6 (")
            || LogText.begins(text, said, "manager: ") || LogText.begins(text, said, "policy: ")
        {
            draft.tell(.message)
        } else {
            return false
        }
        return true
    }
}

/// HAProxy's logs of requests: `192.0.2.1:58430 [14/Nov/2015:22:45:11.608] front back/server 0/0/1/2/3 401 248 - - PR-- 0/0/0/0/0 0/0 "GET /
/// HTTP/1.1"`.
enum BalancerMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let head = LogText.word(text, message.lowerBound, end: message.upperBound)
        if LogText.matches(text, head.upperBound, " ["), let peer = peer(text, head) {
            guard let close = LogText.first("] ", in: text, head.upperBound..<message.upperBound) else { return false }
            peer.fill(&draft)
            return request(text, close + 2..<message.upperBound, &draft)
        }
        if let rest = LogText.behind("Connect from ", in: text, message), let peer = peer(text, LogText.word(text, rest.lowerBound, end: rest.upperBound)) {
            peer.fill(&draft)
            draft.tell(.connectionOpen)
            return true
        }
        if LogText.begins(text, message, "Proxy "), LogText.contains(text, message, " started") {
            draft.tell(.serviceStart)
        } else if LogText.begins(text, message, "Server "), LogText.contains(text, message, " is DOWN") {
            draft.tell(.serviceFailure, .failure)
        } else if LogText.begins(text, message, "Server "), LogText.contains(text, message, " is UP") {
            draft.tell(.serviceStart)
        } else if LogText.begins(text, message, "Stopping ") || LogText.begins(text, message, "Proxy ") {
            draft.tell(.serviceStop)
        } else {
            return false
        }
        return true
    }

    /// HAProxy always writes the port, behind the last colon.
    private static func peer(_ text: Span<UInt8>, _ word: Range<Int>) -> LogPeer? {
        guard let colon = LogText.last(0x3a, in: text, word), let port = LogText.wholeNumber(text, colon + 1..<word.upperBound), port <= 65_535,
            let address = LogPeer.plain(text, word.lowerBound..<colon), LogPeer.isAddress(text, address)
        else { return nil }
        return LogPeer(address: address, port: port, end: word.upperBound)
    }

    private static func request(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var at = range.lowerBound
        var words: (front: Range<Int>, back: Range<Int>, times: Range<Int>, third: Range<Int>, fourth: Range<Int>) = (range, range, range, range, range)
        for index in 0..<5 {
            let word = LogText.word(text, at, end: range.upperBound)
            guard !word.isEmpty else { return false }
            switch index {
            case 0: words.front = word
            case 1: words.back = word
            case 2: words.times = word
            case 3: words.third = word
            default: words.fourth = word
            }
            at = LogText.skipBlanks(text, word.upperBound, end: range.upperBound)
        }
        draft.add("proxy.frontend", words.front)
        draft.add("proxy.backend", words.back)
        guard let open = LogText.first(0x22, in: text, at..<range.upperBound), let status = LogText.wholeNumber(text, words.third), status <= 999,
            words.third.count == 3 || text[words.third.lowerBound] == 0x2d
        else {
            // A connection without HTTP: bytes stand where the status would.
            if let bytes = LogText.wholeNumber(text, words.third) { draft.bytes = Int64(bytes) }
            draft.tell(.connectionClose)
            return true
        }
        draft.status = status
        if let bytes = LogText.wholeNumber(text, words.fourth) { draft.bytes = Int64(bytes) }
        let method = LogText.word(text, open + 1, end: range.upperBound)
        if LogText.byte(text, method.lowerBound) != 0x3c {
            draft.method = Slice(method)
            let target = LogText.word(text, min(method.upperBound + 1, range.upperBound), end: range.upperBound)
            draft.path = Slice(LogText.ends(text, target, "\"") ? target.lowerBound..<target.upperBound - 1 : target)
        }
        draft.tell(.httpRequest, status == 401 ? .failure : nil)
        return true
    }
}
