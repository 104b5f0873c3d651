import Model

extension LogFormat {
    /// dpkg's log (dpkg(1), `--log`): `2011-03-12 00:30:01 install libc6:amd64 <none> 2.36-9`. Besides what is done to packages it tells
    /// the states that they pass through, which are plain messages here.
    static let dpkg = LogFormat(
        id: "dpkg", title: Localized(en: "dpkg's log", ja: "dpkgのログ"), names: ["/dpkg.log"], begins: .digit
    ) { text, line, draft in
        let end = line.upperBound
        guard let time = LogTime.iso(text, line.lowerBound), time.end < end, text[time.end] == 0x20 else { return false }
        let verb = LogText.word(text, time.end + 1, end: end)
        guard let kind = DpkgWords.kind(text, verb) else { return false }
        draft.format = "dpkg"
        draft.moment = time.moment
        draft.kind = kind
        draft.process = draft.decode("dpkg")
        draft.message = Slice(time.end + 1..<end)
        guard kind != .message else { return true }
        let package = LogText.word(text, LogText.skipBlanks(text, verb.upperBound, end: end), end: end)
        let before = LogText.word(text, LogText.skipBlanks(text, package.upperBound, end: end), end: end)
        let after = LogText.word(text, LogText.skipBlanks(text, before.upperBound, end: end), end: end)
        let colon = LogText.last(0x3a, in: text, package) ?? package.upperBound
        draft.add("package.name", package.lowerBound..<colon)
        if colon < package.upperBound { draft.add("package.architecture", colon + 1..<package.upperBound) }
        let isRemoval = kind == .packageRemove
        if !LogText.equals(text, before, "<none>"), !before.isEmpty {
            draft.add(isRemoval ? "package.version" : "package.version.before", before)
        }
        if !isRemoval, !after.isEmpty, !LogText.equals(text, after, "<none>") { draft.add("package.version", after) }
        return true
    }

    /// apt's `history.log`: paragraphs of `Start-Date:`, `Commandline:`, `Requested-By:`, `Install:` … `End-Date:`, an event each.
    static let aptHistory = LogFormat(
        id: "apt.history", title: Localized(en: "apt's history", ja: "aptの操作履歴"), names: ["/apt/history.log"], begins: .letter,
        continues: { text, _, line in AptWords.isMember(text, line) }, read: AptWords.history)

    /// apt's `term.log`: what dpkg and the packages' scripts printed, between `Log started:` and `Log ended:`.
    static let aptTerminal = LogFormat(
        id: "apt.term", title: Localized(en: "What apt printed", ja: "apt実行時の画面出力"), names: ["/apt/term.log"], begins: .letter,
        spansBlankLines: true,
        continues: { text, _, line in
            !LogText.matches(text, line.lowerBound, "Log started: ") && !LogText.matches(text, line.lowerBound, "Log ended: ")
        }
    ) { text, line, draft in
        let isStart = LogText.matches(text, line.lowerBound, "Log started: ")
        guard isStart || LogText.matches(text, line.lowerBound, "Log ended: ") else { return false }
        guard let time = AptWords.time(text, LogText.range(line.lowerBound + (isStart ? 13 : 11), line.upperBound)) else { return false }
        draft.format = "apt.term"
        draft.moment = time
        draft.kind = .message
        draft.message = Slice(line)
        return true
    }

    /// yum's log: `Mar 12 00:30:01 Installed: nginx-1.0-1.el6.x86_64`.
    static let yum = LogFormat(id: "yum", title: Localized(en: "yum's log", ja: "yumのログ"), names: ["/yum.log"], begins: .letter) {
        text, line, draft in
        guard let time = LogTime.bsd(text, line.lowerBound), LogText.byte(text, time.end) == 0x20 else { return false }
        // dnf's first releases wrote times like yum's, with a level behind.
        let word = LogText.word(text, time.end + 1, end: line.upperBound)
        let from = RPMWords.isLevel(text, word) ? LogText.skipBlanks(text, word.upperBound, end: line.upperBound) : time.end + 1
        guard RPMWords.read(text, LogText.range(from, line.upperBound), &draft) else { return false }
        draft.format = "yum"
        draft.moment = time.moment
        return true
    }

    /// dnf's own logs (`dnf.log`, `dnf.rpm.log`, `dnf.librepo.log`, `hawkey.log`): `2011-03-12T00:30:01+0900 INFO Installed: …`.
    static let dnf = LogFormat(
        id: "dnf", title: Localized(en: "dnf's log", ja: "dnfのログ"),
        names: ["/dnf.log", "/dnf.rpm.log", "/dnf.librepo.log", "/hawkey.log", "/dnf5.log"], begins: .digit
    ) { text, line, draft in
        let end = line.upperBound
        guard let time = LogTime.iso(text, line.lowerBound), time.end < end, text[time.end] == 0x20,
            LogText.byte(text, line.lowerBound + 10) == 0x54
        else { return false }
        var at = time.end + 1
        // dnf 5 puts the number of the process before the level.
        if text[at < end ? at : at - 1] == 0x5b, let close = LogText.first(0x5d, in: text, at..<min(end, at + 12)) {
            draft.pid = LogText.number(text, at + 1..<close)?.value
            at = min(end, close + 2)
        }
        let level = LogText.word(text, at, end: end)
        guard RPMWords.isLevel(text, level) else { return false }
        let from = LogText.skipBlanks(text, level.upperBound, end: end)
        // Other programs write such heads, too.
        guard RPMWords.isDnf(text, level, from) else { return false }
        draft.format = "dnf"
        draft.moment = time.moment
        draft.add("log.level", level)
        draft.message = Slice(from..<end)
        draft.kind = .message
        if LogText.matches(text, from, "Command: ") || LogText.matches(text, from, "DNF5 command: ") {
            draft.kind = .command
            draft.add("process.command_line", (LogText.placeBehind(": ", in: text, from..<end) ?? from)..<end)
        } else {
            _ = RPMWords.read(text, from..<end, &draft)
        }
        return true
    }

    /// zypper's history (`/var/log/zypp/history`): `2011-03-12 00:30:01|install|nginx|1.0-1|x86_64|root@host|repo|…|`.
    static let zypper = LogFormat(
        id: "zypper", title: Localized(en: "zypper's history", ja: "zypperの操作履歴"), names: ["/zypp/history"], begins: .digit
    ) { text, line, draft in
        let end = line.upperBound
        guard let time = LogTime.iso(text, line.lowerBound), time.moment.precision == .second, time.end < end, text[time.end] == 0x7c,
            LogText.byte(text, time.end + 1) >= 0x61
        else { return false }
        var fields: [Range<Int>] = []
        var at = time.end + 1
        while fields.count < 8, at <= end {
            let stop = LogText.first(0x7c, in: text, at..<end) ?? end
            fields.append(at..<stop)
            at = stop + 1
        }
        guard let verb = fields.first else { return false }
        var action = verb
        while action.count > 1, text[action.upperBound - 1] == 0x20 { action = action.lowerBound..<action.upperBound - 1 }
        if LogText.equals(text, action, "install") {
            draft.kind = .packageInstall
        } else if LogText.equals(text, action, "remove") {
            draft.kind = .packageRemove
        } else if LogText.equals(text, action, "command") {
            draft.kind = .command
        } else if action.count >= 3, ShellByte.isNameStart(text[action.lowerBound]) {
            draft.kind = .message
        } else {
            return false
        }
        draft.format = "zypper"
        draft.moment = time.moment
        draft.message = Slice(time.end + 1..<end)
        if draft.kind == .command, fields.count > 2 {
            draft.user = Slice(fields[1])
            draft.add("process.command_line", fields[2])
        } else if draft.kind != .message, fields.count > 3 {
            draft.add("package.name", fields[1])
            draft.add("package.version", fields[2])
            draft.add("package.architecture", fields[3])
            if fields.count > 4, !fields[4].isEmpty { draft.user = Slice(fields[4]) }
        }
        return true
    }

    /// pacman's log (pacman(8)): `[2011-03-12T00:30:01+0900] [ALPM] installed nginx (1.0-1)`.
    static let pacman = LogFormat(
        id: "pacman", title: Localized(en: "pacman's log", ja: "pacmanのログ"), names: ["/pacman.log"], begins: .bracket
    ) { text, line, draft in
        let end = line.upperBound
        var time = LogTime.iso(text, line.lowerBound + 1)
        // Before 2019: `[2011-03-12 00:30]`.
        if time == nil, LogText.byte(text, line.lowerBound + 17) == 0x5d, let minute = AptWords.minute(text, line.lowerBound + 1) {
            time = minute
        }
        guard let time, LogText.byte(text, time.end) == 0x5d else { return false }
        var at = time.end + 2
        guard LogText.byte(text, at) == 0x5b, let close = LogText.first(0x5d, in: text, LogText.range(at, min(end, at + 24))),
            LogText.matches(text, at, "[ALPM") || LogText.matches(text, at, "[PACMAN]")
        else { return false }
        let isScript = LogText.matches(text, at, "[ALPM-SCRIPTLET]")
        at = min(end, close + 2)
        draft.format = "pacman"
        draft.moment = time.moment
        draft.kind = .message
        draft.message = Slice(at..<end)
        if LogText.matches(text, at, "Running '") {
            draft.kind = .command
            draft.add("process.command_line", LogText.range(at + 9, LogText.last(0x27, in: text, at..<end) ?? end))
        } else if !isScript {
            _ = LogPhrase.read(PacmanWords.phrases, text, at..<end, &draft)
        }
        return true
    }

    /// What update-alternatives(1) and unattended-upgrades write.
    static let alternatives = LogFormat(
        id: "alternatives", title: Localized(en: "update-alternatives' log", ja: "update-alternativesのログ"), names: ["/alternatives.log"],
        begins: .letter
    ) { text, line, draft in
        guard LogText.matches(text, line.lowerBound, "update-alternatives "), let time = LogTime.iso(text, line.lowerBound + 20),
            LogText.matches(text, time.end, ": ")
        else { return false }
        draft.format = "alternatives"
        draft.moment = time.moment
        draft.kind = .configurationChange
        let message = LogText.range(time.end + 2, line.upperBound)
        draft.message = Slice(message)
        if LogText.matches(text, message.lowerBound, "run with ") {
            draft.kind = .command
            draft.add("process.command_line", LogText.range(message.lowerBound + 9, line.upperBound))
        } else if let target = LogText.placeBehind(" updated to point to ", in: text, message) {
            let isGroup = LogText.matches(text, message.lowerBound, "link group ")
            let link = LogText.range(message.lowerBound + (isGroup ? 11 : 5), target - 21)
            draft.path = Slice(link)
            draft.add("file.target_path", target..<line.upperBound)
        }
        return true
    }

    static let unattendedUpgrades = LogFormat(
        id: "unattended-upgrades", title: Localized(en: "Unattended upgrades", ja: "自動更新(unattended-upgrades)のログ"),
        names: ["/unattended-upgrades/unattended-upgrades.log"], begins: .digit
    ) { text, line, draft in
        let end = line.upperBound
        guard let time = LogTime.iso(text, line.lowerBound), time.end < end, text[time.end] == 0x20, time.moment.precision == .millisecond
        else { return false }
        let level = LogText.word(text, time.end + 1, end: end)
        guard RPMWords.isLevel(text, level) else { return false }
        let message = LogText.skipBlanks(text, level.upperBound, end: end)..<end
        guard LogPhrase.read(UpgradeWords.phrases, text, message, &draft) else { return false }
        draft.format = "unattended-upgrades"
        draft.moment = time.moment
        draft.add("log.level", level)
        draft.message = Slice(message)
        return true
    }
}
