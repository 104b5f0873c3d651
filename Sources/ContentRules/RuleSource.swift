/// The text of one file of YARA rules.
package struct RuleSource: Hashable, Sendable {
    /// The file's name as problems should call it: "php-webshell.yar".
    package var name: String
    /// YARA rule text. A file must compile by itself: `include` is not followed, so that a rule file reads no other file.
    package var text: [UInt8]

    package init(name: String, text: [UInt8]) {
        self.name = name
        self.text = text
    }

    package init(name: String, text: String) {
        self.init(name: name, text: Array(text.utf8))
    }
}

/// What the compiler of rules said of a place in a rule file.
package struct RuleProblem: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable {
        /// The whole file was left out; the other files are not touched by it.
        case error
        /// The file is used; a rule of it may be slow or not mean what it seems to.
        case warning
    }
    package var severity: Severity
    /// `RuleSource.name`.
    package var file: String
    /// From 1; 0 where the problem belongs to the file as a whole.
    package var line: Int
    /// The compiler's own English words.
    package var message: String

    package init(severity: Severity, file: String, line: Int, message: String) {
        (self.severity, self.file, self.line, self.message) = (severity, file, line, message)
    }
}
