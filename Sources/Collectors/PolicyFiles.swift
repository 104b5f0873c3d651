import Formats
import Hosts
import Model

/// Rules of polkit and D-Bus that no package brought, or that were changed, and that let accounts do what they otherwise may not.
enum PolicyFiles {
    static let id = "policies"
    private static let kinds: Set<FactKind> = [.autoruns]

    static func collect(_ collection: inout Collection) {
        read(
            [
                "/etc/polkit-1/rules.d/*.rules", "/usr/share/polkit-1/rules.d/*.rules", "/usr/local/share/polkit-1/rules.d/*.rules",
                "/run/polkit-1/rules.d/*.rules",
            ], &collection
        ) { PolkitRuleFormat.parse($0).value }
        read(["/etc/polkit-1/localauthority/*/*.pkla", "/var/lib/polkit-1/localauthority/*/*.pkla"], &collection) {
            LocalAuthorityFormat.parse($0).value
        }
        read(
            ["/usr/share/polkit-1/actions/*.policy", "/usr/local/share/polkit-1/actions/*.policy", "/etc/polkit-1/actions/*.policy"],
            &collection
        ) {
            PolkitActionFormat.parse($0).value
        }
        read(
            [
                "/etc/dbus-1/system.d/*.conf", "/usr/share/dbus-1/system.d/*.conf", "/etc/dbus-1/system.conf",
                "/etc/dbus-1/system-local.conf",
                "/usr/share/dbus-1/system.conf",
            ], &collection
        ) { BusPolicyFormat.parse($0).value }
    }

    /// Programs that a rule of polkit runs to decide (polkit(8), polkit.spawn).
    private static func spawned(_ bytes: [UInt8], _ path: RawText, _ file: FileFact, _ collection: inout Collection) {
        guard path.hasSuffix(".rules") else { return }
        for (index, line) in bytes.split(separator: 0x0a, maxSplits: 5_000, omittingEmptySubsequences: false).enumerated() {
            let text = RawText(line.prefix(4_096))
            guard let call = text.firstRange(of: "polkit.spawn("), let open = text.bytes[call.upperBound...].firstIndex(of: 0x22) else {
                continue
            }
            let program = RawText(text.bytes[(open + 1)...].prefix { $0 != 0x22 })
            collection.addAutorun(
                .dbus, Place(path, line: index + 1), name: path.lastComponent, user: "polkitd", command: program, base: "/", file: file)
        }
    }

    private static func read(
        _ patterns: [RawText], _ collection: inout Collection, _ parse: (Span<UInt8>) -> [PolicyAllowance]
    ) {
        for path in patterns.flatMap({ Wildcard.expand($0, collection.host) }).prefix(2_000) {
            guard let file = collection.appraise(path), file.status.kind == .regular, !file.record.isEqual, file.sameContentAs == nil,
                let content = collection.read(path, limit: 1 << 20, id, kinds)
            else { continue }
            spawned(content.bytes, path, file, &collection)
            for allowance in parse(content.bytes.span).prefix(50) where collection.facts.hooks.policyGrants.count < 1_000 {
                collection.facts.hooks.policyGrants.append(
                    PolicyGrant(
                        breadth: allowance.breadth, place: Place(path, line: allowance.line), text: allowance.text, file: file))
            }
        }
    }
}
