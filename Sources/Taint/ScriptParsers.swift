import Formats
import Model

extension FormatParser {
    /// Readers of programs, for the catalogue that the fuzzers walk.
    package static let scripts: [FormatParser] = [
        FormatParser("php.program") { judged($0, "/srv/x.php") },
        FormatParser("jsp.program") { judged($0, "/srv/x.jsp") },
        FormatParser("cgi.program") { judged($0, "/srv/x.cgi") },
    ]

    private static func judged(_ bytes: Span<UInt8>, _ path: RawText) -> Int { TaintAnalysis.judge(bytes, path: path).traces.count }
}
