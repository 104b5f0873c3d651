/// Every kind of line log, in alphabetical order of its id. Where two understand a line, the one that is listed under a fitting
/// path, or that understood the line before, goes first.
package enum LogFormats {
    package static let all: [LogFormat] = [
        .apacheError,
        .httpAccess,
        .nginxError,
        .phpAccess,
        .phpError,
        .phpSlow,
        .pureFTPdCommon,
        .pureFTPdStats,
        .syslog,
        .vsftpd,
        .xferlog,
    ]

    /// Those that can be told from the lines alone.
    package static let byContent = all.filter { $0.claim != .named }
}
