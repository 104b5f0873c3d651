import Model

extension ProgramLog {
    /// Docker and containerd.
    static let dockerd = ProgramLog(
        id: "dockerd", title: Localized(en: "Containers (Docker)", ja: "コンテナ(Docker)"),
        programs: ["dockerd", "docker", "containerd", "dockerd-current", "docker-containerd", "podman"]
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
        if let id = LogText.value(" container=", in: text, message) ?? LogText.value(" id=", in: text, message) {
            draft.add("container.id", id)
        }
        if LogText.begins(text, said, "API listen on") || LogText.begins(text, said, "Daemon has completed initialization")
            || LogText.begins(text, said, "containerd successfully booted")
        {
            draft.tell(.serviceStart)
        } else if LogText.begins(text, said, "Processing signal '") || LogText.begins(text, said, "Daemon shutdown complete") {
            draft.tell(.serviceStop)
        } else if LogText.begins(text, said, "shim disconnected") || LogText.contains(text, said, "failed to exit within")
            || LogText.contains(text, said, "topic=/tasks/delete")
        {
            draft.tell(.containerStop)
        } else if LogText.begins(text, said, "connecting to shim ") || LogText.begins(text, said, "starting signal loop")
            || LogText.begins(text, said, "shim docker-containerd-shim started")
        {
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
            if LogText.byte(text, said.lowerBound) == 0x5b, let end = LogText.first("] ", in: text, said) {
                said = end + 2..<said.upperBound
            }
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
