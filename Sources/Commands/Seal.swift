import Evidence
import Hosts
import Model

/// The state in which something was accepted: as soon as it is another one, the acceptance no longer holds.
enum Seal {
    /// Bytes of a file that are read for its seal.
    private static let mostRead: Int64 = 4 << 30

    /// Of a file: kind, rights, owner, and the content or the target of the link; nil where nothing is there or it cannot be read.
    static func file(_ path: RawText, _ host: any HostView) -> Fingerprint? {
        guard case .success(let status) = host.status(path, followingLast: false) else { return nil }
        var digester = ContentDigester(.sha256)
        let start = "banken-seal 1\n\(status.kind.rawValue) \(status.mode) \(status.owner) \(status.group)\n"
        digester.update(Array(start.utf8).span)
        switch status.kind {
        case .regular:
            var buffer = [UInt8](repeating: 0, count: 262_144)
            let read = host.withFile(path) { file in
                file.forEachChunk(buffer: &buffer, limit: mostRead) { chunk in
                    digester.update(chunk)
                    return true
                }
            }
            guard case .success(nil) = read else { return nil }
        case .symbolicLink:
            guard case .success(let target) = host.linkTarget(path) else { return nil }
            digester.update(target.bytes.span)
        default: break
        }
        return Fingerprint(digester.finish())
    }

    /// Of a finding: what it says of what, and the state of the file that it is about.
    static func finding(_ finding: Finding, _ host: any HostView) -> Fingerprint {
        var bytes = Array("banken-seal 1\nfinding \(finding.id) \(finding.severity.name)\n".utf8)
        if let path = finding.subject.path, let seal = file(path, host) {
            bytes += seal.bytes
        } else {
            for item in finding.evidence { bytes += item.text.bytes + [0x0a] }
        }
        return ContentDigester.fingerprint(bytes)
    }
}
