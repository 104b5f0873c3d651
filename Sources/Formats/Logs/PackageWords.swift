import Model

enum DpkgWords {
    static func kind(_ text: Span<UInt8>, _ verb: Range<Int>) -> EventKind? {
        guard !verb.isEmpty else { return nil }
        switch text[verb.lowerBound] {
        case 0x69: return LogText.equals(text, verb, "install") ? .packageInstall : nil
        case 0x75: return LogText.equals(text, verb, "upgrade") ? .packageUpgrade : nil
        case 0x72: return LogText.equals(text, verb, "remove") ? .packageRemove : nil
        case 0x70: return LogText.equals(text, verb, "purge") ? .packageRemove : nil
        case 0x64: return LogText.equals(text, verb, "disappear") ? .packageRemove : nil
        case 0x73: return LogText.equals(text, verb, "status") || LogText.equals(text, verb, "startup") ? .message : nil
        case 0x63: return LogText.equals(text, verb, "configure") || LogText.equals(text, verb, "conffile") ? .message : nil
        case 0x74: return LogText.equals(text, verb, "trigproc") ? .message : nil
        default: return nil
        }
    }
}

enum AptWords {
    private static let members = [
        "Commandline: ", "Requested-By: ", "Install: ", "Upgrade: ", "Downgrade: ", "Remove: ", "Purge: ", "Reinstall: ", "Error: ", "End-Date: ",
        "Comment: ", "Disappeared: ",
    ]

    static func isMember(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
        members.contains { LogText.matches(text, line.lowerBound, $0) }
    }

    /// `2011-03-12  00:30:01`: apt puts two blanks between.
    static func time(_ text: Span<UInt8>, _ range: Range<Int>) -> LogMoment? {
        let at = range.lowerBound
        if let time = LogTime.iso(text, at) { return time.moment }
        guard let year = LogText.digits(text, at, 4), let month = LogText.digits(text, at + 5, 2), let day = LogText.digits(text, at + 8, 2),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let clock = LogText.skipBlanks(text, min(at + 10, range.upperBound), end: range.upperBound)
        guard let second = LogText.clock(text, clock) else { return nil }
        return .local(year: year, month: month, day: day, second: second)
    }

    /// `2011-03-12 00:30`.
    static func minute(_ text: Span<UInt8>, _ at: Int) -> LogTime.Read? {
        guard let year = LogText.digits(text, at, 4), LogText.byte(text, at + 4) == 0x2d, let month = LogText.digits(text, at + 5, 2),
            LogText.byte(text, at + 7) == 0x2d, let day = LogText.digits(text, at + 8, 2), let hour = LogText.digits(text, at + 11, 2),
            LogText.byte(text, at + 13) == 0x3a, let minute = LogText.digits(text, at + 14, 2), (1...12).contains(month), (1...31).contains(day),
            hour < 24, minute < 60
        else { return nil }
        return .init(
            moment: .local(year: year, month: month, day: day, second: hour * 3600 + minute * 60, precision: .minute), end: at + 16)
    }

    @Sendable static func history(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard LogText.matches(text, range.lowerBound, "Start-Date: "),
            let moment = time(text, LogText.range(range.lowerBound + 12, range.upperBound))
        else { return false }
        draft.format = "apt.history"
        draft.moment = moment
        draft.kind = .message
        var hasChange = false
        var at = range.lowerBound
        while at < range.upperBound {
            let stop = LogText.first(0x0a, in: text, at..<range.upperBound) ?? range.upperBound
            var end = stop
            while end > at, text[end - 1] == 0x0d { end -= 1 }
            member(text, at..<end, &hasChange, &draft)
            at = stop + 1
        }
        draft.message = Slice(range)
        return true
    }

    private static let changes: [(String, EventKind, String)] = [
        ("Install: ", .packageInstall, "package.installed"), ("Upgrade: ", .packageUpgrade, "package.upgraded"),
        ("Downgrade: ", .packageUpgrade, "package.downgraded"), ("Reinstall: ", .packageInstall, "package.reinstalled"),
        ("Remove: ", .packageRemove, "package.removed"), ("Purge: ", .packageRemove, "package.purged"),
    ]

    private static func member(_ text: Span<UInt8>, _ line: Range<Int>, _ hasChange: inout Bool, _ draft: inout EventDraft) {
        let at = line.lowerBound
        func value(_ length: Int) -> Range<Int> { LogText.range(at + length, line.upperBound) }
        for (name, kind, field) in changes where LogText.matches(text, at, name) {
            if !hasChange { draft.kind = kind }
            hasChange = true
            draft.add(field, value(name.utf8.count))
            return
        }
        if LogText.matches(text, at, "Commandline: ") {
            draft.add("process.command_line", value(13))
        } else if LogText.matches(text, at, "Requested-By: ") {
            let user = value(14)
            let open = LogText.last(" (", in: text, user)
            draft.user = Slice(user.lowerBound..<(open ?? user.upperBound))
            if let open { draft.add("user.id", LogText.range(open + 2, user.upperBound - 1)) }
        } else if LogText.matches(text, at, "Error: ") {
            draft.outcome = .failure
        }
    }
}

enum RPMWords {
    static func isLevel(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
        guard word.count >= 4, word.count <= 9 else { return false }
        switch text[word.lowerBound] {
        case 0x49: return LogText.equals(text, word, "INFO")
        case 0x44: return LogText.equals(text, word, "DEBUG") || LogText.equals(text, word, "DDEBUG")
        case 0x53: return LogText.equals(text, word, "SUBDEBUG") || LogText.equals(text, word, "SUPPLEMENTARY")
        case 0x57: return LogText.equals(text, word, "WARNING")
        case 0x45: return LogText.equals(text, word, "ERROR")
        case 0x43: return LogText.equals(text, word, "CRITICAL")
        default: return false
        }
    }

    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool { LogPhrase.read(phrases, text, range, &draft) }

    private static let phrases = [
        LogPhrase(.packageInstall, "Installed: {+package.name}"), LogPhrase(.packageUpgrade, "Updated: {+package.name}"),
        LogPhrase(.packageUpgrade, "Upgraded: {+package.name}"), LogPhrase(.packageUpgrade, "Upgrade: {+package.name}"),
        LogPhrase(.packageUpgrade, "Downgraded: {+package.name}"), LogPhrase(.packageUpgrade, "Downgrade: {+package.name}"),
        LogPhrase(.packageInstall, "Reinstalled: {+package.name}"), LogPhrase(.packageInstall, "Reinstall: {+package.name}"),
        LogPhrase(.packageInstall, "Dep-Installed: {+package.name}"), LogPhrase(.packageRemove, "Erased: {+package.name}"),
        LogPhrase(.packageRemove, "Erase: {+package.name}"), LogPhrase(.packageRemove, "Removed: {+package.name}"),
        LogPhrase(.packageRemove, "Obsoleted: {+package.name}"), LogPhrase(.message, "Cleanup: {+package.name}"),
    ]
}

enum PacmanWords {
    static let phrases = [
        LogPhrase(.packageInstall, "installed {+package.name} ({=package.version})"),
        LogPhrase(.packageInstall, "reinstalled {+package.name} ({=package.version})"),
        LogPhrase(.packageRemove, "removed {+package.name} ({=package.version})"),
        LogPhrase(.packageUpgrade, "upgraded {+package.name} ({+package.version.before} -> {=package.version})"),
        LogPhrase(.packageUpgrade, "downgraded {+package.name} ({+package.version.before} -> {=package.version})"),
    ]
}

enum UpgradeWords {
    static let phrases = [
        LogPhrase(.packageUpgrade, "Packages that will be upgraded: {=package.name}"),
        LogPhrase(.packageRemove, "Packages that were successfully auto-removed: {=package.name}"),
        LogPhrase(.message, "Initial blacklist{*}"), LogPhrase(.message, "Initial whitelist{*}"),
        LogPhrase(.message, "Starting unattended upgrades script"), LogPhrase(.message, "Allowed origins are: {*}"),
        LogPhrase(.message, "No packages found that can be upgraded unattended{*}"), LogPhrase(.message, "All upgrades installed"),
        LogPhrase(.message, "Writing dpkg log to {*}"), LogPhrase(.message, "Packages that {*}"), LogPhrase(.message, "Package {*}"),
    ]
}
