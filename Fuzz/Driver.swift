import Formats
import Glibc
import Taint

/// The entry that libFuzzer calls with each input: hands it to the parser that BANKEN_PARSER names.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = unsafe UnsafeBufferPointer(start: start, count: count)
    _ = unsafe chosen.run(input.span)
    return 0
}

/// Every parser that reads bytes of a host.
let catalogue: [FormatParser] =
    FormatParser.hostFiles + FormatParser.logs + FormatParser.ownFiles + FormatParser.packages + FormatParser.services
    + FormatParser.scripts

/// The parser under test. Without one, or with a wrong name, the names are listed and the program ends.
let chosen: FormatParser = {
    let name = unsafe getenv("BANKEN_PARSER").flatMap { unsafe String(validatingCString: $0) }
    if let parser = catalogue.first(where: { $0.name == name }) { return parser }
    for parser in catalogue { print(parser.name) }
    // libFuzzer takes an orderly `exit` inside a run for a crash.
    fflush(nil)
    _exit(0)
}()
