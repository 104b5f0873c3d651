import Model

/// What cannot be known, and why.
enum Unknowns {
    static func of(_ file: CaseFile) -> [Localized] {
        var list: [Localized] = []
        if file.ledger.sources.isEmpty {
            list.append(
                Localized(
                    en: "No log was found or read: how anybody got in cannot be told from files alone.",
                    ja: "ログが 1 つも見つからないか、読めませんでした。ファイルだけでは、どこから入られたかは分かりません。"))
        }
        for source in file.ledger.sources {
            if let failure = source.failure { list.append(Localized(en: "\(source.name): ", ja: "\(source.name): ") + failure) }
            // Each kind of sign once: three zeroed records are one thing to know.
            var told: [Localized] = []
            for sign in source.tampering where told.count < 3 && !told.contains(sign.text) { told.append(sign.text) }
            list += told.map { Localized(en: "\(source.name): ", ja: "\(source.name): ") + $0 }
            let near = source.holes.filter { hole in
                file.moment.map {
                    abs(hole.span.earliest.seconds - $0.seconds) < 7 * 86_400 || (hole.span.earliest <= $0 && $0 <= hole.span.latest)
                } ?? !source.channels.isDisjoint(with: [.logins, .web, .ftp])
            }
            for hole in near.prefix(3) {
                list.append(
                    Localized(
                        en: "\(source.name), \(hole.span.earliest) to \(hole.span.latest): ",
                        ja: "\(source.name)、\(hole.span.earliest) から \(hole.span.latest): ") + hole.why)
            }
        }
        for (shelf, count) in file.trail.leftOut.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where count > 0 {
            list.append(
                Localized(
                    en: "There were more events (\(RawText(shelf.rawValue))) than are held in mind; \(count) were only counted.",
                    ja: "出来事(\(RawText(shelf.rawValue)))が多すぎたため、\(count) 件は数えただけです。"))
        }
        return Array(list.prefix(60))
    }
}
