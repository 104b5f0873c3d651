/// Every kind of line log, in alphabetical order of its id. Where two understand a line, the one that is listed under a fitting
/// path, or that understood the line before, goes first.
package enum LogFormats {
    package static let all: [LogFormat] = [
        .audit, .journalJSON, .syslog,
    ]
}
