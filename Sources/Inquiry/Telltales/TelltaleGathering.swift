import Model

extension TrailGatherer {
    /// Looks at a record for what only a break-in or an attack leaves.
    mutating func watch(_ text: Span<UInt8>, _ draft: EventDraft, _ time: Timestamp, _ line: Int?, _ offset: Int64) {
        switch draft.kind {
        case .command, .jobRun, .privilegeUse, .processStart: watchCommand(text, draft, time, line, offset)
        case .jobChange:
            // crontab(1) says by whom a table was replaced: services have no tables of their own making.
            guard let user = draft.text(draft.user, in: text), ServiceNames.isService(user) else { return }
            note(.identity, .sign, event(text, draft, time, line, offset), words: 1)
        case .sessionOpen where draft.format == "nfs":
            if draft.address.isPresent { note(.contact, .sign, event(text, draft, time, line, offset), words: 8) }
        case .sessionOpen:
            guard ServiceNames.isWeb(opener(text, draft)) else { return }
            var event = event(text, draft, time, line, offset)
            event.user = "www-data"
            note(.identity, .proof, event, words: 2)
        case .accountCreate:
            let event = event(text, draft, time, line, offset)
            let words = event.text.asciiLowercased
            if words.contains("uid=0,") || words.contains("uid=0 ") || words.hasSuffix("uid=0") {
                note(.secondRoot, .proof, event, words: 3)
            }
        case .loginSuccess, .loginFailure:
            // vsftpd 2.3.4 as it was altered in 2011 opens a shell to names with a smile.
            let isSmile =
                draft.format.contains("ftp") && draft.user.count > 2 && (draft.text(draft.user, in: text)?.hasSuffix(":)") ?? false)
            guard isSmile || draft.record.count > 160 && shows(text, draft) else { return }
            note(.attack, .sign, event(text, draft, time, line, offset), words: 4)
        // Requests to an interface of programs: audit.k8s.io.
        case .httpRequest:
            if draft.format == "json", !draft.address.isPresent || isAudit(text, draft) { watchWords(text, draft, time, line, offset) }
        case .raw, .message, .httpError, .serviceFailure, .databaseQuery, .mailRejected, .mailReceived, .moduleLoad, .configurationChange,
            .policyDenial, .connectionRefused, .fileCreate, .fileModify, .containerStart, .serviceStop, .processFault:
            watchWords(text, draft, time, line, offset)
        // Of the daemon for log-ins they come by the thousand, and say nothing of a fault.
        case .connectionClose where draft.format != "sshd": watchWords(text, draft, time, line, offset)
        default: return
        }
    }

    /// Requests whose answer says that they were carried out, and those that carry a database away.
    mutating func watchAnswer(
        _ text: Span<UInt8>, _ draft: EventDraft, _ method: RequestShape.Method, _ attack: AttackKind?, _ time: Timestamp, _ line: Int?,
        _ offset: Int64
    ) {
        guard draft.status == 200 else { return }
        if attack == .injectionCommand, draft.withBytes(draft.path, in: text, { DebugConsole.isCommand($0) }) {
            // A site that answers everything alike answers these as well.
            note(.console, .sign, event(text, draft, time, line, offset), words: 6 &+ UInt64(bitPattern: draft.bytes ?? 0) << 8)
        } else if attack == .secret, method == .get, draft.bytes ?? 0 >= 64 {
            note(.contact, .sign, event(text, draft, time, line, offset), words: 9)
        } else if method == .get, draft.bytes ?? 0 >= 512, draft.withBytes(draft.path, in: text, { DatabaseCopy.isOne($0) }) {
            note(.copyTaken, .sign, event(text, draft, time, line, offset), words: 7)
        }
    }

    /// Whether a record of JSON says in its beginning that it is one of an audit (audit.k8s.io/v1, kind Event).
    private func isAudit(_ text: Span<UInt8>, _ draft: EventDraft) -> Bool {
        let record = draft.record
        guard record.lowerBound >= 0, record.upperBound <= text.count, record.count > 40 else { return false }
        return TrailGatherer.copy(text.extracting(record.lowerBound..<min(record.upperBound, record.lowerBound + 96)), 96).contains(
            "audit.k8s.io")
    }

    private func shows(_ text: Span<UInt8>, _ draft: EventDraft) -> Bool {
        let record = draft.record
        guard record.lowerBound >= 0, record.upperBound <= text.count else { return false }
        return DaemonOddity.shows(text.extracting(record))
    }

    private mutating func watchWords(_ text: Span<UInt8>, _ draft: EventDraft, _ time: Timestamp, _ line: Int?, _ offset: Int64) {
        let record = draft.record
        guard record.lowerBound >= 0, record.upperBound <= text.count, !record.isEmpty else { return }
        let isServers = lens.isServers || draft.format == "docker" || draft.format == "cri" || draft.field("log.carrier").isPresent
        if let (number, rule) = TelltaleWords.shared.rule(text.extracting(record), isServers: isServers) {
            var event = event(text, draft, time, line, offset)
            var (gravity, words) = (rule.gravity, UInt64(100 + number))
            if rule.isOrder {
                guard let order = ServiceOrder.command(in: text.extracting(record), behind: rule.all[0]) else { return }
                words = TextDigest.of(order.bytes.span, seed: words)
                // Its administrators give a service orders as well: only what no honest order is counts.
                guard judge(order, words, isJob: false, isService: false) == .proof else {
                    if judge(order, words, isJob: false, isService: true) != nil { note(.output, .sign, event, words: words) }
                    return
                }
                gravity = .proof
            } else if event.address.isEmpty {
                event.address = NetworkMark.firstNumber(in: event.text) ?? ""
            }
            // Faults are counted by the hour.
            if rule.kind == .fault {
                words &+= UInt64(truncatingIfNeeded: time.seconds.flooredDivision(by: 3_600)) << 16 ^ TextDigest.of(event.process)
            }
            note(rule.kind, gravity, event, words: words)
        }
    }

    /// A line that has no time of its own, as of a stack trace: it was written behind the line before.
    mutating func watchUndated(_ text: Span<UInt8>, _ draft: EventDraft, _ line: Int?, _ offset: Int64) {
        guard draft.kind == .raw, let time = latest else { return }
        let record = draft.record
        guard record.lowerBound >= 0, record.upperBound <= text.count, !record.isEmpty,
            let (number, rule) = TelltaleWords.shared.rule(text.extracting(record), isServers: lens.isServers || lens.isCarried),
            !rule.isOrder
        else { return }
        note(rule.kind, rule.kind == .attack ? rule.gravity : .sign, event(text, draft, time, line, offset), words: UInt64(100 + number))
    }

    private mutating func watchCommand(_ text: Span<UInt8>, _ draft: EventDraft, _ time: Timestamp, _ line: Int?, _ offset: Int64) {
        var user = draft.text(draft.user, in: text) ?? ""
        if let account = lens.historyOwner, user.isEmpty { user = account }
        let isService = ServiceNames.isService(user)
        let field = draft.field("process.command_line")
        if draft.kind == .privilegeUse, ServiceNames.isWeb(user), draft.outcome != .failure, !field.isPresent {
            note(.identity, .proof, event(text, draft, time, line, offset), words: 2)
            return
        }
        guard field.isPresent, draft.outcome != .failure, let command = draft.text(field, in: text), command.count >= 4 else { return }
        let isJob = draft.kind == .jobRun
        let words = TextDigest.of(command.bytes.span, seed: isJob ? 7 : 0)
        let gravity = judge(command, words, isJob: isJob, isService: isService)
        guard let gravity else { return }
        var event = event(text, draft, time, line, offset)
        event.user = user
        event.path = RawText(Array(command.bytes.prefix(1_024)))
        note(isJob ? .job : .command, gravity, event, words: words)
    }

    private mutating func judge(_ command: RawText, _ words: UInt64, isJob: Bool, isService: Bool) -> Telltale.Gravity? {
        let key = words &+ (isService ? 1 : 0)
        if let known = judged[key] { return known }
        let bytes = Array(command.bytes.prefix(8_192))
        let gravity = CommandJudgement.gravity(command, lens.reader(bytes), isJob: isJob, isService: isService)
        if judged.count < 4_096 { judged[key] = .some(gravity) }
        return gravity
    }

    /// The account of "by (uid=33)", as PAM writes it: by its number where it has no name.
    private func opener(_ text: Span<UInt8>, _ draft: EventDraft) -> RawText {
        let record = draft.record
        guard record.count < 400, record.lowerBound >= 0, record.upperBound <= text.count else { return "" }
        let words = TrailGatherer.copy(text.extracting(record), 400)
        guard words.contains("su:session") || words.contains("(su)"), let range = words.firstRange(of: " by ") else { return "" }
        let rest = RawText(Array(words.bytes[range.upperBound...]))
        if rest.contains("(uid=33)") || rest.contains("(uid=48)") { return "www-data" }
        return RawText(Array(rest.bytes.prefix { $0 != 0x28 && $0 != 0x20 }))
    }

    mutating func note(_ kind: Telltale.Kind, _ gravity: Telltale.Gravity, _ event: TrailEvent, words: UInt64) {
        trail.telltales.add(Telltale(kind, gravity, event), words: words)
    }

    /// Notes a call of a program of a site.
    mutating func watchProgram(
        _ text: Span<UInt8>, _ draft: EventDraft, _ shape: RequestShape, _ method: RequestShape.Method, _ address: AddressKey,
        _ attack: AttackKind?, _ time: Timestamp, _ line: Int?, _ offset: Int64
    ) {
        let isAsked = shape.hasQuery && (shape.isProgram || attack == .injectionCommand)
        let command = isAsked ? ShellQuery.kind(bounded(draft.path, draft, text, 1_024)) : nil
        guard shape.isProgram || command != nil, let status = draft.status else { return }
        if status == 404 {
            trail.programs.miss(shape.digest, time.seconds)
            return
        }
        guard status >= 200, status < 300 || status == 500, trail.programs.hasRoom(shape.digest) else { return }
        let isKnown = trail.programs.knows(shape.digest)
        if !isKnown {
            var first = event(text, draft, time, line, offset)
            first.attack = attack
            trail.programs.begin(shape.digest, first.pathAlone, first)
        }
        var injection: TrailEvent?
        if command == .injected, trail.programs.programs[shape.digest]?.injection == nil {
            injection = event(text, draft, time, line, offset)
            injection?.attack = attack
        }
        let size = draft.bytes
        trail.programs.change(shape.digest) { tally in
            tally.note(address, size)
            if isKnown { tally.answered &+= 1 }
            if time < tally.first.time { tally.first.time = time }
            tally.last = max(tally.last, time)
            if shape.hasQuery { tally.withQuery &+= 1 }
            if method.writes { tally.posts &+= 1 }
            if command != nil { tally.commands &+= 1 }
            if command == .injected { tally.injected &+= 1 }
            if let injection { tally.injection = injection }
        }
    }
}

/// The command line that a service says it ran.
enum ServiceOrder {
    /// What stands behind the words: from the colon on to the end, or between quotation marks.
    static func command(in record: Span<UInt8>, behind words: String) -> RawText? {
        let text = TrailGatherer.copy(record, 4_096)
        guard let range = text.firstRange(of: RawText(words)) else { return nil }
        var rest = text.bytes[range.upperBound...]
        if !words.hasSuffix("'"), let colon = RawText(Array(rest)).firstRange(of: " : ") { rest = rest.dropFirst(colon.upperBound) }
        if words.hasSuffix("'") {
            // The command may hold quotation marks of its own: the last one before a blank ends it.
            let marks = rest.indices.filter { rest[$0] == 0x27 }
            guard let end = marks.last(where: { $0 + 1 < rest.endIndex && rest[$0 + 1] == 0x20 }) ?? marks.last else { return nil }
            rest = rest[..<end]
        }
        return rest.count >= 4 ? RawText(Array(rest)) : nil
    }
}

extension NetworkMark {
    /// The first address of IPv4 in a text that is not this machine's own, and not of a page that somebody is to fetch.
    static func firstNumber(in text: RawText) -> RawText? {
        all(in: text).first { mark in
            mark.bytes.allSatisfy { $0 == 0x2e || $0 >= 0x30 && $0 <= 0x39 } && !mark.hasPrefix("127.") && !mark.hasPrefix("0.")
                && !text.contains("://" + mark)
        }
    }
}
