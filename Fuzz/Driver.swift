import Casework
import Formats
import Glibc
import Inquiry
import Model
import Sigma
import Taint

/// The entry that libFuzzer calls with each input: hands it to the parser that BANKEN_PARSER names.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = unsafe UnsafeBufferPointer(start: start, count: count)
    _ = unsafe chosen.run(input.span)
    return 0
}

/// Every parser that reads bytes of a host, of an operator or of a letter.
let catalogue: [FormatParser] =
    FormatParser.hostFiles + FormatParser.logs + FormatParser.ownFiles + FormatParser.packages + FormatParser.services
    + FormatParser.scripts + others

/// Those of modules that know nothing of the catalogue.
let others: [FormatParser] = [
    FormatParser("case.mail") { bytes in
        let notice = NoticeReader(received: Timestamp(seconds: 1_300_000_000)).read(bytes)
        return notice.subject.count
    },
    FormatParser("session.clue") { bytes in
        var end = 0
        var joiner = SessionJoiner(mostOpen: 8)
        guard let clue = SessionClue(bytes, at: Timestamp(seconds: 0), end: &end) else { return 1 }
        return joiner.take(clue) ?? 0
    },
    FormatParser("sigma.yaml") { bytes in
        var text: [UInt8] = []
        for index in bytes.indices { text.append(bytes[index]) }
        let rules = SigmaRules.load([SigmaRuleFile(path: "x.yml", text: RawText(text).utf8 ?? RawText(text).escaped())])
        let set = SigmaRuleSet(rules)
        var matcher = set.matcher()
        var draft = EventDraft()
        (draft.kind, draft.format, draft.record) = (.command, "audit", 0..<bytes.count)
        draft.add("process.command_line", Slice(0..<bytes.count))
        return matcher.match(bytes, draft).count + rules.failed.count
    },
]

/// The parser under test. Without a name the names of all are listed; a name that is none ends the program with 2.
let chosen: FormatParser = {
    let name = unsafe getenv("BANKEN_PARSER").flatMap { unsafe String(validatingCString: $0) } ?? ""
    if let parser = catalogue.first(where: { $0.name == name }) { return parser }
    if name.isEmpty { for parser in catalogue { print(parser.name) } }
    // libFuzzer takes an orderly `exit` inside a run for a crash.
    fflush(nil)
    _exit(name.isEmpty ? 0 : 2)
}()
