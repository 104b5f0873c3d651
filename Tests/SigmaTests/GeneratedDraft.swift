import Model

@testable import Sigma

extension Assignment {
    /// The assignment as a reader would give it: each value in the place that `FieldBinding` names first for its field.
    func draft(for source: SigmaLogSource) -> (text: [UInt8], draft: EventDraft) {
        var draft = EventDraft()
        (draft.kind, draft.format) = Assignment.kind(of: source)
        var text = Array("-".utf8)
        var stem: [UInt8]?, query: [UInt8]?
        for (name, value) in [(name: FieldBinding.keywordField, value: record.text)] + record.fields
        where !value.isEmpty || name.first != "\0" {
            let slice = draft.decode(value.bytes)
            let sources = FieldBinding.sources(of: name)
            guard case .member(let member)? = sources.first else {
                if case .named(let key)? = sources.first { draft.add(key, slice) }
                continue
            }
            let number = value.utf8.flatMap { Int($0) }
            switch member {
            case .host: draft.host = slice
            case .process, .program: draft.process = slice
            case .user: draft.user = slice
            case .address: draft.address = slice
            case .method: draft.method = slice
            case .agent: draft.agent = slice
            case .referer: draft.referer = slice
            case .message: draft.message = slice
            case .path: draft.path = slice
            case .pid: draft.pid = number
            case .port: draft.port = number
            case .status: draft.status = number
            case .bytes: draft.bytes = number.map { Int64($0) }
            case .record: text = value.bytes
            case .commandLine: draft.add("process.command_line", slice)
            case .image: draft.add("process.executable", slice)
            case .parentImage: draft.add("process.parent.executable", slice)
            case .stem: stem = value.bytes
            case .query, .target: query = value.bytes
            case .kind: draft.kind = value.utf8.flatMap { EventKind(rawValue: $0) } ?? draft.kind
            case .outcome: draft.outcome = value.utf8.flatMap { EventOutcome(rawValue: $0) }
            case .initiated: break
            }
        }
        if stem != nil || query != nil {
            let target = stem.map { $0 + (query.map { [0x3f] + $0 } ?? []) } ?? query ?? []
            draft.path = draft.decode(target)
        }
        draft.record = 0..<text.count
        return (text, draft)
    }

    private static func kind(of source: SigmaLogSource) -> (EventKind, String) {
        switch source.category {
        case "process_creation": return (.command, "bash_history")
        case "webserver": return (.httpRequest, "http.access")
        case "file_event": return (.fileCreate, "audit.file")
        case "network_connection": return (.networkConnect, "audit.network")
        case "antivirus": return (.malwareFound, "clamd")
        case "database": return (.databaseQuery, "mysqld")
        default: break
        }
        switch source.service ?? source.product {
        case "auditd": return (.processStart, "audit")
        case "apache": return (.httpError, "apache.error")
        case "nginx": return (.httpError, "nginx.error")
        case let service?: return (.message, service)
        case nil: return (.message, "syslog")
        }
    }
}
