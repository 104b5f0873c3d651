import Model

/// Words of records that tell of a break-in or of an attack, after what the attacked programs print; each rule names its source.
struct TelltaleRule: Sendable {
    var kind: Telltale.Kind
    var gravity: Telltale.Gravity
    /// All of these stand in the record, and one of the others where there are any.
    var all: [String]
    var any: [String] = []
    var none: [String] = []
    /// Only in logs of web servers, of application servers and of containers: on a terminal the words are everyday.
    var isServers = false
    /// Behind the first of the words stands a command line that a service ran for somebody; it counts as that command does.
    var isOrder = false

    static let rules: [TelltaleRule] = programs + services + faults

    private static let programs: [TelltaleRule] = [
        // wget(1), curl(1), sh and chmod(1) write these to standard error, which servers keep in their error logs.
        TelltaleRule(
            kind: .output, gravity: .proof, all: [" saved ["],
            any: ["'/tmp/", "'/dev/shm/", "'/var/tmp/", "‘/tmp/", "‘/dev/shm/", "‘/var/tmp/"],
            isServers: true),
        TelltaleRule(kind: .output, gravity: .sign, all: ["--  http://"], isServers: true),
        TelltaleRule(kind: .output, gravity: .sign, all: ["% Received % Xferd"], isServers: true),
        TelltaleRule(
            kind: .output, gravity: .sign, all: ["not found"],
            any: ["wget: ", "curl: ", "crontab: ", "lwp-download: ", "base64: ", "python: ", "ncat: "], isServers: true),
        TelltaleRule(kind: .output, gravity: .sign, all: ["chmod: "], any: ["/tmp/", "/dev/shm/", "/var/tmp/"], isServers: true),
        TelltaleRule(kind: .output, gravity: .sign, all: ["no crontab for "], isServers: true),
        // rpc.statd of nfs-utils 0.1, CERT CA-2000-17.
        TelltaleRule(kind: .attack, gravity: .sign, all: ["POSSIBLE SPOOF/ATTACK ATTEMPT"]),
        // Evaluation languages of Java programs, as their stack traces repeat what was sent: Struts S2-045, CVE-2021-44228, CVE-2022-22965.
        TelltaleRule(kind: .attack, gravity: .sign, all: ["${jndi:"]),
        TelltaleRule(kind: .attack, gravity: .sign, all: ["#_memberAccess"]),
        TelltaleRule(kind: .attack, gravity: .sign, all: ["java.lang.ProcessBuilder"]),
        TelltaleRule(kind: .attack, gravity: .sign, all: ["java.lang.Runtime"], any: ["exec", "getRuntime"]),
        TelltaleRule(kind: .attack, gravity: .sign, all: ["freemarker.template.utility.Execute"]),
        TelltaleRule(kind: .attack, gravity: .sign, all: ["InvokerTransformer"]),
        // ActiveMQ CVE-2023-46604: the broker fetched a description of beans from outside.
        TelltaleRule(kind: .attack, gravity: .proof, all: ["Loading XML bean definitions from URL [http"]),
        // Exim CVE-2019-10149.
        TelltaleRule(kind: .attack, gravity: .sign, all: ["${run{"]),
        // Samba CVE-2017-7494, by what smbd logs of an unknown pipe.
        TelltaleRule(kind: .attack, gravity: .sign, all: ["open_np: ", ".so in pipes is unknown"]),
        // ProFTPD CVE-2015-3306.
        TelltaleRule(kind: .attack, gravity: .sign, all: ["for copying: "], any: ["<?php", "<?="]),
        TelltaleRule(kind: .attack, gravity: .sign, all: ["SITE CP"], any: ["/proc/self/", "<?php", ".php"]),
        // Redis: networking.c, module.c, replication.c.
        TelltaleRule(kind: .attack, gravity: .sign, all: ["Possible SECURITY ATTACK detected"]),
        TelltaleRule(kind: .attack, gravity: .sign, all: ["enabled (user request from 'id="], any: ["REPLICAOF ", "SLAVE OF "]),
        TelltaleRule(
            kind: .attack, gravity: .proof, all: ["Module '", "' loaded from "],
            any: [" ./", " /tmp/", " /var/tmp/", " /dev/shm/", " /data/", " /var/lib/redis/"]),
        // dockerd at level debug: api/server/middleware/debug.go prints what was posted.
        TelltaleRule(kind: .attack, gravity: .proof, all: ["form data: ", "Binds", "/:/"]),
        // distccd: dcc_job_summary with a command that is no compiler.
        TelltaleRule(kind: .attack, gravity: .proof, all: ["dcc_job_summary", "sh -c"]),
        // audit.k8s.io/v1 Event: the nameless was let into a container (101 is the switch of protocols).
        TelltaleRule(
            kind: .attack, gravity: .proof, all: ["\"system:anonymous\"", "\"subresource\":\"exec\""],
            any: ["\"code\":101", "\"code\":200"]),
        // PostgreSQL COPY … PROGRAM; MySQL files and user-defined functions.
        TelltaleRule(
            kind: .database, gravity: .proof, all: ["PROGRAM '"], any: ["curl ", "wget ", "base64", "/dev/tcp/", "bash", "/tmp/"],
            none: ["ERROR:"]),
        TelltaleRule(kind: .database, gravity: .proof, all: ["INTO DUMPFILE", ".so'"]),
        TelltaleRule(kind: .database, gravity: .proof, all: ["INTO OUTFILE", ".php'"]),
        TelltaleRule(kind: .database, gravity: .proof, all: ["RETURNS ", "SONAME '"], any: ["sys_exec", "sys_eval", "do_system"]),
        TelltaleRule(kind: .database, gravity: .proof, all: ["SELECT "], any: ["sys_exec(", "sys_eval(", "do_system("]),
    ]
}

/// The rules in one table.
struct TelltaleWords: Sendable {
    private struct Compiled: Sendable {
        var rule: Int
        var all: UInt64
        var any: UInt64
        var none: UInt64
    }
    private let tables: [WordTable]
    private let compiled: [[Compiled]]

    static let shared = TelltaleWords()

    /// Rules in groups of at most 64 words.
    private init() {
        var tables: [WordTable] = []
        var groups: [[Compiled]] = []
        var words: [String] = []
        var group: [Compiled] = []
        func bit(_ word: String) -> UInt64 {
            if let place = words.firstIndex(of: word) { return 1 << UInt64(place) }
            words.append(word)
            return 1 << UInt64(words.count - 1)
        }
        for (index, rule) in TelltaleRule.rules.enumerated() {
            if words.count + rule.all.count + rule.any.count + rule.none.count > 64 {
                tables.append(WordTable(words))
                groups.append(group)
                (words, group) = ([], [])
            }
            group.append(
                Compiled(
                    rule: index, all: rule.all.reduce(0) { $0 | bit($1) }, any: rule.any.reduce(0) { $0 | bit($1) },
                    none: rule.none.reduce(0) { $0 | bit($1) }))
        }
        tables.append(WordTable(words))
        groups.append(group)
        (self.tables, compiled) = (tables, groups)
    }

    /// The gravest rule that a record fits.
    func rule(_ text: Span<UInt8>, isServers: Bool) -> (number: Int, rule: TelltaleRule)? {
        var best: Int?
        for (table, group) in zip(tables, compiled) {
            let mask = table.mask(text)
            if mask == 0 { continue }
            for entry in group
            where mask & entry.all == entry.all && (entry.any == 0 || mask & entry.any != 0) && mask & entry.none == 0 {
                let rule = TelltaleRule.rules[entry.rule]
                if rule.isServers, !isServers { continue }
                if best.map({ TelltaleRule.rules[$0].gravity < rule.gravity }) ?? true { best = entry.rule }
            }
        }
        return best.map { ($0, TelltaleRule.rules[$0]) }
    }
}
