import Model
import Provenance

extension Detector {
    /// A rule of polkit or D-Bus that lets anybody do what only root may.
    static let openPolicy = Detector(
        id: "policy.open",
        title: Localized(en: "A rule lets accounts act as root unasked", ja: "管理者の操作が、確認なしで許される設定になっています"),
        claim: Localized(
            en:
                "A rule of polkit or D-Bus that no package brought answers “yes” without asking who wants what: whoever has an account, or a hole in a service, is root.",
            ja: "配布物に含まれない polkit や D-Bus の規則が、誰の何の操作かを問わずに許可しています。アカウントが一つあれば(または一つ破られれば)管理者になれます。"),
        techniques: ["T1548"], aspect: .access, needs: [.autoruns, .packages],
        misses: Localized(
            en: "A rule whose conditions are always true in a way that only running it would show.",
            ja: "条件が書かれていても常に成り立つような規則は、読むだけでは見抜けないことがあります。"),
        references: ["polkit(8)", "pklocalauthority(8)", "dbus-daemon(1)"], severities: .low ... .high
    ) { situation in
        situation.facts.hooks.policyGrants.map { grant in
            let severity = severity(grant)
            return Claim(
                severity, grant.breadth == .everything ? .likely : .possible,
                Subject(.config, path: grant.place.path, name: grant.place.path.lastComponent, line: grant.place.line),
                aspect: severity == .low ? .weakness : nil,
                explanation: words(grant), evidence: [.line(grant.place, grant.text, source: "autoruns")],
                nextSteps: severity >= .medium ? [.preserve(grant.place.path)] : []
            ).with(file: grant.file, situation, source: "autoruns")
        }
    }

    private static func severity(_ grant: PolicyGrant) -> Severity {
        // What a package declares is data, and data of packages does not change.
        if grant.file.record.isDifferent { return .high }
        switch grant.breadth {
        case .everything: return .high
        case .named: return .low
        case .anybody: return givesRoot(grant.text) ? .medium : .low
        }
    }

    /// Actions that amount to being root.
    private static func givesRoot(_ text: RawText) -> Bool {
        ["policykit.exec", "systemd1.manage-unit", "packagekit.", "accounts.", "pkexec", "systemd1.set-environment"].contains {
            text.contains($0)
        }
    }

    private static func words(_ grant: PolicyGrant) -> Localized {
        switch grant.breadth {
        case .everything:
            Localized(
                en: "\(grant.place.path) allows everything to everybody.", ja: "\(grant.place.path) は、誰にでも、どの操作でも許可しています。")
        case .anybody:
            Localized(
                en: "\(grant.place.path) allows this to everybody, whoever he is: \(grant.text).",
                ja: "\(grant.place.path) は、相手を問わずに次の操作を許可しています: \(grant.text)")
        case .named:
            Localized(
                en: "\(grant.place.path) allows everything, unasked, to those that it names: \(grant.text).",
                ja: "\(grant.place.path) は、次の条件に合う人にどの操作でも許可しています: \(grant.text)")
        }
    }
}
