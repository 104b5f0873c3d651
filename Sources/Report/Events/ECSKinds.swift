import Model

/// What the Elastic Common Schema (8.11, field values of `event.category` and `event.type`) calls an event of a kind.
struct ECSKind: Hashable, Sendable {
    /// Empty where the schema has no word for it.
    var categories: [String]
    var types: [String]

    init(_ kind: EventKind) {
        (categories, types) =
            switch kind {
            case .raw, .message: ([], [])
            case .loginSuccess, .loginFailure: (["authentication"], ["start"])
            case .logout: (["authentication", "session"], ["end"])
            case .sessionOpen: (["session"], ["start"])
            case .sessionClose: (["session"], ["end"])
            case .connectionOpen, .networkConnect: (["network"], ["connection", "start"])
            case .connectionClose: (["network"], ["connection", "end"])
            case .connectionRefused, .firewallDrop: (["network"], ["connection", "denied"])
            case .firewallAccept: (["network"], ["connection", "allowed"])
            case .networkListen: (["network"], ["info"])
            case .banSet: (["intrusion_detection"], ["denied"])
            case .banLifted: (["intrusion_detection"], ["allowed"])
            case .policyDenial: (["intrusion_detection"], ["denied"])
            case .accountCreate: (["iam"], ["user", "creation"])
            case .accountChange, .passwordChange: (["iam"], ["user", "change"])
            case .accountDelete: (["iam"], ["user", "deletion"])
            case .groupChange: (["iam"], ["group", "change"])
            case .httpRequest: (["web"], ["access"])
            case .httpError: (["web"], ["error"])
            case .fileUpload, .fileCreate, .fileBirth, .folderCreate: (["file"], ["creation"])
            case .fileDownload, .fileAccess: (["file"], ["access"])
            case .fileDelete, .folderDelete: (["file"], ["deletion"])
            case .fileRename, .fileModify, .fileMetadata: (["file"], ["change"])
            case .command, .processStart, .privilegeUse, .jobRun, .serviceStart, .containerStart: (["process"], ["start"])
            case .processEnd, .serviceStop, .containerStop: (["process"], ["end"])
            case .processFault, .serviceFailure: (["process"], ["info"])
            case .packageInstall: (["package"], ["installation"])
            case .packageUpgrade: (["package"], ["change"])
            case .packageRemove: (["package"], ["deletion"])
            case .jobChange, .configurationChange, .firewallChange: (["configuration"], ["change"])
            case .mailReceived, .mailSent, .mailDeferred, .mailRejected: (["email"], ["info"])
            case .systemBoot: (["host"], ["start"])
            case .systemShutdown: (["host"], ["end"])
            case .clockChange, .logCleared: (["host"], ["change"])
            case .logRotate, .deviceAttach: (["host"], ["info"])
            case .moduleLoad: (["driver"], ["start"])
            case .malwareFound: (["malware"], ["info"])
            case .databaseQuery: (["database"], ["access"])
            }
    }
}

/// Names of the schema for what an event's fields are called by us; everything else goes below `banken.`, where it is in nobody's way.
enum ECSField {
    enum Form: Sendable {
        case keyword, long, ip
    }

    /// By our name: the schema's, and what its value has to be.
    static let known: [String: (name: String, form: Form)] = {
        var known: [String: (name: String, form: Form)] = [:]
        for name in [
            "process.command_line", "process.name", "process.executable", "process.working_directory", "user.id", "group.name",
            "url.domain",
            "url.query", "http.version", "http.request.id", "server.address", "client.address", "client.domain", "service.name",
            "package.name",
            "package.version", "package.architecture", "container.id", "container.name", "dns.question.name", "dns.question.type",
            "email.from.address", "email.to.address", "email.message_id", "email.local_id", "error.code", "error.message", "file.path",
            "file.target_path", "log.level", "network.transport", "rule.name", "tls.cipher", "tls.version_protocol",
        ] { known[name] = (name, .keyword) }
        for name in ["process.parent.pid", "process.thread.id", "source.port", "destination.port", "server.port"] {
            known[name] = (name, .long)
        }
        for name in ["source.ip", "destination.ip"] { known[name] = (name, .ip) }
        known["user.target"] = ("user.target.name", .keyword)
        known["group.target"] = ("group.name", .keyword)
        // A name may not hold a value and further names.
        known["user.by"] = ("banken.user.by.name", .keyword)
        return known
    }()

    /// Where the `path` of an event of a kind belongs.
    static func path(_ kind: EventKind) -> String {
        switch kind {
        case .httpRequest: "url.original"
        case .command, .processStart, .processEnd, .processFault, .privilegeUse: "process.executable"
        case .serviceStart, .serviceStop, .serviceFailure: "service.name"
        case .fileUpload, .fileDownload, .fileDelete, .fileRename, .fileCreate, .fileModify, .fileAccess, .fileMetadata, .fileBirth,
            .folderCreate, .folderDelete, .httpError, .malwareFound:
            "file.path"
        default: "banken.event.path"
        }
    }
}
