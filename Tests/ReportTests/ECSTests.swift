import Foundation
import Model
import Testing

@testable import Report

/// Restated from the field reference of the Elastic Common Schema 8.11: the names that we use, with the type of their values.
private let reference: [String: String] = [
    "@timestamp": "date", "ecs.version": "keyword", "message": "text", "event.kind": "keyword", "event.category": "keyword[]",
    "event.type": "keyword[]", "event.outcome": "keyword", "event.action": "keyword", "event.dataset": "keyword",
    "event.original": "keyword",
    "host.hostname": "keyword", "process.name": "keyword", "process.pid": "long", "process.exit_code": "long",
    "process.executable": "keyword", "process.command_line": "wildcard", "process.working_directory": "keyword",
    "process.parent.pid": "long", "process.thread.id": "long", "user.name": "keyword", "user.id": "keyword", "user.target.name": "keyword",
    "group.name": "keyword", "source.address": "keyword", "source.ip": "ip", "source.domain": "keyword", "source.port": "long",
    "destination.ip": "ip", "destination.port": "long", "server.address": "keyword", "server.port": "long", "client.address": "keyword",
    "client.domain": "keyword", "url.original": "wildcard", "url.domain": "keyword", "url.query": "keyword", "http.version": "keyword",
    "http.request.method": "keyword", "http.request.referrer": "keyword", "http.request.id": "keyword", "http.response.status_code": "long",
    "http.response.body.bytes": "long", "user_agent.original": "keyword", "file.path": "keyword", "file.size": "long",
    "file.target_path": "keyword", "service.name": "keyword", "package.name": "keyword", "package.version": "keyword",
    "package.architecture": "keyword", "container.id": "keyword", "container.name": "keyword", "dns.question.name": "keyword",
    "dns.question.type": "keyword", "email.from.address": "keyword", "email.to.address": "keyword", "email.message_id": "wildcard",
    "email.local_id": "keyword", "error.code": "keyword", "error.message": "text", "log.level": "keyword", "log.file.path": "keyword",
    "network.transport": "keyword", "rule.name": "keyword", "tls.cipher": "keyword", "tls.version_protocol": "keyword",
    // Filebeat's own.
    "log.offset": "long",
]

/// The types that the reference expects of a category.
private let expectedTypes: [String: Set<String>] = [
    "authentication": ["start", "end", "info"], "configuration": ["access", "change", "creation", "deletion", "info"],
    "database": ["access", "change", "info", "error"], "driver": ["change", "end", "info", "start"], "email": ["info"],
    "file": ["access", "change", "creation", "deletion", "info"], "host": ["access", "change", "end", "info", "start"],
    "iam": ["admin", "change", "creation", "deletion", "group", "info", "user"], "intrusion_detection": ["allowed", "denied", "info"],
    "malware": ["info"], "network": ["access", "allowed", "connection", "denied", "end", "info", "protocol", "start"],
    "package": ["access", "change", "deletion", "info", "installation", "start"], "process": ["access", "change", "end", "info", "start"],
    "session": ["start", "end", "info"], "web": ["access", "error", "info"],
]

@Suite struct `An event in the words of ECS` {
    private func members(_ draft: EventDraft, _ text: [UInt8] = Array("x".utf8)) throws -> [String: Any] {
        var json = EventJSON(path: "/var/log/x.log", names: .ecs, includesRecord: true)
        var output: [UInt8] = []
        json.write(text.span, draft, time: EventTime(Timestamp(seconds: 1_300_000_000)), line: 7, offset: 512, to: &output)
        let object = try JSONSerialization.jsonObject(with: Data(output))
        return try #require(object as? [String: Any])
    }

    private func problems(_ members: [String: Any]) -> [String] {
        members.compactMap { name, value in
            guard !name.hasPrefix("banken.") else { return nil }
            guard let type = reference[name] else { return "\(name) is no name of the schema" }
            let values = value as? [Any] ?? [value]
            let isSound =
                switch type {
                case "long": values.allSatisfy { $0 is NSNumber }
                case "ip": values.allSatisfy { ($0 as? String).map { NetworkAddress($0) != nil } ?? false }
                case "keyword[]": value is [String]
                default: values.allSatisfy { $0 is String }
                }
            return isSound ? nil : "\(name) is \(value) and should be \(type)"
        }
    }

    @Test(arguments: EventKind.allCases) func `has the schema's names and types alone, whatever it tells`(_ kind: EventKind) throws {
        var draft = EventDraft()
        (draft.kind, draft.format, draft.record, draft.outcome) = (kind, "x", 0..<1, .failure)
        for slice in [\EventDraft.host, \.process, \.user, \.method, \.path, \.agent, \.referer, \.message] {
            draft[keyPath: slice] = draft.decode("a\"b\u{e9}")
        }
        draft.address = draft.decode("203.0.113.9")
        (draft.pid, draft.port, draft.status, draft.bytes, draft.times) = (1, 2, 3, 4, 5)
        for name in reference.keys.sorted() + ["ses", "user.target", "user.by", "user.by.id", "event.category", "a\"b", "group.target"] {
            draft.add(name, draft.decode("many"))
        }
        for value in ["1", "198.51.100.4"] {
            for name in ["destination.port", "destination.ip", "process.parent.pid", "email.to.address"] {
                draft.add(name, draft.decode(value))
            }
        }
        let members = try members(draft)
        #expect(problems(members) == [])
        let category = members["event.category"] as? [String] ?? []
        let types = members["event.type"] as? [String] ?? []
        for category in category {
            let allowed = expectedTypes[category]
            #expect(allowed.map { Set(types).isSubset(of: $0) } == true, "\(kind.rawValue): \(category) \(types)")
        }
        #expect(category.isEmpty == (kind == .raw || kind == .message))
        #expect(members["event.kind"] as? String == "event")
        #expect(members["log.offset"] as? Int == 512)
        #expect(members["event.original"] as? String == "x")
    }

    @Test func `tells an address from a name`() throws {
        for (peer, name, other) in [
            ("203.0.113.9", "source.ip", "source.domain"), ("2001:db8::5", "source.ip", "source.domain"),
            ("host.example.net", "source.domain", "source.ip"), ("fe80::1%eth0", "source.domain", "source.ip"),
        ] {
            var draft = EventDraft()
            (draft.kind, draft.format) = (.loginFailure, "sshd")
            draft.address = draft.decode(peer)
            let members = try members(draft)
            #expect(members["source.address"] as? String == peer)
            #expect(members[name] as? String == peer)
            #expect(members[other] == nil)
            #expect(members["event.category"] as? [String] == ["authentication"])
        }
    }

    @Test func `keeps numbers as numbers where they are some, and as our own words where not`() throws {
        for (value, name) in [("22", "server.port"), ("https", "banken.server.port")] {
            var draft = EventDraft()
            (draft.kind, draft.format) = (.httpRequest, "http.access")
            draft.status = 404
            draft.bytes = 209
            draft.add("server.port", draft.decode(value))
            let members = try members(draft)
            #expect(members[name] != nil)
            #expect(members["http.response.status_code"] as? Int == 404)
            #expect(members["http.response.body.bytes"] as? Int == 209)
        }
    }

    @Test func `never writes a member twice`() throws {
        var draft = EventDraft()
        (draft.kind, draft.format) = (.command, "audit")
        draft.process = draft.decode("sh")
        draft.path = draft.decode("/bin/sh")
        for name in ["process.name", "process.executable", "source.ip", "user.name", "message"] {
            draft.add(name, draft.decode("203.0.113.1"))
        }
        var json = EventJSON(path: "/x", names: .ecs)
        var output: [UInt8] = []
        let text = Array("x".utf8)
        json.write(text.span, draft, time: nil, line: nil, offset: 0, to: &output)
        let line = RawText(output).escaped()
        for name in ["process.name", "process.executable", "banken.process.name", "banken.user.name"] {
            #expect(line.components(separatedBy: "\"\(name)\":").count == 2, "\(name)")
        }
        #expect(try members(draft)["process.name"] as? String == "sh")
    }
}
