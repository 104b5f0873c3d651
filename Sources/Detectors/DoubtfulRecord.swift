import Model
import Provenance

extension Detector {
    /// A package record that may have been made to agree with an exchanged program.
    static let doubtfulRecord = Detector(
        id: "package.record.doubtful",
        title: Localized(en: "A package's own record may be forged", ja: "配布物の記録そのものが書き換えられている疑いがあります"),
        claim: Localized(
            en:
                "A program agrees with its package record, but was written long after the package was built and put here; or the record was rewritten, lacks the program's digest, or belongs to a package without the papers that every package brings.",
            ja: "プログラムの中身は配布時の記録と一致していますが、書かれた日時が配布物よりずっと後です。または、記録が後から書き直された、そのプログラムの照合値だけが抜けている、必ず付くはずの書類がない、のいずれかです。"),
        techniques: ["T1565.001", "T1554", "T1036.005"], aspect: .tampering, needs: [.packages, .files],
        misses: Localized(
            en: "A forger who also set every time by hand: hold the host against the distribution's archive to see that.",
            ja: "日時もすべて合わせて偽装されると分かりません。配布元の内容と突き合わせる必要があります。"),
        references: ["deb-md5sums(5)"], severities: .low ... .medium
    ) { situation in
        let doubts = situation.facts.recordDoubts
        // A tree that was copied without its times, or put together by another tool, has hundreds of them.
        let isCommon = Set(doubts.filter { [.laterThanPackage, .rewritten].contains($0.kind) }.map(\.package)).count > 20
        return doubts.compactMap { doubt -> Claim? in
            if isCommon, doubt.kind == .laterThanPackage || doubt.kind == .rewritten { return nil }
            return claim(doubt, situation)
        }
    }

    private static func claim(_ doubt: RecordDoubt, _ situation: Situation) -> Claim? {
        let path = doubt.file?.path ?? doubt.record
        var related = [doubt.record]
        let severity: Severity
        let words: Localized
        switch doubt.kind {
        case .laterThanPackage:
            severity = .medium
            words = Localized(
                en:
                    "\(path) equals the record of the package \(doubt.package), but was written on \(doubt.file?.status.times.modified ?? situation.facts.now), and the package was built by \(doubt.built ?? situation.facts.now): the record itself may be forged.",
                ja:
                    "\(path) はパッケージ \(doubt.package) の記録と一致しますが、書かれたのは \(doubt.file?.status.times.modified ?? situation.facts.now) で、配布物が作られた \(doubt.built ?? situation.facts.now) より後です。記録そのものが偽装されている疑いがあります。"
            )
        case .withoutDigest:
            severity = .medium
            words = Localized(
                en:
                    "The package \(doubt.package) keeps digests of its files, but none of \(path): its line was taken out, or the file was written into the list later.",
                ja: "パッケージ \(doubt.package) の記録に、\(path) の照合値だけがありません。行が抜かれたか、後から一覧に書き足されています。")
        case .rewritten:
            severity = situation.facts.recordDoubts.contains { $0.package == doubt.package && $0.kind != .rewritten } ? .medium : .low
            words = Localized(
                en: "\(doubt.record) was written after its package was built and put here: the digests in it may be forged.",
                ja: "\(doubt.record) が、配布物が作られて入ったあとに書き直されています。照合値が偽装されている疑いがあります。")
        case .withoutPapers:
            severity = .low
            related += doubt.programs
            words = Localized(
                en:
                    "The package \(doubt.package) brings programs and none of the papers that packages of the distribution bring: it comes from elsewhere, or was invented.",
                ja: "パッケージ \(doubt.package) には、配布物に必ず付く書類がありません。よそから入れたものか、でっち上げられた記録です。")
        }
        var claim = Claim(
            severity, .possible, Subject(doubt.file == nil ? .package : .file, path: path, name: doubt.package),
            aspect: severity == .low ? .weakness : nil, explanation: words,
            evidence: [EvidenceItem(.record, source: "packages", path: doubt.record, text: doubt.package)], nextSteps: [.preserve(path)],
            related: related)
        if let file = doubt.file { claim = claim.with(file: file, situation, source: "packages") }
        return claim
    }
}
