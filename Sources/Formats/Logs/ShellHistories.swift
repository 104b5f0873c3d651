import Model

extension LogFormat {
    /// bash's history with HISTTIMEFORMAT (bash(1), HISTORY): `#1299889801` and the commands until the next such line.
    static let bashTimed = LogFormat(
        id: "shell.bash.timed", title: Localized(en: "Shell history with times", ja: "シェルのコマンド履歴(時刻付き)"), names: ["/.bash_history", "/.history"],
        begins: .other, continues: { text, first, line in !HistoryLine.isStamp(text, line) && first.count <= 12 }
    ) { text, line, draft in
        let first = line.lowerBound..<(LogText.first(0x0a, in: text, line) ?? line.upperBound)
        guard HistoryLine.isStamp(text, first), let time = LogTime.epoch(text, first.lowerBound + 1..<first.lowerBound + 11) else {
            return false
        }
        draft.format = "shell.bash.timed"
        draft.kind = .command
        draft.moment = time.moment
        let command = min(line.upperBound, first.upperBound + 1)..<line.upperBound
        draft.message = Slice(command)
        draft.add("process.command_line", command)
        return true
    }

    /// zsh's extended history (zshoptions(1), EXTENDED_HISTORY): `: 1299889801:12;command`, lines joined by a backslash at their end.
    static let zsh = LogFormat(
        id: "shell.zsh", title: Localized(en: "History of zsh", ja: "zshのコマンド履歴"), names: ["/.zsh_history", "/.zhistory", "/.histfile"],
        begins: .other, continues: { text, _, line in line.lowerBound >= 2 && text[line.lowerBound - 1] == 0x0a && text[line.lowerBound - 2] == 0x5c }
    ) { text, line, draft in
        let end = line.upperBound
        guard LogText.matches(text, line.lowerBound, ": "), let (seconds, colon) = LogText.number(text, LogText.range(line.lowerBound + 2, end)),
            seconds >= 100_000_000, LogText.byte(text, colon) == 0x3a, let (_, semicolon) = LogText.number(text, LogText.range(colon + 1, end)),
            LogText.byte(text, semicolon) == 0x3b
        else { return false }
        draft.format = "shell.zsh"
        draft.kind = .command
        draft.moment = LogMoment(seconds: Int64(seconds))
        let command = LogText.range(semicolon + 1, end)
        draft.message = Slice(command)
        draft.add("process.command_line", command)
        return true
    }

    /// fish's history: `- cmd: command`, then `  when: 1299889801` and paths.
    static let fish = LogFormat(
        id: "shell.fish", title: Localized(en: "History of fish", ja: "fishのコマンド履歴"), names: ["/fish_history"], begins: .other,
        continues: { text, _, line in LogText.matches(text, line.lowerBound, "  ") }
    ) { text, line, draft in
        guard LogText.matches(text, line.lowerBound, "- cmd: ") else { return false }
        let stop = LogText.first(0x0a, in: text, line) ?? line.upperBound
        draft.format = "shell.fish"
        draft.kind = .command
        let command = HTTPLine.unescaped(text, line.lowerBound + 7..<stop, &draft)
        draft.message = command
        draft.add("process.command_line", command)
        if let when = LogText.placeBehind("\n  when: ", in: text, line), let (seconds, _) = LogText.number(text, when..<line.upperBound) {
            draft.moment = LogMoment(seconds: Int64(seconds))
        }
        return true
    }

    /// A history without times: a command each line, of shells and of the prompts of databases and interpreters.
    static let history = LogFormat(
        id: "shell.history", title: Localized(en: "Commands without times", ja: "コマンド履歴(時刻なし)"),
        names: [
            "/.bash_history", "/.ash_history", "/.sh_history", "/.ksh_history", "/.zsh_history", "/.history", "/.mysql_history", "/.mariadb_history",
            "/.psql_history", "/.python_history", "/.rediscli_history", "/.sqlite_history", "/.node_repl_history", "/.php_history", "/.irb_history",
            "/.mongo_history", "/.mongosh_history",
        ], claim: .named
    ) { text, line, draft in
        guard !HistoryLine.isStamp(text, line), !LogText.matches(text, line.lowerBound, "_HiStOrY_V2_") else { return false }
        draft.format = "shell.history"
        draft.kind = .command
        // libedit writes `\040` for a blank.
        let command = HistoryLine.octal(text, line, &draft)
        draft.message = command
        draft.add("process.command_line", command)
        return true
    }

    /// less(1)'s searches and commands, and what `.viminfo` and `.wget-hsts` tell of files and hosts.
    static let lessHistory = LogFormat(
        id: "less.history", title: Localized(en: "History of less", ja: "lessの履歴"), names: ["/.lesshst", "/.local/state/lesshst"], claim: .named
    ) { text, line, draft in
        guard LogText.byte(text, line.lowerBound) == 0x22 else { return false }
        draft.format = "less.history"
        draft.kind = .message
        draft.message = Slice(line.lowerBound + 1..<line.upperBound)
        return true
    }

    static let viminfo = LogFormat(
        id: "viminfo", title: Localized(en: "What vim remembers", ja: "vimの編集履歴(viminfo)"), names: ["/.viminfo", "/.vim/viminfo"], claim: .named
    ) { text, line, draft in
        let at = line.lowerBound
        let end = line.upperBound
        draft.format = "viminfo"
        switch text[at] {
        case 0x3a, 0x2f, 0x3f:
            guard line.count > 1 else { return false }
            draft.kind = text[at] == 0x3a ? .command : .message
            draft.message = Slice(at + 1..<end)
            if draft.kind == .command { draft.add("process.command_line", at + 1..<end) }
            return true
        case 0x3e where LogText.byte(text, at + 1) == 0x20:
            draft.kind = .fileAccess
            draft.path = Slice(LogText.range(at + 2, end))
            return true
        // |2,TYPE,FLAGS,SECONDS,,"text"; |4,MARK,LINE,COLUMN,SECONDS,"file".
        case 0x7c:
            guard let quote = LogText.first(0x22, in: text, line), let close = LogText.last(0x22, in: text, line), close > quote else {
                return false
            }
            let isMark = LogText.matches(text, at, "|4,")
            guard isMark || LogText.matches(text, at, "|2,") else { return false }
            var comma = at
            for _ in 0..<(isMark ? 4 : 2) { comma = (LogText.first(0x2c, in: text, LogText.range(comma, quote)) ?? quote) + 1 }
            if let (seconds, _) = LogText.number(text, LogText.range(comma, quote)), seconds > 100_000_000 {
                draft.moment = LogMoment(seconds: Int64(seconds))
            }
            let value = HTTPLine.unescaped(text, quote + 1..<close, &draft)
            draft.kind = isMark ? .fileAccess : .message
            if isMark { draft.path = value } else { draft.message = value }
            if LogText.matches(text, at, "|2,0,") {
                draft.kind = .command
                draft.add("process.command_line", value)
            }
            return true
        default: return false
        }
    }

    /// wget's list of hosts that ask for HTTPS: `host port subdomains SECONDS age`: when a host was last fetched from.
    static let wgetHosts = LogFormat(
        id: "wget.hsts", title: Localized(en: "Hosts that wget fetched from", ja: "wgetで取得した接続先の記録"), names: ["/.wget-hsts"], claim: .named
    ) { text, line, draft in
        let end = line.upperBound
        guard text[line.lowerBound] != 0x23 else { return false }
        let host = LogText.word(text, line.lowerBound, end: end)
        var at = host.upperBound
        var numbers: [Int] = []
        while numbers.count < 4, let (number, behind) = LogText.number(text, LogText.skipBlanks(text, at, end: end)..<end) {
            numbers.append(number)
            at = behind
        }
        guard numbers.count == 4 else { return false }
        draft.format = "wget.hsts"
        draft.kind = .networkConnect
        draft.moment = LogMoment(seconds: Int64(numbers[2]))
        draft.address = Slice(host)
        draft.process = draft.decode("wget")
        if numbers[0] > 0, numbers[0] < 65_536 { draft.port = numbers[0] }
        return true
    }
}

enum HistoryLine {
    /// `#` and the seconds since 1970.
    static func isStamp(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
        guard line.count == 11, text[line.lowerBound] == 0x23 else { return false }
        for at in line.lowerBound + 1..<line.upperBound where !ShellByte.isDigit(text[at]) { return false }
        return true
    }

    /// Undoes `\040` and its like.
    static func octal(_ text: Span<UInt8>, _ line: Range<Int>, _ draft: inout EventDraft) -> Slice {
        guard LogText.first("\\040", in: text, line) != nil else { return Slice(line) }
        var bytes: [UInt8] = []
        var at = line.lowerBound
        while at < line.upperBound {
            if text[at] == 0x5c, let value = LogText.digits(text, at + 1, 3), at + 3 < line.upperBound, value <= 377, value % 10 < 8, value / 10 % 10 < 8 {
                bytes.append(UInt8(truncatingIfNeeded: value / 100 * 64 + value / 10 % 10 * 8 + value % 10))
                at += 4
            } else {
                bytes.append(text[at])
                at += 1
            }
        }
        return draft.decode(bytes)
    }
}
