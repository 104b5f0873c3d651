import Model
import Provenance

extension Detector {
    /// A file or folder whose name is made so that a listing does not show it, or shows something else.
    static let deceptiveName = Detector(
        id: "file.name.deceptive",
        title: Localized(en: "A name made to deceive", ja: "見間違えるように作られた名前のファイルやフォルダーがあります"),
        claim: Localized(
            en:
                "A name consists of dots and blanks, holds control or invisible characters, ends in a blank, imitates letters, or poses as a thread of the kernel.",
            ja: "名前が点と空白だけでできている、見えない文字や制御文字を含む、空白で終わる、似た文字に置き換えられている、などです。"),
        techniques: ["T1564.001", "T1036"], aspect: .hiding, needs: [.files],
        misses: Localized(en: "An ordinary name that simply lies in an unlikely place.", ja: "普通の名前を付けて目立たない場所に置かれたものは分かりません。")
    ) { situation in
        situation.facts.files.compactMap { file in
            guard let deception = NameDeception.of(file.path.lastComponent), file.record == .unowned else { return nil }
            // A name inside a deceptive folder is told with that folder.
            if let odd = Places.oddFolder(of: file.path), odd != file.path { return nil }
            let inside = file.status.kind == .directory ? situation.files(inside: file.path) : []
            let severity = severity(file, deception, inside, situation)
            var claim = Claim(
                severity, deception.isDeliberate && severity > .low ? .certain : .possible, Subject(.file, path: file.path),
                explanation: explanation(file, deception, inside),
                nextSteps: [.preserve(file.path)], related: inside.map(\.path)
            ).with(file: file, situation)
            for inner in inside.prefix(500) { claim.times += situation.stamps.marks(inner) }
            for inner in inside.prefix(8) {
                claim.evidence.append(.status(inner))
                claim.evidence += EvidenceItem.matches(inner.matches, path: inner.path)
            }
            return claim
        }
    }

    /// People make odd names too, by a slip of the keyboard, in web forms and with full-width signs: what counts is what has
    /// the name, and where it lies.
    private static func severity(
        _ file: FileFact, _ deception: NameDeception, _ inside: [FileFact], _ situation: Situation
    ) -> Severity {
        let holdsProgram = ([file] + inside).contains { $0.shape.isProgram || $0.shape == .php || !$0.matches.isEmpty }
        // Where a shell looks for a program by its name alone.
        let isInPath =
            Places.isProgramFolder(file.path.parentFolder) || ["/usr/local/bin", "/usr/local/sbin"].contains(file.path.parentFolder)
        let isPeoples =
            !Places.isSystem(file.path) && !Places.isTemporary(file.path) && !file.path.isInside("/dev")
            && !(file.shape.isProgram && situation.facts.webRoots.contains { file.path.isInside($0) })
        switch deception {
        case .dotsAndBlanks, .kernelThread:
            if holdsProgram || !inside.isEmpty { return .high }
            return file.status.kind == .regular && file.status.size == 0 ? .low : .medium
        case .controlCharacter, .lookAlike:
            return holdsProgram ? .high : isPeoples ? .low : inside.isEmpty ? .medium : .high
        case .turnedText:
            return holdsProgram ? .medium : .low
        case .outerBlank where file.shape.isProgram && isInPath:
            return .high
        case .invisibleCharacter, .outerBlank, .brokenEncoding:
            return holdsProgram && (!isPeoples || isInPath) ? .medium : .low
        }
    }

    private static func explanation(_ file: FileFact, _ deception: NameDeception, _ inside: [FileFact]) -> Localized {
        let how: Localized =
            switch deception {
            case .dotsAndBlanks:
                Localized(
                    en: "The name consists only of dots and blanks, so a listing seems to show the folder itself or its parent.",
                    ja: "名前が点と空白だけなので、一覧ではフォルダー自身や親フォルダーの印に見えて気付けません。")
            case .controlCharacter:
                Localized(
                    en: "The name holds control characters, which a terminal acts on instead of showing.",
                    ja: "名前に制御文字が入っており、画面では別のものに見えます。")
            case .invisibleCharacter:
                Localized(en: "The name holds characters that cannot be seen.", ja: "名前に目に見えない文字が入っています。")
            case .turnedText:
                Localized(
                    en: "The name holds a character that turns the text behind it round, so that its end seems to be another.",
                    ja: "文字の並びを逆にする特殊な文字が入っていて、名前の終わりが別のものに見えます。")
            case .outerBlank:
                Localized(en: "The name begins or ends with a blank.", ja: "名前の先頭か末尾に空白があり、見分けが付きません。")
            case .lookAlike:
                Localized(
                    en: "Letters of another script stand in for ASCII letters.", ja: "英字にそっくりな別の文字が混ぜられています。")
            case .kernelThread:
                Localized(
                    en: "The name poses as a thread of the kernel.", ja: "カーネル(OS の中枢)の部品のような名前を名乗っています。")
            case .brokenEncoding:
                Localized(en: "The name is not text.", ja: "名前が文字として読めません。")
            }
        var text = Localized(en: "\(file.path): ", ja: "\(file.path):") + how
        if !inside.isEmpty {
            text =
                text
                + Localized(
                    en: " It holds \(inside.count) entries: \(list: inside.map { $0.path.lastComponent }).",
                    ja: "中に \(inside.count) 個あります: \(list: inside.map { $0.path.lastComponent })。")
        }
        return text
    }
}
