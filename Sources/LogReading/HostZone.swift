import Formats
import Hosts
import Model

/// The time zone of a host, by its own files; where only the name of the zone was kept, by its name.
package enum HostZone {
    private static let most = 1 << 20
    /// Where systems keep the name: Debian, and Red Hat and SUSE of former years.
    private static let clocks: [RawText] = ["/etc/sysconfig/clock", "/etc/conf.d/clock"]

    /// The name, as "Asia/Tokyo"; empty where nothing tells.
    package static func name(_ host: any HostView) -> RawText {
        if case .success(let target) = host.linkTarget("/etc/localtime"), let range = target.firstRange(of: "zoneinfo/") {
            return RawText(Array(target.bytes[range.upperBound...]))
        }
        if let line = firstLine(host, "/etc/timezone") { return line }
        for path in clocks {
            guard case .success(let content) = host.read(path, limit: 65_536) else { continue }
            let values = KeyValueFormat.parse(content.bytes.span).value
            if let value = values.last(where: { $0.name == "ZONE" || $0.name == "TIMEZONE" })?.value, !value.isEmpty { return value }
        }
        return ""
    }

    /// Its rules; nil where neither a file nor the name tells them.
    package static func rules(_ host: any HostView) -> TimeZoneRules? {
        if let rules = file(host, "/etc/localtime") { return rules }
        let name = name(host)
        guard !name.isEmpty, !name.contains("..") else { return nil }
        return file(host, "/usr/share/zoneinfo/" + name) ?? ZoneNames.rules(name)
    }

    private static func file(_ host: any HostView, _ path: RawText) -> TimeZoneRules? {
        guard case .success(let content) = host.read(path, limit: most), content.bytes.starts(with: Array("TZif".utf8)) else { return nil }
        return TimeZoneFormat.parse(content.bytes.span).value
    }

    private static func firstLine(_ host: any HostView, _ path: RawText) -> RawText? {
        guard case .success(let content) = host.read(path, limit: 4_096) else { return nil }
        let line = content.bytes.prefix { $0 != 0x0a }.filter { $0 > 0x20 }
        return line.isEmpty ? nil : RawText(line)
    }
}
