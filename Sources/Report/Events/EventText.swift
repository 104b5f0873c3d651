import Model

/// One event as a line for a terminal.
package struct EventText: Sendable {
    private let offset: Int
    private let color: Bool

    /// - Parameter offset: seconds east of UTC in which times are shown.
    package init(offset: Int, color: Bool) { (self.offset, self.color) = (offset, color) }

    package func line(_ event: Event) -> String {
        let time = event.time.map { $0.timestamp.printable.rfc3339(offset: offset) } ?? "-"
        return styled(time, .quiet) + "  " + words(event)
    }

    /// What happened, without when.
    func words(_ event: Event) -> String {
        var parts: [String] = []
        let isBad = event.outcome == .failure
        parts.append(styled(event.kind.rawValue + (isBad ? "!" : ""), isBad ? .warning : event.kind == .raw ? .quiet : .strong))
        if let process = event.process, event.kind != .raw { parts.append(process.escaped() + (event.pid.map { "[\($0)]" } ?? "")) }
        if let user = event.user { parts.append("user=" + user.escaped()) }
        if let address = event.address { parts.append("from=" + address.escaped()) }
        if let method = event.method { parts.append(method.escaped()) }
        if let letters = event[field: "macb"] { parts.append(letters.escaped()) }
        if let path = event.path { parts.append(path.escaped()) }
        if let status = event.status { parts.append(String(status)) }
        if let bytes = event.bytes { parts.append("\(bytes)B") }
        if let command = event[field: "process.command_line"] { parts.append("$ " + command.escaped()) }
        if event.kind == .message || event.kind == .raw || parts.count < 3, let message = event.message { parts.append(message.escaped()) }
        return parts.joined(separator: "  ")
    }

    private func styled(_ text: String, _ style: TerminalStyle) -> String {
        color ? "\u{1b}[\(style.rawValue)m\(text)\u{1b}[0m" : text
    }
}
