import Model

/// Attributes of MISP events (misp-standard.org, core format): one event, a list of them, or what a search answers.
enum MispEvent {
    static func indicators(_ value: JSONValue) -> Parsed<[Indicator]> {
        var parsed = Parsed<[Indicator]>([])
        var events = value["response"].map { $0.elements.isEmpty ? [$0] : $0.elements } ?? value.elements
        if events.isEmpty { events = [value] }
        for event in events {
            let body = event["Event"] ?? event
            let about = body["info"]?.text ?? ""
            var attributes = body["Attribute"]?.elements ?? []
            for object in body["Object"]?.elements ?? [] { attributes += object["Attribute"]?.elements ?? [] }
            for attribute in attributes { add(attribute, about: about, &parsed) }
        }
        return parsed
    }

    /// `to_ids` says whether an attribute is meant to be looked for.
    private static func add(_ attribute: JSONValue, about: RawText, _ parsed: inout Parsed<[Indicator]>) {
        guard let type = attribute["type"]?.text, let value = attribute["value"]?.text else { return }
        if attribute["to_ids"] == .bool(false) || attribute["deleted"] == .bool(true) { return }
        let types = type.split(0x7c), values = value.split(0x7c)
        for (type, value) in zip(types, values) {
            guard var indicator = indicator(type: type, value) else { continue }
            let comment = attribute["comment"]?.text ?? ""
            indicator.about = about.isEmpty ? comment : about
            parsed.value.append(indicator)
        }
    }

    private static func indicator(type: RawText, _ value: RawText) -> Indicator? {
        switch type {
        case "md5", "sha1", "sha256": return IndicatorText.digest(value)
        case "ip-src", "ip-dst", "ip":
            return NetworkAddress(value) != nil || NetworkRange(value) != nil ? Indicator(.address, value) : nil
        case "domain", "hostname": return IndicatorText.isHost(value) ? Indicator(.host, value.asciiLowercased) : nil
        case "url", "uri", "link": return IndicatorText.hostOfURL(value)
        case "filename":
            if value.hasPrefix("/") { return Indicator(.path, value) }
            return value.isEmpty || value.contains("/") || value.contains("\\") ? nil : Indicator(.fileName, value)
        default: return nil
        }
    }
}
