import Model

/// Programs that log under a name of the administrator's choosing, or under none: only what they say tells which they are.
package enum UnnamedProgram {
    /// Reads a message whose program no one knows; gives the id of the one that it is from.
    package static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> String? {
        if draft.process.isPresent, !draft.process.isDecoded, let program = related(text, draft.process.range),
            program.read(text, message, &draft)
        {
            return program.id
        }
        if !draft.process.isPresent, let id = bracketed(text, message, &draft) { return id }
        for program in candidates(text, message) where program.read(text, message, &draft) { return program.id }
        return nil
    }

    /// `Mar 24 08:58:32 sogod [26818]: …`, as Cocoa's own logging writes it: what stands where a host would is the program.
    private static func bracketed(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> String? {
        guard LogText.byte(text, message.lowerBound) == 0x5b, draft.host.isPresent, !draft.host.isDecoded,
            let (pid, end) = LogText.number(text, message.lowerBound + 1..<message.upperBound), LogText.matches(text, end, "]: ")
        else { return nil }
        let rest = min(end + 3, message.upperBound)..<message.upperBound
        (draft.process, draft.host, draft.pid, draft.message) = (draft.host, .absent, pid, Slice(rest))
        ProgramDispatch.read(text, message: rest, &draft)
        return draft.format
    }

    /// Instances of Postfix, OpenVPN and others, which put words of their own behind or before the program's name.
    private static func related(_ text: Span<UInt8>, _ name: Range<Int>) -> ProgramLog? {
        switch LogText.byte(text, name.lowerBound) | 0x20 {
        case 0x70:
            if LogText.begins(text, name, "postfix-") { return .postfix }
            if LogText.begins(text, name, "perdition.") { return .perdition }
            if LogText.begins(text, name, "php") { return .php }
        case 0x6f:
            if LogText.begins(text, name, "ovpn-") || LogText.begins(text, name, "openvpn") { return .openvpn }
        case 0x64:
            if LogText.begins(text, name, "dovecot") { return .dovecot }
        case 0x63:
            if LogText.begins(text, name, "courier") { return .courier }
        case 0x73:
            if LogText.begins(text, name, "sm-") || LogText.begins(text, name, "sendmail") { return .sendmail }
        case 0x77:
            if LogText.begins(text, name, "wordpress") { return .wordpress }
        case 0x76:
            if LogText.begins(text, name, "vchkpw") { return .qmail }
        case 0x62:
            if LogText.begins(text, name, "bitwarden") || LogText.begins(text, name, "Bitwarden") { return .bitwarden }
        default: break
        }
        return nil
    }

    /// Those whose messages begin so.
    private static func candidates(_ text: Span<UInt8>, _ message: Range<Int>) -> [ProgramLog] {
        switch LogText.byte(text, message.lowerBound) {
        case 0x68:
            return LogText.begins(text, message, "http") ? [.drupal] : []
        case 0x5b:
            if LogText.contains(text, message.lowerBound..<min(message.upperBound, message.lowerBound + 320), "_LOG>: ") {
                return [.softether]
            }
            if LogText.begins(text, message, "[error] [") || LogText.begins(text, message, "[notice] [")
                || LogText.begins(text, message, "[horde] ") || LogText.begins(text, message, "[imp] ")
            {
                return [.horde]
            }
            return LogText.begins(text, message, "[LOG") ? [.squirrelmail] : []
        case 0x28:
            // What stands before, "[host/VPN/hub]", was taken for the program.
            let head = message.lowerBound..<min(message.upperBound, message.lowerBound + 64)
            return LogText.contains(text, head, ") <") && LogText.contains(text, head, "_LOG>: ") ? [.softether] : []
        case 0x73:
            return LogText.begins(text, message, "system,") ? [.routeros] : []
        case 0x41:
            return LogText.begins(text, message, "ALERT - ") ? [.php] : LogText.begins(text, message, "Authentication ") ? [.wordpress] : []
        default: return []
        }
    }
}
