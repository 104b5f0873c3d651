import ContentRules
import Formats
import Hosts
import Model
import Sys

/// Lists and rules that the operator brought: indicators of compromise, and YARA rules of other people.
struct OperatorKnowledge {
    private static let collector = "indicators"
    /// Bytes of one file: 256 MiB.
    private static let mostBytes = 256 << 20
    private static let mostFiles = 20_000

    private(set) var indicators = IndicatorSet()
    private(set) var rules: [RuleSource] = []
    private(set) var gaps: [Gap] = []

    /// Reads files, and the files of folders. A name that cannot be read ends the command: the operator wants it to count.
    init(indicators lists: [String], rules places: [String]) throws {
        for place in lists {
            try OperatorKnowledge.forEachFile(of: place, endings: nil) { path, bytes in read(list: path, bytes) }
        }
        for place in places {
            try OperatorKnowledge.forEachFile(of: place, endings: [".yar", ".yara"]) { path, bytes in
                rules.append(RuleSource(name: path.escaped(), text: bytes))
            }
        }
        rules += IndicatorRules.sources(indicators)
        let peers = indicators.addresses.count + indicators.hosts.count
        guard peers > IndicatorRules.most else { return }
        gaps.append(
            Gap(
                collector: OperatorKnowledge.collector,
                reason: Localized(
                    en:
                        "Of \(peers) addresses and names only \(IndicatorRules.most) are looked for inside files; all are held against the rest.",
                    ja: "宛先と名前 \(peers) 件のうち、ファイルの中から探すのは \(IndicatorRules.most) 件です。接続やログインの記録は全件と照らし合わせます。"),
                facts: [.content]))
    }

    private mutating func read(list path: RawText, _ bytes: [UInt8]) {
        let parsed = IndicatorListFormat.parse(bytes.span, list: path.lastComponent)
        for indicator in parsed.value { indicators.add(indicator) }
        guard let first = parsed.problems.first else { return }
        let line = first.line.map { Localized(en: ", first in line \($0)", ja: "(最初は \($0) 行目)") } ?? Localized(en: "", ja: "")
        gaps.append(
            Gap(
                collector: OperatorKnowledge.collector, subject: path,
                reason: Localized(
                    en: "\(parsed.problems.count) entries of the list were not understood", ja: "一覧の \(parsed.problems.count) 件は読み取れませんでした")
                    + line + Localized(en: ": \(Prose([.words(first.reason)])).", ja: "。"), facts: []))
    }

    private static func forEachFile(of place: String, endings: [RawText]?, _ body: (RawText, [UInt8]) -> Void) throws {
        do throws(Errno) {
            guard let folder = try folder(place) else {
                let file = try Descriptor.file(RawText(place))
                return body(RawText(place), try file.read(limit: mostBytes))
            }
            guard case .success(let names) = folder.names(in: "/") else { throw Errno.denied }
            for name in names.sorted().prefix(mostFiles) where endings.map({ $0.contains { name.asciiLowercased.hasSuffix($0) } }) ?? true {
                if case .success(let content) = folder.read("/" + name, limit: mostBytes) {
                    body(RawText(place).appending(name), content.bytes)
                }
            }
        } catch {
            throw CommandFailure(
                "banken could not read \(RawText(place).escaped()): the kernel answered with error \(error.code). Name a file or a folder that you may read.",
                outcome: .wrongUsage)
        }
    }

    /// The folder of that name; nil where it is a file.
    private static func folder(_ place: String) throws(Errno) -> RootedHost? {
        do throws(Errno) {
            return try RootedHost(RawText(place))
        } catch {
            guard error == .notFolder else { throw error }
            return nil
        }
    }
}
