import Formats
import Model

/// A report of an attack to the network that it came from, in XARF 4 (xarf.org, schema of core 4.2 and of the types of `connection`).
package struct XARFOutgoing: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case loginAttack = "login_attack"
        case portScan = "port_scan"
        case ddos
        case sqlInjection = "sql_injection"
        case vulnerabilityScan = "vulnerability_scan"
    }

    package var kind: Kind
    /// The attacker's address.
    package var source: RawText
    package var sourcePort: Int?
    package var destination: RawText?
    package var destinationPort: Int?
    package var networkProtocol: RawText
    package var firstSeen: Timestamp?
    package var lastSeen: Timestamp?
    package var organisation: RawText
    /// A mail address.
    package var contact: RawText
    package var domain: RawText
    /// "server_logs", "traffic_monitoring" and the like.
    package var evidenceSource: RawText
    /// Lines of a log.
    package var evidence: [UInt8] = []

    package init(
        kind: Kind, source: RawText, organisation: RawText, contact: RawText, domain: RawText, networkProtocol: RawText = "tcp"
    ) {
        (self.kind, self.source, self.organisation) = (kind, source, organisation)
        (self.contact, self.domain, self.networkProtocol) = (contact, domain, networkProtocol)
        // The schema of each type names the sources that it believes.
        evidenceSource = kind == .ddos ? "traffic_monitoring" : "server_logs"
    }

    /// What the schema demands and is missing or wrong, by the names of its fields; empty where the report is complete.
    package var missing: [String] {
        var missing: [String] = []
        if NetworkAddress(source) == nil, !AddressScan.isHost(source.bytes) { missing.append("source_identifier") }
        // Behind a shared address only the port tells whose connection it was.
        if NetworkAddress(source) != nil, kind.needsPort, sourcePort == nil { missing.append("source_port") }
        if let port = sourcePort, !(1...65_535).contains(port) { missing.append("source_port") }
        if let port = destinationPort, !(1...65_535).contains(port) { missing.append("destination_port") }
        if let destination, NetworkAddress(destination) == nil { missing.append("destination_ip") }
        if firstSeen == nil { missing.append("first_seen") }
        if !["tcp", "udp", "icmp", "sctp"].contains(networkProtocol) { missing.append("protocol") }
        if organisation.isEmpty || organisation.count > 200 { missing.append("reporter.org") }
        let parts = contact.split(0x40)
        if parts.count != 2 || parts[0].isEmpty || !AddressScan.isHost(parts[1].bytes) { missing.append("reporter.contact") }
        if !AddressScan.isHost(domain.bytes) { missing.append("reporter.domain") }
        if evidence.count > 5_242_880 { missing.append("evidence.size") }
        return missing
    }

    /// The report as JSON; nil where something is missing.
    ///
    /// - Parameters:
    ///   - id: sixteen bytes that no other report has; the bits of a UUID of version 4 are set (RFC 9562, 5.4).
    ///   - digest: the SHA-256 of bytes.
    package func json(id: [UInt8], digest: ([UInt8]) -> [UInt8]) -> [UInt8]? {
        guard missing.isEmpty, id.count >= 16, let firstSeen else { return nil }
        let person = JSONValue.object([
            JSONMember("org", JSONValue(text: organisation)), JSONMember("contact", JSONValue(text: contact)),
            JSONMember("domain", JSONValue(text: domain)),
        ])
        var members = [
            JSONMember("xarf_version", .string("4.2.0")), JSONMember("report_id", .string(XARFOutgoing.uuid(id))),
            JSONMember("timestamp", JSONValue(lastSeen ?? firstSeen)),
            JSONMember("reporter", person), JSONMember("sender", person), JSONMember("source_identifier", JSONValue(text: source)),
        ]
        if let sourcePort { members.append(JSONMember("source_port", JSONValue(number: sourcePort))) }
        members += [
            JSONMember("category", .string("connection")), JSONMember("type", .string(RawText(kind.rawValue))),
            JSONMember("evidence_source", JSONValue(text: evidenceSource)), JSONMember("protocol", JSONValue(text: networkProtocol)),
            JSONMember("first_seen", JSONValue(firstSeen)),
        ]
        if let lastSeen { members.append(JSONMember("last_seen", JSONValue(lastSeen))) }
        if let destination { members.append(JSONMember("destination_ip", JSONValue(text: destination))) }
        if let destinationPort, kind != .vulnerabilityScan {
            members.append(JSONMember("destination_port", JSONValue(number: destinationPort)))
        }
        if kind == .vulnerabilityScan { members.append(JSONMember("scan_type", .string("vulnerability_scan"))) }
        if !evidence.isEmpty {
            members.append(
                JSONMember(
                    "evidence",
                    .array([
                        .object([
                            JSONMember("content_type", .string("text/plain")), JSONMember("description", .string("Lines of our logs")),
                            JSONMember("payload", .string(RawText(TransferEncoding.base64(encoding: evidence)))),
                            JSONMember("hash", .string(RawText("sha256:" + Digest(.sha256, digest(evidence)).hexadecimal))),
                            JSONMember("size", JSONValue(number: evidence.count)),
                        ])
                    ])))
        }
        return JSONText.pretty(.object(members))
    }

    private static func uuid(_ id: [UInt8]) -> RawText {
        var bytes = Array(id.prefix(16))
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        let digits = Array(Digest(.sha256, bytes).hexadecimal.utf8)
        return RawText([digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]].joined(separator: [0x2d]))
    }
}

extension XARFOutgoing.Kind {
    var needsPort: Bool { self == .loginAttack || self == .portScan || self == .ddos }
}
