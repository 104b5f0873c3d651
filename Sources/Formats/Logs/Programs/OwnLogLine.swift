import Model

/// Lines that a program writes to a log of its own or to its standard error, head and all, and that a syslog daemon or the journal carried:
/// `freeswitch[12]: 2011-03-12 00:30:01.123456 [WARNING] …`. The program's name tells which log's they are; what containers say, where no name
/// is known, is `CarriedLine`'s.
///
/// Who carried it says who wrote it and when. The line's own time counts only where the carrier told none: it is the same clock's, a moment
/// earlier, but often without its zone.
enum OwnLogLine {
    /// Reads the message of a program that has no grammar for what it says through syslog; false where no log of its own has such lines, and
    /// then the draft is as it was.
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard draft.process.isPresent, !draft.process.isDecoded, !message.isEmpty,
            ![.letter, .other].contains(LineStart(text[message.lowerBound]))
        else { return false }
        if LogText.byte(text, message.lowerBound) == 0x7b {
            guard LogText.byte(text, message.lowerBound + 1) == 0x22 else { return false }
            for format in objects where read(format, text, message, &draft) { return true }
            return false
        }
        let name = draft.process.range
        for (program, format) in programs where LogText.equalsAnyCase(text, name, program) {
            if read(format, text, message, &draft) { return true }
        }
        return false
    }

    /// Reads the message as a line of one format. What the carrier told stays.
    static func read(_ format: LogFormat, _ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard format.begins.contains(LineStart(text[message.lowerBound])) else { return false }
        let before = draft
        guard format.read(text, message, &draft) else {
            draft = before
            return false
        }
        draft.moment = before.moment ?? draft.moment
        draft.times = before.times
        if before.host.isPresent { draft.host = before.host }
        if before.process.isPresent { draft.process = before.process }
        draft.pid = before.pid ?? draft.pid
        draft.add("log.carrier", draft.decode(before.format))
        return true
    }

    /// Names of programs in lower case, and the logs that they write.
    private static let programs: [(String, LogFormat)] = [
        ("3proxy", .threeProxy), ("crowdsec", .crowdsec), ("forgejo", .gitea), ("freeswitch", .freeswitch), ("gitea", .gitea),
        ("java", .logback), ("java", .tomcat), ("java", .zimbra), ("mongod", .mongodb), ("mongodb", .mongodb), ("mongos", .mongodb),
        ("mumble-server", .murmur), ("murmurd", .murmur), ("named", .named), ("redis", .redis), ("redis-sentinel", .redis),
        ("redis-server", .redis),
        ("squid", .squid), ("squid-1", .squid), ("tine20", .tine20), ("valkey-server", .redis), ("vaultwarden", .vaultwarden),
        ("znc", .zncAdmin),
    ]

    /// Objects of JSON, which many programs print; each of these knows its own.
    private static let objects: [LogFormat] = [.mongodb, .cowrie, .suricata, .json]
}
