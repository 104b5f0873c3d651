/// Words of services that run what they are sent, and of databases that somebody emptied; each rule names its source.
extension TelltaleRule {
    static let services: [TelltaleRule] = [
        // Hadoop YARN: AMLauncher.java. Salt: modules/cmdmod.py. Consul: agent/check.go.
        TelltaleRule(kind: .attack, gravity: .proof, all: ["Command to launch container "], isOrder: true),
        TelltaleRule(kind: .attack, gravity: .proof, all: ["Executing command '"], isOrder: true),
        TelltaleRule(kind: .attack, gravity: .proof, all: [" script '", "' output: "], isOrder: true),
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
