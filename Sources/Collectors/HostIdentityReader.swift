import Formats
import Hosts
import LogReading
import Model

/// Who the host is, read before everything else.
package enum HostIdentityReader {
    package static func read(_ host: any HostView, now: Timestamp) -> HostIdentity {
        var identity = HostIdentity(view: host.kind, root: host.location)
        identity.name =
            firstLine(host, "/etc/hostname") ?? (host.kind == .live ? firstLine(host, "/proc/sys/kernel/hostname") : nil) ?? hostLine(host)
        identity.machineID = firstLine(host, "/etc/machine-id") ?? ""
        if host.kind == .live { identity.kernel = firstLine(host, "/proc/sys/kernel/osrelease") ?? "" }
        if identity.kernel.isEmpty, case .success(let names) = host.names(in: "/lib/modules"), let newest = names.max(by: isOlder) {
            identity.kernel = newest
        }
        readSystem(host, &identity)
        readZone(host, now, &identity)
        return identity
    }

    private static func readSystem(_ host: any HostView, _ identity: inout HostIdentity) {
        for path in ["/etc/os-release", "/usr/lib/os-release"] as [RawText] {
            guard case .success(let content) = host.read(path, limit: 65_536) else { continue }
            let values = OSReleaseFormat.parse(content.bytes.span).value
            identity.system = values["PRETTY_NAME"] ?? values["NAME"] ?? ""
            identity.family = ["ID", "ID_LIKE"].compactMap { values[$0] }.flatMap { $0.split(0x20) }.map { $0.escaped() }
            return
        }
        for file in ReleaseFiles.all {
            guard case .success(let content) = host.read(file.path, limit: 65_536),
                let fact = ReleaseFiles.parse(content.bytes.span, path: file.path).value
            else { continue }
            (identity.system, identity.family) = (fact.system, fact.family)
            return
        }
    }

    /// By the numbers in them: "6.1.0-9" is older than "6.1.0-18".
    private static func isOlder(_ first: RawText, _ second: RawText) -> Bool {
        func numbers(_ name: RawText) -> [UInt64] {
            name.bytes.split { $0 < 0x30 || $0 > 0x39 }.prefix(16).map { digits in
                digits.prefix(18).reduce(UInt64(0)) { $0 * 10 + UInt64($1 - 0x30) }
            }
        }
        return numbers(first).lexicographicallyPrecedes(numbers(second))
    }

    private static func readZone(_ host: any HostView, _ now: Timestamp, _ identity: inout HostIdentity) {
        identity.timeZone = HostZone.name(host)
        identity.offset = HostZone.rules(host)?.offset(at: now) ?? 0
        if identity.timeZone.isEmpty { identity.timeZone = "UTC" }
    }

    /// Old systems keep the name in /etc/sysconfig/network or /etc/HOSTNAME.
    private static func hostLine(_ host: any HostView) -> RawText {
        if let name = firstLine(host, "/etc/HOSTNAME") { return name }
        guard case .success(let content) = host.read("/etc/sysconfig/network", limit: 65_536) else { return "" }
        return KeyValueFormat.parse(content.bytes.span).value.first { $0.name == "HOSTNAME" }?.value ?? ""
    }

    private static func firstLine(_ host: any HostView, _ path: RawText) -> RawText? {
        guard case .success(let content) = host.read(path, limit: 4096) else { return nil }
        let line = content.bytes.split(separator: 0x0a, maxSplits: 1, omittingEmptySubsequences: false).first ?? []
        let trimmed = Array(line.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 || $0 == 0x0d }.reversed())
        return trimmed.isEmpty ? nil : RawText(trimmed)
    }
}
