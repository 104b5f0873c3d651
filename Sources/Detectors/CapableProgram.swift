import Model
import Provenance

extension Detector {
    /// A program that carries a part of root's rights which nobody ships it with.
    static let capableProgram = Detector(
        id: "file.capability.odd",
        title: Localized(en: "A program carries a part of root's rights", ja: "root の権限の一部を持たされたプログラムがあります"),
        claim: Localized(
            en:
                "A program carries file capabilities that its package does not give it, or that nobody gives a program of its kind: a shell or interpreter with cap_setuid is root for everybody.",
            ja: "プログラムに、配布時にはない「ケーパビリティ」(root の権限の一部)が付いています。シェルや言語処理系に cap_setuid が付いていれば、誰でも root になれます。"),
        techniques: ["T1548.001", "T1548"], aspect: .persistence, needs: [.files, .packages, .attributes],
        misses: Localized(
            en: "Capabilities that a service manager or a container gives a process when it starts.",
            ja: "サービスやコンテナーの起動時に与えられるケーパビリティは対象外です。"),
        references: ["capabilities(7)"]
    ) { situation in
        // Names of one file (perl and perl5.36.0) are told once.
        var told: Set<UInt64> = []
        return situation.facts.files.compactMap { file -> Claim? in
            guard let capabilities = file.capabilities else { return nil }
            if file.status.links > 1, !told.insert(file.status.inode).inserted { return nil }
            let expected = file.expectedCapabilities?.given ?? 0
            let beyond = capabilities.given & ~(expected | ShippedPrivileges.capabilities(file.path))
            guard beyond != 0, let severity = severity(file, beyond, expected) else { return nil }
            return Claim(
                severity, severity >= .high ? .certain : .possible, Subject(.file, path: file.path, name: file.record.package),
                explanation: explanation(file, capabilities),
                evidence: [EvidenceItem(.metadata, source: "files", path: file.path, text: "security.capability " + capabilities.text)],
                nextSteps: [.preserve(file.path), takeAway(file.path)]
            ).with(file: file, situation)
        }
    }

    private static func severity(_ file: FileFact, _ beyond: UInt64, _ expected: UInt64) -> Severity? {
        let isGrave = beyond & FileCapabilities.grave != 0
        let isOdd = Places.isTemporary(file.path) || Places.oddFolder(of: file.path) != nil || !file.matches.isEmpty
        // A layer of an image holds another system with its own programs.
        if isForeign(file.path) { return isGrave && isOdd ? .medium : .info }
        if isGrave, ShellGivers.gives(file.path) || file.sameContentAs.map(ShellGivers.gives) == true { return .critical }
        // Developers let debuggers look into processes that are not theirs.
        if ["gdb", "strace", "rr", "lldb", "ltrace", "bpftrace", "py-spy", "perf"].contains(file.path.lastComponent) { return .low }
        if isOdd { return isGrave ? .critical : .medium }
        guard isGrave else { return .low }
        if file.record.package != nil { return .high }
        if Places.isSystem(file.path) || file.sameContentAs != nil { return .high }
        // What an administrator or a vendor installed by hand may need such rights: backup and monitoring programs do.
        return file.path.isInside("/home") || file.path.isInside("/root") ? .medium : .low
    }

    private static func isForeign(_ path: RawText) -> Bool {
        [
            "/var/lib/docker", "/var/lib/containers", "/var/lib/containerd", "/var/lib/lxc", "/var/lib/lxd", "/var/snap", "/snap",
            "/var/lib/machines",
            "/var/lib/snapd", "/var/lib/flatpak", "/var/lib/schroot", "/var/cache",
        ].contains { (folder: RawText) in path.isInside(folder) }
            || path.contains("/.local/share/containers/")
    }

    private static func explanation(_ file: FileFact, _ capabilities: FileCapabilities) -> Localized {
        var text = Localized(
            en: "\(file.path) carries \(capabilities.text): whoever starts it has that part of root's rights.",
            ja: "\(file.path) には \(capabilities.text) が付いていて、動かした人はその分の root の権限を得ます。")
        if let same = file.sameContentAs {
            text = text + Localized(en: " It is a copy of \(same).", ja: "中身は \(same) の写しです。")
        }
        if let package = file.record.package {
            return text
                + Localized(
                    en: " The package \(package) does not ship it so.", ja: "パッケージ \(package) はこの権限を付けて配布していません。")
        }
        return text + Localized(en: " No package brought it.", ja: "どの配布物にも属しません。")
    }

    private static func takeAway(_ path: RawText) -> NextStep {
        NextStep(
            action: "capability.remove",
            text: Localized(
                en: "Note the capability down, then take it away with “setcap -r \(path)”.",
                ja: "記録したあと、「setcap -r \(path)」で外してください。"))
    }
}
