import Model

extension ProgramLog {
    /// The kernel: packets that a firewall rule logged, faults of programs, memory that ran out, modules, devices, start and end.
    static let kernel = ProgramLog(
        id: "kernel", title: Localized(en: "Kernel", ja: "カーネル"), programs: ["kernel", "klogd", "vmunix", "ulogd", "dmesg"]
    ) { text, message, draft in
        KernelMessage.read(text, message, &draft)
    }
}

enum KernelMessage {
    static func read(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let message = unstamped(text, LogText.trimmed(text, whole))
        guard !message.isEmpty else { return false }
        if FirewallMessage.read(text, message, &draft) { return true }
        switch LogText.byte(text, message.lowerBound) {
        case 0x61:
            if let rest = LogText.behind("audit: ", in: text, message) ?? LogText.behind("audit(", in: text, message) {
                return audit(text, rest, &draft)
            }
        case 0x74:
            if LogText.begins(text, message, "type="), LogText.contains(text, message, "audit(") { return audit(text, message, &draft) }
        case 0x4c:
            if LogText.begins(text, message, "Linux version ") {
                draft.kind = .systemBoot
                return true
            }
        case 0x72:
            if LogText.begins(text, message, "reboot: ") {
                draft.kind = .systemShutdown
                return true
            }
        case 0x52:
            if LogText.begins(text, message, "Restarting system") {
                draft.kind = .systemShutdown
                return true
            }
        case 0x75:
            if LogText.begins(text, message, "usb ") { return usb(text, message, &draft) }
        case 0x4f, 0x4d, 0x6f:
            if KernelFault.memory(text, message, &draft) { return true }
        case 0x6b, 0x69:
            if LogText.begins(text, message, "klogd ") || LogText.begins(text, message, "imklog ") {
                draft.kind = .serviceStart
                return true
            }
        case 0x4b:
            if LogText.begins(text, message, "Kernel logging (proc) stopped")
                || LogText.begins(text, message, "Kernel log daemon terminating")
            {
                draft.kind = .serviceStop
                return true
            }
        case 0x77:
            if let rest = LogText.behind("wireguard: ", in: text, message), wireguard(text, rest, &draft) { return true }
        case 0x64:
            if let rest = LogText.behind("device ", in: text, message), let at = LogText.first(" promiscuous mode", in: text, rest) {
                return promiscuous(text, rest.lowerBound..<at, &draft)
            }
        default: break
        }
        return KernelFault.read(text, message, &draft) || module(text, message, &draft) || device(text, message, &draft)
    }

    /// WireGuard (`drivers/net/wireguard/receive.c`): what came from an address that no peer has, or from a peer who stands in brackets.
    private static func wireguard(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        LogPhrase.read(wireguardPhrases, text, message, &draft)
    }

    private static let wireguardPhrases = [
        LogPhrase(.connectionRefused, .failure, "{+network.interface}: Invalid handshake initiation from {address}"),
        LogPhrase(.connectionRefused, .failure, "{+network.interface}: Invalid handshake response from {address}"),
        LogPhrase(.connectionRefused, .failure, "{+network.interface}: Invalid MAC of handshake, dropping packet from {address}"),
        LogPhrase(
            .connectionRefused, .failure, "{+network.interface}: Packet has unallowed src IP ({*}) from peer {+wireguard.peer} ({address})"),
        LogPhrase(.connectionOpen, "{+network.interface}: Receiving handshake initiation from peer {+wireguard.peer} ({address})"),
    ]

    /// Without `[12345.678901] `, the seconds since the start, and without the level `<6>`.
    private static func unstamped(_ text: Span<UInt8>, _ message: Range<Int>) -> Range<Int> {
        var from = message.lowerBound
        if LogText.byte(text, from) == 0x3c, let close = LogText.first(0x3e, in: text, from..<min(message.upperBound, from + 5)) {
            from = close + 1
        }
        guard LogText.byte(text, from) == 0x5b, let close = LogText.first(0x5d, in: text, from..<min(message.upperBound, from + 24)) else {
            return from..<message.upperBound
        }
        for at in from + 1..<close where !ShellByte.isDigit(text[at]) && text[at] != 0x2e && text[at] != 0x20 {
            return from..<message.upperBound
        }
        return LogText.skipBlanks(text, close + 1, end: message.upperBound)..<message.upperBound
    }

    /// `type=1400 audit(1300000000.123:45): apparmor="DENIED" …`: a record of auditd's kind that found no daemon. Here only refusals of the
    /// security modules are told apart; the rest of the record is a message.
    private static func audit(_ text: Span<UInt8>, _ record: Range<Int>, _ draft: inout EventDraft) -> Bool {
        draft.kind = .message
        if let type = LogText.value("type=", in: text, record) { draft.add("audit.type", type) }
        let isDenied = LogText.contains(text, record, "=\"DENIED\"") || LogText.contains(text, record, "avc:  denied")
        guard isDenied else { return true }
        (draft.kind, draft.outcome) = (.policyDenial, .failure)
        if let name = LogText.between(" name=\"", "\"", in: text, record) { draft.path = Slice(name) }
        if let program = LogText.between(" comm=\"", "\"", in: text, record) { draft.add("process.name", program) }
        if let profile = LogText.between(" profile=\"", "\"", in: text, record) { draft.add("apparmor.profile", profile) }
        return true
    }

    private static func promiscuous(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let name = LogText.word(text, range.lowerBound, end: range.upperBound)
        draft.add("network.interface", LogText.ends(text, name, ":") ? name.lowerBound..<name.upperBound - 1 : name)
        draft.add("network.promiscuous", draft.decode(LogText.contains(text, range, "left") ? "off" : "on"))
        draft.kind = .configurationChange
        return true
    }

    /// `usb 1-1: new high-speed USB device number 5 using xhci_hcd`, `usb 1-1: Product: …`, `usb 1-1: USB disconnect, device number 5`.
    private static func usb(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let colon = LogText.first(": ", in: text, message) else { return false }
        draft.add("device.name", message.lowerBound..<colon)
        let rest = colon + 2..<message.upperBound
        draft.kind = LogText.begins(text, rest, "new ") || LogText.begins(text, rest, "New USB device found") ? .deviceAttach : .message
        return true
    }

    /// `x: loading out-of-tree module taints kernel.`, `x: module verification failed: …`, `x: module license 'unspecified' taints kernel.`
    private static func module(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let colon = LogText.first(": ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 64)) else {
            return false
        }
        let rest = colon + 2..<message.upperBound
        if LogText.begins(text, rest, "entered promiscuous mode") || LogText.begins(text, rest, "left promiscuous mode") {
            return promiscuous(text, message.lowerBound..<message.upperBound, &draft)
        }
        let isTaint =
            LogText.begins(text, rest, "loading out-of-tree module") || LogText.begins(text, rest, "module verification failed")
            || LogText.begins(text, rest, "module license ") || LogText.contains(text, rest, "taints kernel")
            || LogText.contains(text, rest, "tainting kernel")
        if isTaint {
            draft.add("module.name", message.lowerBound..<colon)
            (draft.kind, draft.outcome) = (.moduleLoad, .success)
            return true
        }
        if LogText.contains(text, rest, "unsigned module loading is restricted")
            || LogText.begins(text, rest, "disagrees about version of symbol")
            || LogText.contains(text, rest, "module loading is restricted")
        {
            draft.add("module.name", message.lowerBound..<colon)
            (draft.kind, draft.outcome) = (.moduleLoad, .failure)
            return true
        }
        return false
    }

    private static func device(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, message, "sd "), LogText.contains(text, message, " Attached SCSI ") {
            if let name = LogText.between("[", "]", in: text, message) { draft.add("device.name", name) }
            draft.kind = .deviceAttach
            return true
        }
        if LogText.contains(text, message, "setting system clock to") {
            draft.kind = .clockChange
            return true
        }
        return false
    }
}
