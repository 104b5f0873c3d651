import Model

/// Finds the reader of a program's messages by the name that it logs under.
package enum ProgramDispatch {
    private static let table = Table()

    /// Reads the message of a draft whose process is known; a message that no program's grammar fits is of kind `message`.
    package static func read(_ text: Span<UInt8>, message: Range<Int>, _ draft: inout EventDraft) {
        draft.kind = .message
        let start = unrepeated(text, message, &draft)
        // Modules of PAM speak in the name of the program that they serve.
        if PamMessage.isLikely(text, start), PamMessage.read(text, start, &draft) {
            draft.format = ProgramLog.pam.id
            return
        }
        guard draft.process.isPresent, !draft.process.isDecoded else {
            // What else such a line says is read by the formats of other lines, which are asked where only its head was understood.
            if let id = UnnamedProgram.read(text, start, &draft) { draft.format = id }
            return
        }
        var name = draft.process.range
        guard let index = table.lookUp(text, &name) else {
            if let id = UnnamedProgram.read(text, start, &draft) {
                draft.format = id
            } else if OwnLogLine.read(text, start, &draft) {
                return
            } else if !GenericMessage.common(text, start, &draft) {
                GenericMessage.ofAnybody(text, start, &draft)
            }
            return
        }
        if table.readers[index](text, start, &draft) {
            draft.format = table.ids[index]
        } else if OwnLogLine.read(text, start, &draft) {
            return
        } else if !GenericMessage.common(text, start, &draft) {
            draft.kind = .message
            // Modules of PAM that are not known speak in the name of any program.
            if !isOfFewWords[index] || LogText.matches(text, start.lowerBound, "pam_") { GenericMessage.ofAnybody(text, start, &draft) }
        }
    }

    /// Programs that say nothing of peers and log-ins but what their grammar knows; what it does not is of the machine itself, of which there is
    /// much, or looks like a line of theirs because a visitor chose his name so. Of all others many releases and extensions speak otherwise
    /// than their grammar has it.
    private static let isOfFewWords = ProgramLogs.all.map { program in
        [
            "amavis", "apache", "clamav", "clock", "cron", "exim", "fail2ban", "haproxy", "kernel", "lighttpd", "logind", "logrotate",
            "mailfilter", "mysqld", "named", "networkmanager", "nfs", "nginx", "opensmtpd", "packetfilter", "polkit", "postfix", "qmail",
            "sendmail", "sshd", "syslogd", "systemd", "xrdp",
        ].contains(program.id)
    }

    /// Reads a message of a program whose own log does not name it in each line ("vsftpd"); false where its grammar does not fit, and
    /// then the draft is as it was.
    package static func read(named program: String, _ text: Span<UInt8>, message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let index = ProgramLogs.byName[program], ProgramLogs.all[index].read(text, message, &draft) else { return false }
        return true
    }

    /// The message within "message repeated 3 times: [ … ]", as rsyslog and syslog-ng write it; sets how often.
    private static func unrepeated(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Range<Int> {
        // sysklogd and syslogd of BSD: "last message repeated 3 times", "--- last message repeated 3 times ---".
        let first = LogText.byte(text, message.lowerBound)
        if first == 0x6b, let rest = KernelClock.behind(text, message) { return rest }
        if first == 0x6c || first == 0x2d,
            let rest = LogText.behind("last message repeated ", in: text, message)
                ?? LogText.behind("--- last message repeated ", in: text, message), let (times, _) = LogText.number(text, rest)
        {
            draft.times = max(1, min(times, 1_000_000))
            return message
        }
        guard first == 0x6d, LogText.matches(text, message.lowerBound, "message repeated "),
            let (times, end) = LogText.number(text, message.lowerBound + 17..<message.upperBound), LogText.matches(text, end, " times: [")
        else { return message }
        draft.times = max(1, min(times, 1_000_000))
        var start = end + 9
        if LogText.byte(text, start) == 0x20 { start += 1 }
        let last = LogText.byte(text, message.upperBound - 1) == 0x5d ? message.upperBound - 1 : message.upperBound
        return start..<max(start, last)
    }

    /// Open addressing over the programs' names.
    private struct Table: Sendable {
        private var slots: [Int16]
        private let names: [[UInt8]]
        private let programs: [Int]
        /// Of the programs, in their order, apart from their titles, which would be copied, too.
        let readers: [@Sendable (Span<UInt8>, Range<Int>, inout EventDraft) -> Bool]
        let ids: [String]

        init() {
            readers = ProgramLogs.all.map(\.read)
            ids = ProgramLogs.all.map(\.id)
            let pairs = ProgramLogs.byName.sorted { $0.key < $1.key }
            names = pairs.map { Array($0.key.utf8) }
            programs = pairs.map(\.value)
            slots = Array(repeating: -1, count: 1024)
            for (index, name) in names.enumerated() {
                var slot = Table.hash(name.span, 0..<name.count) & 1023
                while slots[slot] >= 0 { slot = (slot + 1) & 1023 }
                slots[slot] = Int16(index)
            }
        }

        /// FNV-1a of the name in lower case.
        private static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
            var hash: UInt32 = 2_166_136_261
            for index in range { hash = (hash ^ UInt32(lower(text[index]))) &* 16_777_619 }
            return Int(hash ^ hash >> 16)
        }

        private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte }

        func lookUp(_ text: Span<UInt8>, _ name: inout Range<Int>) -> Int? {
            guard !name.isEmpty, name.count <= 64, name.upperBound <= text.count else { return nil }
            while true {
                var slot = Table.hash(text, name) & 1023
                while slots[slot] >= 0 {
                    let candidate = names[Int(slots[slot])]
                    if candidate.count == name.count {
                        var index = 0
                        while index < candidate.count, candidate[index] == Table.lower(text[name.lowerBound + index]) { index += 1 }
                        if index == candidate.count { return programs[Int(slots[slot])] }
                    }
                    slot = (slot + 1) & 1023
                }
                // "postfix/smtpd" as "postfix", "CRON(pam_unix)" as "cron".
                guard let cut = LogText.last(0x2f, in: text, name) ?? LogText.first(0x28, in: text, name), cut > name.lowerBound
                else { return nil }
                name = name.lowerBound..<cut
            }
        }
    }
}
