import Model

/// Pieces of JSON for commands that put their objects together themselves.
package enum JSONText {
    package static func quoted(_ text: String) -> String { "\"" + JSONEscaping.words(text) + "\"" }

    /// Host text; bytes that are no UTF-8 stand as their visible escapes.
    package static func quoted(_ text: RawText) -> String { text.utf8.map { quoted($0) } ?? "\"" + JSONEscaping.host(text) + "\"" }

    /// RFC 3339 in UTC, or null.
    package static func time(_ time: Timestamp?) -> String {
        time.map { "\"" + $0.printable.rfc3339(fraction: true) + "\"" } ?? "null"
    }
}
