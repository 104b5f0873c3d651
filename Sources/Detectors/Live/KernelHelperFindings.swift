import Model
import Provenance

extension Detector {
    /// A program of somebody's that the kernel itself starts.
    static let kernelHelper = Detector(
        id: "kernel.helper.unexplained",
        title: Localized(en: "The kernel starts somebody's program", ja: "カーネルが、よそのプログラムを起動する設定です"),
        claim: Localized(
            en:
                "A setting of the kernel (core_pattern, modprobe, hotplug, release_agent, binfmt_misc) names a program that no package brought: it runs as root whenever its moment comes.",
            ja: "カーネルの設定(core_pattern、modprobe、release_agent、binfmt_misc など)に、配布元の分からないプログラムが書かれています。きっかけがあるたびに root で動きます。"),
        techniques: ["T1546", "T1611"], aspect: .persistence, needs: [.kernelHelpers, .packages],
        misses: Localized(en: "Settings inside other namespaces.", ja: "別の名前空間の中の設定は分かりません。")
    ) { situation in
        situation.facts.kernel.helpers.compactMap { helper in
            guard let (severity, how) = grade(helper) else { return nil }
            var claim = Claim(
                severity, severity >= .high ? .likely : .possible, Subject(.config, path: helper.place, name: helper.program),
                explanation: Localized(en: "\(helper.place) names \(helper.command): ", ja: "\(helper.place) に \(helper.command) と書かれています。")
                    + how,
                evidence: [EvidenceItem(.content, source: "kernelHelpers", path: helper.place, text: helper.command)],
                nextSteps: severity >= .medium ? [.preserve(helper.program)] : [], related: [helper.program])
            if let rule = helper.format {
                claim.evidence.append(EvidenceItem(.content, source: "kernelHelpers", path: helper.place, text: "flags: " + rule.flags))
            }
            if let file = helper.file { claim = claim.with(file: file, situation, source: "kernelHelpers") }
            return claim
        }
    }

    private static func grade(_ helper: KernelHelper) -> (Severity, Localized)? {
        let origin = helper.file.map(Origin.of)
        let path = helper.file?.path ?? helper.program
        let isOdd =
            Places.isTemporary(path) || Places.oddFolder(of: path) != nil || helper.program.contains("/overlay2/")
            || helper.program.contains("/proc/") || NameDeception.of(path.lastComponent)?.isDeliberate == true
        if let rule = helper.format {
            guard rule.isEnabled else { return nil }
            if rule.givesRights, NativePrograms.areMatched(by: rule), origin?.isExplained != true || !rule.magic.isEmpty {
                return (
                    .critical,
                    Localized(
                        en: "it takes over ordinary programs of this machine and is given the rights of those that run as root.",
                        ja: "この機械の普通のプログラムを横取りし、root で動くものの権限まで受け取ります。")
                )
            }
            // An interpreter that was opened when the entry was made may lie in a container.
            if rule.isOpened, helper.file == nil { return nil }
        }
        if isOdd { return (.critical, Localized(en: "it lies where no program of the system does.", ja: "システムのプログラムが置かれる場所ではありません。")) }
        if case .altered = origin {
            return (.high, Localized(en: "it differs from what its package brought.", ja: "配布された内容と違っています。"))
        }
        if origin?.isExplained == true { return nil }
        guard helper.file != nil else { return nil }
        switch helper.role {
        case .moduleLoader:
            return (.high, Localized(en: "no package brought it.", ja: "どの配布物にも属しません。"))
        case .groupRelease
        where !helper.program.isInside("/etc") && !helper.program.isInside("/usr/local") && !helper.program.isInside("/opt"):
            return (.medium, Localized(en: "no package brought it.", ja: "どの配布物にも属しません。"))
        default:
            return (.low, Localized(en: "no package brought it; an administrator may have.", ja: "どの配布物にも属しません。管理者が置いたものかもしれません。"))
        }
    }

    /// A defence of the kernel that is off although a file asks for it.
    static let weakSetting = Detector(
        id: "kernel.setting.weak",
        title: Localized(en: "A defence of the kernel is off", ja: "カーネルの守りが弱められています"),
        claim: Localized(
            en: "A setting of the running kernel is weaker than the files of sysctl.d ask for, or is off where no system has it off.",
            ja: "動いているカーネルの設定が、設定ファイル(sysctl.d)の指定より弱くなっているか、普通は切らない守りが切られています。"),
        techniques: ["T1562"], aspect: .weakness, needs: [.kernelHelpers],
        misses: Localized(en: "Settings that no file speaks of.", ja: "設定ファイルに書かれていない項目は分かりません。"), severities: .low ... .low
    ) { situation in
        situation.facts.kernel.weakSettings.sorted { $0.key < $1.key }.map { name, value in
            Claim(
                .low, .possible, Subject(.config, name: name),
                explanation: Localized(en: "\(name) is \(value).", ja: "\(name) の値は \(value) です。"),
                evidence: [
                    EvidenceItem(
                        .record, source: "kernelHelpers", path: "/proc/sys/" + RawText(name.bytes.map { $0 == 0x2e ? 0x2f : $0 }),
                        text: value)
                ])
        }
    }
}

/// Whether a rule of binfmt_misc takes over programs of this machine's own kind.
enum NativePrograms {
    /// The first bytes of a program for x86-64 and of one for AArch64, up to `e_machine` (elf(5)).
    private static let heads: [[UInt8]] = [
        [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0x3e, 0],
        [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0xb7, 0],
    ]
    /// Emulators of the other kind are no thieves: an interpreter for it has its name.
    private static let emulated: [RawText] = ["aarch64", "arm64", "x86_64", "amd64", "box64", "fex", "rosetta", "qemu"]

    static func areMatched(by rule: FileFormatRule) -> Bool {
        guard !rule.magic.isEmpty else { return rule.suffix != nil }
        if emulated.contains(where: { rule.interpreter.lastComponent.asciiLowercased.contains($0) }) { return false }
        if rule.offset == 0, rule.magic.starts(with: [0x23, 0x21]) { return true }
        return heads.contains { head in
            for (index, byte) in rule.magic.enumerated() where rule.offset + index < head.count {
                let mask = index < rule.mask.count ? rule.mask[index] : 0xff
                // The type of the file (2 or 3) says nothing.
                if rule.offset + index == 16 { continue }
                if head[rule.offset + index] & mask != byte & mask { return false }
            }
            return rule.offset < head.count
        }
    }
}
