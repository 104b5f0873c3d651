import Glibc
import Model
import Sigma

extension Probe {
    /// Events like those of a web server with log-ins, jobs and audit records, and how many of them are matched in a second.
    func speed(rounds: Int) {
        let samples = SampleEvent.all
        var matcher = set.matcher()
        var matches = 0
        // Time of the processor, so that what else the machine does counts for nothing.
        let start = clock()
        for round in 0..<rounds {
            let sample = samples[round % samples.count]
            matches += matcher.match(sample.text.span, sample.draft).count
        }
        let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
        print("\(set.rules.rules.count) rules, \(rounds) events, \(matches) matches, \(Int(Double(rounds) / seconds)) events a second")
    }
}

/// A line and the draft that a reader would make of it.
struct SampleEvent {
    var text: [UInt8]
    var draft: EventDraft

    init(_ line: String, _ format: String, _ kind: EventKind, _ fill: (inout EventDraft, (String) -> Slice) -> Void) {
        text = Array(line.utf8)
        draft = EventDraft()
        draft.format = format
        draft.kind = kind
        draft.record = 0..<text.count
        let whole = RawText(text)
        fill(&draft) { part in whole.firstRange(of: RawText(part)).map { Slice($0) } ?? .absent }
    }

    static var all: [SampleEvent] {
        var samples: [SampleEvent] = []
        for target in [
            "/", "/index.php?id=12&lang=en", "/css/site.css", "/cart/add?item=44&count=1", "/images/shop%20front.jpg", "/wp-login.php",
        ] {
            let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
            let line =
                "192.0.2.44 - - [21/Nov/2026:10:11:12 +0900] \"GET \(target) HTTP/1.1\" 200 5120 \"https://shop.example/start\" \"\(agent)\""
            samples.append(
                SampleEvent(line, "http.access", .httpRequest) { draft, place in
                    draft.address = place("192.0.2.44")
                    draft.method = place("GET")
                    draft.path = place(target + " ").isPresent ? Slice(place(target + " ").range.dropLast(1)) : .absent
                    (draft.status, draft.bytes) = (200, 5120)
                    draft.referer = place("https://shop.example/start")
                    draft.agent = place(agent)
                })
        }
        for message in [
            "Failed password for invalid user admin from 198.51.100.7 port 50022 ssh2",
            "Accepted publickey for deploy from 203.0.113.5 port 40022 ssh2: ED25519 SHA256:abcdefghijklmnopqrstuvwxyz0123456789abcdefg",
            "Disconnected from authenticating user root 198.51.100.7 port 50022 [preauth]",
        ] {
            samples.append(
                SampleEvent("Nov 21 10:11:12 shop sshd[1234]: \(message)", "sshd", .loginFailure) { draft, place in
                    (draft.host, draft.process, draft.message) = (place("shop"), place("sshd"), place(message))
                    (draft.user, draft.address) = (place("admin"), place("198.51.100.7"))
                    draft.pid = 1234
                })
        }
        for command in ["/usr/bin/run-parts --report /etc/cron.hourly", "cd /srv/shop && php artisan schedule:run >/dev/null 2>&1"] {
            samples.append(
                SampleEvent("Nov 21 10:17:01 shop CRON[2233]: (root) CMD (\(command))", "cron", .jobRun) { draft, place in
                    (draft.host, draft.process, draft.user) = (place("shop"), place("CRON"), place("root"))
                    draft.message = place("(root) CMD (\(command))")
                    draft.add("process.command_line", place(command))
                    draft.pid = 2233
                })
        }
        let command = "/usr/bin/systemctl restart nginx.service"
        samples.append(
            SampleEvent(
                "Nov 21 10:20:00 shop sudo:    deploy : TTY=pts/0 ; PWD=/home/deploy ; USER=root ; COMMAND=\(command)", "sudo",
                .privilegeUse
            ) { draft, place in
                (draft.host, draft.process, draft.user) = (place("shop"), place("sudo"), place("deploy"))
                draft.message = place("deploy : TTY")
                draft.add("process.command_line", place(command))
                draft.add("process.working_directory", place("/home/deploy"))
            })
        let audit =
            "type=SYSCALL msg=audit(1795223472.123:4567): arch=c000003e syscall=59 success=yes exit=0 a0=55d3 a1=55e4 a2=55f5 a3=8 items=2 ppid=900 "
            + "pid=901 auid=1000 uid=33 gid=33 euid=33 suid=33 fsuid=33 egid=33 sgid=33 fsgid=33 tty=(none) ses=4 comm=\"convert\" "
            + "exe=\"/usr/bin/convert\" subj=unconfined key=\"exec\""
        samples.append(
            SampleEvent(audit, "audit", .processStart) { draft, place in
                draft.process = place("/usr/bin/convert")
                for name in ["type", "success", "exit", "ppid", "pid", "auid", "uid", "euid", "tty", "ses", "comm", "exe", "key"] {
                    guard let start = RawText(audit).firstRange(of: RawText(" \(name)="))?.upperBound ?? (name == "type" ? 5 : nil) else {
                        continue
                    }
                    let end = Array(audit.utf8)[start...].firstIndex(of: 0x20) ?? audit.utf8.count
                    draft.add(name, start..<end)
                }
            })
        return samples
    }
}
