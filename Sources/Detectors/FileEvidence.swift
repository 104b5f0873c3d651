import Model
import Provenance

extension EvidenceItem {
    /// What the kernel told of a file, in one line: kind, mode, owner, size, times.
    static func status(_ file: FileFact, source: String = "files") -> EvidenceItem {
        let status = file.status
        var text =
            "\(status.kind.rawValue) mode \(String(status.mode, radix: 8)) uid \(status.owner) gid \(status.group) size \(status.size)"
        text += " mtime \(status.times.modified.rfc3339(fraction: true)) ctime \(status.times.changed.rfc3339(fraction: true))"
        if let born = status.times.born { text += " btime \(born.rfc3339(fraction: true))" }
        if status.attributes.contains(.immutable) { text += " +i" }
        if status.attributes.contains(.appendOnly) { text += " +a" }
        return EvidenceItem(.metadata, source: source, path: file.path, sha256: file.sha256, text: RawText(text))
    }

    static func trait(_ hit: TraitHit, path: RawText, source: String) -> EvidenceItem {
        EvidenceItem(.content, source: source, path: path, offset: hit.offset, length: hit.text.count, line: hit.line, text: hit.text)
    }

    static func matches(_ matches: [ContentMatch], path: RawText) -> [EvidenceItem] {
        matches.flatMap { match in
            match.hits.prefix(3).map { hit in
                EvidenceItem(.content, source: "content", path: path, offset: hit.offset, length: hit.length, text: hit.text)
            }
        }
    }

    static func line(_ place: Place, _ text: RawText, source: String) -> EvidenceItem {
        EvidenceItem(.content, source: source, path: place.path, line: place.line, text: text)
    }
}

extension Claim {
    /// What a line of a configuration does, told with its place. It is likely from the severity `surely` on; below medium it is a
    /// weakness and no trace of anybody.
    static func setting(
        _ name: RawText, at place: Place, _ severity: Severity, surely: Severity, _ why: Localized, source: String, written: RawText
    ) -> Claim {
        Claim(
            severity, severity >= surely ? .likely : .possible, Subject(.config, path: place.path, name: name, line: place.line),
            aspect: severity >= .medium ? nil : .weakness,
            explanation: Localized(en: "\(place.path), line \(place.line ?? 0): ", ja: "\(place.path) の \(place.line ?? 0) 行目: ") + why,
            evidence: [.line(place, written, source: source)], nextSteps: [.preserve(place.path)])
    }

    /// Adds what a file carries: its status, its traits, its matches and its times.
    func with(file: FileFact, _ situation: Situation, source: String = "files") -> Claim {
        var claim = self
        claim.evidence.append(.status(file, source: source))
        claim.evidence += file.traits.prefix(5).map { .trait($0, path: file.path, source: source) }
        claim.evidence += EvidenceItem.matches(file.matches, path: file.path)
        claim.times += situation.stamps.marks(file)
        return claim
    }
}

extension NextStep {
    /// The first rule of every investigation.
    static func preserve(_ path: RawText) -> NextStep {
        NextStep(
            action: "evidence.copy",
            text: Localized(
                en: "Copy \(path) with its times to another machine before anything changes it; do not delete it.",
                ja: "\(path) を、日時ごと別の機械に写して残してください。消してはいけません。"))
    }
    static func disableJob(_ place: Place) -> NextStep {
        NextStep(
            action: "job.disable",
            text: Localized(
                en: "After copying it, comment the entry out in \(place.path); that can be undone.",
                ja: "写しを取ったあと、\(place.path) の該当行を先頭に # を付けて止めてください(元に戻せます)。"))
    }
    static let isolate = NextStep(
        action: "host.isolate",
        text: Localized(
            en: "Close the network at the provider's firewall for everybody but yourself; leave the machine running.",
            ja: "事業者のファイアウォールで自分以外の通信を閉じてください。電源は切らないでください。"))
    static func reinstall(_ package: RawText) -> NextStep {
        NextStep(
            action: "package.reinstall",
            text: Localized(
                en: "The package \(package) can be reinstalled from the distribution once the altered file is kept as evidence.",
                ja: "証拠を保存したあと、パッケージ \(package) を入れ直せば元の内容に戻ります。"))
    }
}
