import Model

/// Events as Timesketch imports them.
package enum Timesketch {
    /// The first line of the CSV.
    package static let columns =
        "message,datetime,timestamp,timestamp_desc,data_type,event_kind,outcome,hostname,username,src_ip,path,source_file,source_line\r\n"

    /// Longer texts are cut: the index behind it refuses terms of 32,766 bytes and more.
    private static let longest = 32_000

    static func json(_ event: Event) -> String {
        var object: JSONObject = []
        for (name, value) in columns(event) { object.add(name, value) }
        for field in event.fields {
            guard !object.members.contains(where: { $0.key == field.name }) else { continue }
            object.add(field.name, .string(cut(field.value.escaped())))
        }
        return JSONWriter.compact(.object(object))
    }

    static func csv(_ event: Event) -> String {
        columns(event).map { _, value in
            switch value {
            case .string(let text): quoted(text)
            case .integer(let number): String(number)
            default: ""
            }
        }.joined(separator: ",") + "\r"
    }

    private static func columns(_ event: Event) -> [(String, JSONValue)] {
        let time = event.time?.timestamp.printable
        let micros = time.map { $0.seconds * 1_000_000 + Int64($0.nanoseconds / 1_000) }
        return [
            ("message", .string(cut(EventText(offset: 0, color: false).words(event)))),
            ("datetime", .text(time.map { iso($0) })), ("timestamp", .number(micros)), ("timestamp_desc", .string(description(event))),
            ("data_type", .string("banken:" + event.format)), ("event_kind", .string(event.kind.rawValue)),
            ("outcome", .text(event.outcome?.rawValue)), ("hostname", text(event.host)), ("username", text(event.user)),
            ("src_ip", text(event.address)), ("path", text(event.path)), ("source_file", text(event.source.path)),
            ("source_line", .number(event.source.line)),
        ]
    }

    private static func text(_ text: RawText?) -> JSONValue { .text(text.map { cut($0.escaped()) }) }

    private static func cut(_ text: String) -> String { text.utf8.count <= longest ? text : String(text.prefix(longest / 4)) + "…" }

    /// With an offset in digits: "Z" is not understood by all versions.
    private static func iso(_ time: Timestamp) -> String { String(time.rfc3339(fraction: true).dropLast()) + "+00:00" }

    private static func description(_ event: Event) -> String {
        switch event.kind {
        case .fileModify where event.format == "file": "Content Modification Time"
        case .fileAccess where event.format == "file": "Last Access Time"
        case .fileMetadata where event.format == "file": "Metadata Modification Time"
        case .fileBirth: "Creation Time"
        case .fileDelete where event.format == "file": "Deletion Time"
        default: "Recorded Time"
        }
    }

    /// RFC 4180; a cell that a spreadsheet would take for a formula gets an apostrophe in front.
    private static func quoted(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        return "\"" + (isFormula ? "'" : "") + text.replacing("\"", with: "\"\"") + "\""
    }
}
