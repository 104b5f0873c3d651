import Model

/// Pages of ColdFusion.
enum ColdFusionPage {
    static func traces(_ bytes: [UInt8]) -> [TaintTrace] {
        let text = SourceText(bytes)
        var traces: [TaintTrace] = []
        func place(_ offset: Int) -> TaintPlace {
            let (line, shown) = text.line(at: offset)
            return TaintPlace(offset: offset, line: line, text: shown)
        }
        let unscoped = unscopedNames(bytes)
        let source =
            (["form.", "url.", "cgi.", "cookie."].map { Array($0.utf8) } + unscoped.map { Array("(\"".utf8) + $0 })
            .compactMap { ByteSearch.find($0, bytes, 0..<bytes.count) }.min()
        guard let source else { return [] }
        for (word, technique, certainty) in [
            ("<cfexecute", .requestToCommand, .certain), ("evaluate(form.", .requestToCode, .certain),
            ("evaluate(url.", .requestToCode, .certain),
            ("java.lang.runtime", .requestToCommand, .likely), ("action=\"upload\"", .uploadKept, .possible),
            ("action=\"write\"", .requestToFile, .possible),
        ] as [(String, TaintTechnique, TaintCertainty)] {
            guard let offset = ByteSearch.find(Array(word.utf8), bytes, 0..<bytes.count) else { continue }
            if word == "<cfexecute" {
                let end = ByteSearch.first(0x3e, bytes, offset..<bytes.count) ?? bytes.count
                guard bytes[offset..<end].contains(0x23) else { continue }
            }
            traces.append(
                TaintTrace(technique, .coldfusion, certainty, source: place(source), sink: place(offset), function: RawText(word)))
        }
        // A visitor looks into any folder and reads any file.
        let files = tags("<cffile", bytes, unscoped)
        if let list = tags("<cfdirectory", bytes, unscoped).first, let read = files.first {
            traces.append(
                TaintTrace(.fileManager, .coldfusion, .likely, source: place(list), sink: place(read), function: "cfdirectory"))
        } else if files.count >= 3, let first = files.first, let last = files.last {
            // It reads, moves and deletes whatever it is told to.
            traces.append(
                TaintTrace(.fileManager, .coldfusion, .likely, source: place(first), sink: place(last), function: "cffile"))
        }
        return traces
            + chosenQueries(bytes, unscoped).map { query, certainty in
                TaintTrace(.visitorsDatabase, .coldfusion, certainty, source: place(query), sink: place(query), function: "cfquery")
            }
    }

    /// Queries that are nothing but what a visitor sent, surer where the data base is the visitor's choice, too
    /// (https://helpx.adobe.com/coldfusion/cfml-reference/coldfusion-tags/tags-p-q/cfquery.html).
    private static func chosenQueries(_ bytes: [UInt8], _ unscoped: [[UInt8]]) -> [(Int, TaintCertainty)] {
        var queries: [(Int, TaintCertainty)] = []
        let sent = ["#form.", "#url.", "#preservesinglequotes(form.", "#preservesinglequotes(url."].map { Array($0.utf8) }
        let whole = unscoped.map { [0x23] + $0 + [0x23] }
        var place = 0
        while queries.count < 8, let start = ByteSearch.find("<cfquery", bytes, place..<bytes.count) {
            guard let open = ByteSearch.first(0x3e, bytes, start..<bytes.count),
                let end = ByteSearch.find("</cfquery", bytes, open..<bytes.count)
            else { break }
            place = end
            var body = ByteSearch.lower(Array(bytes[(open &+ 1)..<end].prefix(512)))
            body.removeAll { ByteSearch.isSpace($0) }
            guard body.count < 128, body.last == 0x23, body.filter({ $0 == 0x23 }).count == 2,
                sent.contains(where: { body.starts(with: $0) }) || whole.contains(body)
            else { continue }
            let choosesBase = (sent + whole).contains { ByteSearch.find(Array("datasource=\"".utf8) + $0, bytes, start..<open) != nil }
            queries.append((start, choosesBase ? .likely : .possible))
        }
        return queries
    }

    /// Names that the page asks for without saying where they come from: ColdFusion looks for them in the address and in forms
    /// (https://helpx.adobe.com/coldfusion/developing-applications/the-cfml-programming-language/using-coldfusion-variables/about-scopes.html).
    /// At most 32, in lower case, none that the page sets itself.
    private static func unscopedNames(_ bytes: [UInt8]) -> [[UInt8]] {
        var names: [[UInt8]] = []
        var place = 0, tries = 0
        while names.count < 32, tries < 128, let found = ByteSearch.find("isdefined(\"", bytes, place..<bytes.count) {
            tries &+= 1
            let start = found &+ 11
            let name = ByteSearch.lower(Array(bytes[start...].prefix(48).prefix { ByteSearch.isNameByte($0) }))
            place = start
            guard !name.isEmpty, start &+ name.count < bytes.count, bytes[start &+ name.count] == 0x22, !names.contains(name),
                ByteSearch.find(Array("<cfset ".utf8) + name, bytes, 0..<bytes.count) == nil
            else { continue }
            names.append(name)
        }
        return names
    }

    /// The places of tags that take a path from a form or address.
    private static func tags(_ name: StaticString, _ bytes: [UInt8], _ unscoped: [[UInt8]]) -> [Int] {
        var places: [Int] = []
        var place = 0
        let marks = [Array("=\"#form.".utf8), Array("=\"#url.".utf8)] + unscoped.map { Array("=\"#".utf8) + $0 + [0x23] }
        while places.count < 16, let found = ByteSearch.find(name, bytes, place..<bytes.count) {
            let end = ByteSearch.first(0x3e, bytes, found..<bytes.count) ?? bytes.count
            if marks.contains(where: { ByteSearch.find($0, bytes, found..<end) != nil }) { places.append(found) }
            place = end
        }
        return places
    }
}
