import Model

extension Report {
    /// Everybody who fetched an altered page, as CSV (RFC 4180) for letters; robots and the intruder are marked, not left out.
    package static func visitorTable(_ examination: Examination) -> String {
        var table = "url,path,from,until,address,agent,first,last,requests,kind,deeds\r\n"
        for exposure in examination.answer?.exposures ?? [] {
            let head = [
                cell(exposure.url), cell(exposure.path), exposure.from.printable.rfc3339(),
                exposure.until.map { $0.printable.rfc3339() } ?? "",
            ]
            for visitor in exposure.visitors {
                let kind = visitor.isIntruder ? "intruder" : visitor.robot == nil ? "person" : "robot"
                let deeds = visitor.deeds.map(\.rawValue).sorted().joined(separator: " ")
                let row =
                    head + [
                        cell(visitor.address), cell(visitor.agent), visitor.first.printable.rfc3339(), visitor.last.printable.rfc3339(),
                        String(visitor.requests), kind, deeds,
                    ]
                table += row.joined(separator: ",") + "\r\n"
            }
        }
        return table
    }

    /// Text of a stranger as a cell: visibly escaped, quoted, and never a formula of a spreadsheet.
    private static func cell(_ text: RawText) -> String {
        let escaped = text.escaped()
        let isFormula = escaped.unicodeScalars.first.map { "=+-@".unicodeScalars.contains($0) } ?? false
        let shown = (isFormula ? "'" : "") + escaped
        return "\"" + shown.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
