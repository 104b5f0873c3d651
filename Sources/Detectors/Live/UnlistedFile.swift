import Model
import Provenance

extension Detector {
    /// A file that stands on the disk and that no listing shows.
    static let unlistedFile = Detector(
        id: "file.unlisted",
        title: Localized(en: "The disk holds a file that no listing shows", ja: "どの一覧にも出ないファイルが、ディスクにあります"),
        claim: Localized(
            en:
                "The disk was read past the kernel, and one of its folders has an entry that the running system leaves out of the list. Nothing honest does that: a part of the kernel was taken over.",
            ja: "ディスクを直接読むと、動いているシステムの一覧には出ない項目がありました。まともな仕組みではあり得ないことで、カーネルの一部が乗っ取られています。"),
        techniques: ["T1014", "T1564.001"], aspect: .hiding, needs: [.diskEntries],
        misses: Localized(
            en: "File systems other than ext2, ext3 and ext4, encrypted folders, and what changed within the last five minutes.",
            ja: "ext2・ext3・ext4 以外のファイルシステム、暗号化されたフォルダー、直前の 5 分間に変わったものは分かりません。"),
        references: ["ext4(5)"], severities: .high ... .critical
    ) { situation in
        situation.facts.unlisted.map { unlisted in
            Claim(
                unlisted.answersToName ? .critical : .high, unlisted.answersToName ? .certain : .likely,
                Subject(.file, path: unlisted.file.path),
                explanation: unlisted.answersToName
                    ? Localized(
                        en:
                            "\(unlisted.device) has \(unlisted.file.path), and it can be opened by its name, but the list of its folder leaves it out.",
                        ja: "\(unlisted.device) には \(unlisted.file.path) があり、名前を指定すれば開けるのに、フォルダーの一覧には出ません。")
                    : Localized(
                        en: "\(unlisted.device) has \(unlisted.file.path), and the running system says that there is no such file.",
                        ja: "\(unlisted.device) には \(unlisted.file.path) がありますが、動いているシステムは「無い」と答えます。"),
                nextSteps: [
                    .isolate,
                    NextStep(
                        action: "image.copy",
                        text: Localized(
                            en: "Copy the disk \(unlisted.device) as a whole, and examine the copy on another machine.",
                            ja: "ディスク \(unlisted.device) を丸ごと写し、別の機械で調べてください。")),
                ]
            ).with(file: unlisted.file, situation, source: "rawDevices")
        }
    }
}
