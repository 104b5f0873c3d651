/// Words of services that run what they are sent, and of databases that somebody emptied; each rule names its source.
extension TelltaleRule {
    static let services: [TelltaleRule] = [
        // Hadoop YARN: AMLauncher.java. Salt: modules/cmdmod.py. Consul: agent/check.go.
        TelltaleRule(kind: .attack, gravity: .proof, all: ["Command to launch container "], isOrder: true),
        TelltaleRule(kind: .attack, gravity: .proof, all: ["Executing command '"], isOrder: true),
        TelltaleRule(kind: .attack, gravity: .proof, all: [" script '", "' output: "], isOrder: true),
        // Ray: dashboard/modules/job/job_manager.py. Rundeck, Airflow and their kin: what a worker is about to run.
        TelltaleRule(kind: .attack, gravity: .proof, all: ["entrypoint: '"], isOrder: true),
        TelltaleRule(kind: .attack, gravity: .proof, all: ["Running command: "], isOrder: true),
        TelltaleRule(kind: .attack, gravity: .proof, all: ["Running command '"], isOrder: true),
        TelltaleRule(kind: .attack, gravity: .proof, all: ["Executing command: "], isOrder: true),
        TelltaleRule(kind: .attack, gravity: .proof, all: ["Executing: "], isOrder: true),
        TelltaleRule(kind: .attack, gravity: .proof, all: ["Running: "], isOrder: true),
        TelltaleRule(kind: .attack, gravity: .proof, all: ["xternal process \""], isOrder: true),
        // Apache Spark: deploy/worker/DriverRunner.scala.
        TelltaleRule(kind: .attack, gravity: .proof, all: ["Launch Command: "], isOrder: true),
        // Node.js: child_process.exec names the command that ended with an error.
        TelltaleRule(kind: .attack, gravity: .proof, all: ["Command failed: "], isOrder: true),
        // H2 compiles what a trigger or an alias holds while it takes the statement: CommandParser, CVE-2021-42392 and CVE-2022-23221.
        TelltaleRule(
            kind: .attack, gravity: .proof, all: ["org.h2.", "java.lang.Runtime"], any: ["CREATE TRIGGER", "CREATE ALIAS", "SHELLEXEC"]),
        // BIND: ns/update.c. A change that came with a key names it before the colon.
        TelltaleRule(
            kind: .attack, gravity: .proof, all: [": updating zone '", "': adding an RR at "],
            none: ["/key ", " 127.", " ::1#", " 10.", " 192.168.", " 172.", " fe80:", " fd"]),
        // Java: what Runtime.exec gave back stands where a value was wanted, so the program had been started.
        TelltaleRule(
            kind: .attack, gravity: .proof, all: [" cannot be cast to "], any: ["java.lang.ProcessImpl", "java.lang.UNIXProcess"]),
        // OpenSMTPD CVE-2020-7247: mda.c tells of a delivery that ended well, and the sender begins where a shell's command ends.
        TelltaleRule(kind: .attack, gravity: .proof, all: [" delivery ", "from=<;", "result=Ok"]),
        TelltaleRule(kind: .attack, gravity: .sign, all: ["from=<;"]),
        // Werkzeug: debug/__init__.py takes commands by these words.
        TelltaleRule(kind: .attack, gravity: .sign, all: ["__debugger__=yes&cmd="]),
        // Notes of extortioners, as MongoDB, MySQL and Elasticsearch tell of a new table with such a name.
        TelltaleRule(kind: .database, gravity: .proof, all: ["createCollection: "], any: notes),
        TelltaleRule(kind: .database, gravity: .proof, all: ["\"createCollection\""], any: notes),
        TelltaleRule(kind: .database, gravity: .proof, all: ["build index on: "], any: notes),
        TelltaleRule(kind: .database, gravity: .proof, all: ["CREATE TABLE "], any: notes),
        TelltaleRule(
            kind: .database, gravity: .proof, all: ["] creating index"], any: ["[read_me", "[readme", "[please_read", "_to_recover"]),
    ]

    private static let notes = [
        "READ_ME", "READ__ME", "PLEASE_READ", "PLEASEREAD", "TO_RECOVER", "TO_RESTORE", "WARNING.WARNING", "WARNING_ALERT", "PWNED",
        "RANSOM",
    ]
}
