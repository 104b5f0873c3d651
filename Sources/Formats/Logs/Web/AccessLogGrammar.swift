import Model

/// How a web server writes a line of its access log, compiled from its own configuration.
///
/// A line is a row of values with fixed text between. Where a server escapes quotes – Apache always, nginx unless told otherwise – a value in
/// quotes ends at the first quote without a backslash, so that nothing within a request or an agent can move the values behind it.
package struct AccessLogGrammar: Sendable {
    /// What a value tells.
    enum Value: UInt8 {
        case skip, field, peer, client, forwarded, user, request, method, target, query, version, status, bytes, referer, agent
        case domain, domainAndPort, port, pid
        /// `12/Mar/2011:00:30:01 +0900`, with or without its brackets; ISO 8601; seconds, milliseconds, microseconds since 1970.
        case commonTime, isoTime, epochSeconds, epochMilliseconds, epochMicroseconds
        /// Three and six digits of a second.
        case milliseconds, microseconds
        /// One conversion of strftime(3); which one is in `letter`.
        case strftime

        var isTime: Bool { rawValue >= Value.commonTime.rawValue }
        /// The bytes themselves say where the value ends.
        var endsItself: Bool { isTime }
    }

    /// A value and the fixed text behind it.
    struct Step {
        var value: Value
        var isQuoted = false
        /// Conversion of strftime.
        var letter: UInt8 = 0
        /// Index into `names`, for a field.
        var name: Int = 0
        /// Bounds in `literals`.
        var literal: (start: Int, end: Int) = (0, 0)
        /// The value has another right behind it, so that only its form says where it ends.
        var isAdjacent = false
    }

    var steps: [Step] = []
    var literals: [UInt8] = []
    var names: [String] = []
    /// Length of the fixed text before the first value, which is at the start of `literals`.
    var head = 0
    /// Whether times are built from parts.
    var hasParts = false
    /// Values are escaped as in JSON or in C; false for nginx's escape=none.
    var isEscaped = true

    static let mostSteps = 128

    /// Puts a value behind those that are there, with the fixed text since the last one.
    mutating func append(_ step: Step, after literal: [UInt8], name: String? = nil) {
        guard steps.count < AccessLogGrammar.mostSteps else { return }
        var step = step
        close(with: literal)
        if let name {
            step.name = names.count
            names.append(name)
        }
        steps.append(step)
    }

    /// Gives the last value the fixed text that follows it.
    mutating func close(with literal: [UInt8]) {
        let start = literals.count
        literals += literal
        guard var last = steps.last else {
            head = literals.count
            return
        }
        last.literal = (start, literals.count)
        steps[steps.count - 1] = last
    }

    /// Marks values in quotes and such that nothing parts; nil where no time is written or nothing else.
    func finished() -> AccessLogGrammar? {
        var grammar = self
        var before: UInt8? = head > 0 ? literals[head - 1] : nil
        for index in grammar.steps.indices {
            var step = grammar.steps[index]
            let isLast = index == grammar.steps.count - 1
            let hasText = step.literal.end > step.literal.start
            step.isQuoted = before == 0x22 && hasText && literals[step.literal.start] == 0x22
            step.isAdjacent = !hasText && !isLast
            if step.value == .strftime || step.value == .milliseconds || step.value == .microseconds { grammar.hasParts = true }
            before = hasText ? literals[step.literal.end - 1] : nil
            grammar.steps[index] = step
        }
        guard grammar.steps.contains(where: { $0.value.isTime }), grammar.steps.count > 1 else { return nil }
        return grammar
    }
}

extension LogFormat {
    /// The access log of a server whose configuration says how it writes.
    package static func access(_ grammar: AccessLogGrammar, names: [String] = []) -> LogFormat {
        LogFormat(id: "http.access", title: httpAccess.title, names: names) { text, line, draft in
            guard grammar.read(text, line, &draft) else {
                draft.reset()
                draft.record = line
                return AccessLine.read(text, line, &draft)
            }
            return true
        }
    }
}
