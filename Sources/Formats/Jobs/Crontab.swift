import Model

/// A table of jobs, after crontab(5).
package struct Crontab: Hashable, Sendable {
    /// Lines that cron runs, in file order.
    package var lines: [CrontabLine]
    /// Assignments, in file order.
    package var environment: [CrontabEnvironment]
    /// Lines that cron refuses.
    package var malformed: [CrontabMalformedLine]
    /// Numbers of all lines, comments included, that hold characters which hide text on a terminal. An escape sequence in a
    /// comment can hide the lines around it.
    package var concealingLines: [Int]

    package init(
        lines: [CrontabLine] = [], environment: [CrontabEnvironment] = [], malformed: [CrontabMalformedLine] = [],
        concealingLines: [Int] = []
    ) {
        (self.lines, self.environment, self.malformed) = (lines, environment, malformed)
        self.concealingLines = concealingLines
    }
}

/// A job of a crontab.
package struct CrontabLine: Hashable, Sendable {
    /// Line number from 1.
    package var line: Int
    /// Bytes from the start of the file to the start of the line.
    package var offset: Int
    /// The five time fields joined by one blank, or "@reboot".
    package var schedule: RawText
    /// The user field of a system crontab; nil in a user's own.
    package var user: RawText?
    /// The command as cron hands it to the shell: the text before the first `%` that no backslash escapes, `\%` read as `%`.
    package var command: RawText
    /// The text after that `%`, which becomes the command's input, with each further `%` read as a newline.
    package var input: RawText?
    /// Flags of the BSD crons between schedule and command ("-q"), or "-" before the schedule, which keeps cron from logging.
    package var flags: RawText?
    /// Whether the line holds a carriage return, an escape sequence or other characters that hide it from `crontab -l`.
    package var isHidden: Bool

    /// Whether cron runs the job without writing it to the log: "-" in front, or the flag -q.
    package var isUnlogged: Bool { flags?.bytes.contains(0x71) == true || flags == "-" }

    package init(
        line: Int, offset: Int, schedule: RawText, user: RawText?, command: RawText, input: RawText? = nil, flags: RawText? = nil,
        isHidden: Bool = false
    ) {
        (self.line, self.offset, self.schedule, self.user) = (line, offset, schedule, user)
        (self.command, self.input, self.flags, self.isHidden) = (command, input, flags, isHidden)
    }
}

/// `NAME = value` in a table of jobs; holds for the jobs after it.
package struct CrontabEnvironment: Hashable, Sendable {
    /// Line number from 1.
    package var line: Int
    /// Without the quotes around it.
    package var name: RawText
    /// Without the quotes around it.
    package var value: RawText

    package init(line: Int, name: RawText, value: RawText) {
        (self.line, self.name, self.value) = (line, name, value)
    }
}

/// A line that cron refuses; kept, because another cron or an intruder's own may take it.
package struct CrontabMalformedLine: Hashable, Sendable {
    /// Line number from 1.
    package var line: Int
    /// Bytes from the start of the file to the start of the line.
    package var offset: Int
    /// The line as written, without its newline.
    package var text: RawText
    /// A short English phrase: "minute field is no list of numbers".
    package var reason: String

    package init(line: Int, offset: Int, text: RawText, reason: String) {
        (self.line, self.offset, self.text, self.reason) = (line, offset, text, reason)
    }
}
