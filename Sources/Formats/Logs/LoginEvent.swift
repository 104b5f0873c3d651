import Model

/// One line that tells of a log-in or of a try.
struct LoginEvent {
    enum Outcome { case accepted, failed, unknownUser }
    var outcome: Outcome
    var service: String
    var user: RawText
    var address: String
    var method: RawText
    /// How often: rsyslog writes "message repeated 5 times: [ … ]".
    var times = 1
    /// Whether the name was called invalid, so that sshd has told of the try before.
    var isOfUnknownUser = false

    private static let sshd = Array("sshd".utf8)
    private static let vsftpd = Array("vsftpd".utf8)
    private static let proftpd = Array("proftpd".utf8)
    private static let pureftpd = Array("pure-ftpd".utf8)

    /// The event of a line; nil for every other line.
    static func read(_ text: Span<UInt8>, _ line: LogLine, end: Int) -> LoginEvent? {
        let tag = line.tag.lowerBound
        guard line.message < end else { return nil }
        let message = line.message..<end
        switch LogLine.byte(text, tag) {
        case 0x73 where LogLine.matches(text, tag, sshd): return ssh(text, message)
        case 0x76 where LogLine.matches(text, tag, vsftpd): return vsftpd(text, message)
        case 0x70 where LogLine.matches(text, tag, proftpd): return proftpd(text, message)
        case 0x70 where LogLine.matches(text, tag, pureftpd): return pureftpd(text, message)
        default: return nil
        }
    }

    private static let failed = Array("Failed ".utf8)
    private static let accepted = Array("Accepted ".utf8)
    private static let invalid = Array("Invalid user ".utf8)
    private static let illegal = Array("Illegal user ".utf8)
    private static let repeated = Array("message repeated ".utf8)
    private static let from = Array(" from ".utf8)
    private static let by = Array(" for ".utf8)
    private static let forInvalid = Array("invalid user ".utf8)
    private static let forIllegal = Array("illegal user ".utf8)

    /// `Failed password for invalid user x from 192.0.2.1 port 2 ssh2` and kin, after auth_log() of OpenSSH's auth.c.
    private static func ssh(_ text: Span<UInt8>, _ range: Range<Int>) -> LoginEvent? {
        var start = range.lowerBound
        var times = 1
        if LogLine.matches(text, start, repeated) {
            start += repeated.count
            var number = 0
            while ShellByte.isDigit(LogLine.byte(text, start)), number < 100_000 {
                number = number * 10 + Int(LogLine.byte(text, start) - 0x30)
                start += 1
            }
            let limit = min(range.upperBound, start + 16)
            while start < limit, LogLine.byte(text, start) != 0x5b { start += 1 }
            start = min(start + 2, range.upperBound)
            times = max(1, number)
        }
        let rest = start..<range.upperBound
        let outcome: Outcome
        switch LogLine.byte(text, start) {
        case 0x46 where LogLine.matches(text, start, failed): outcome = .failed
        case 0x41 where LogLine.matches(text, start, accepted): outcome = .accepted
        case 0x49 where LogLine.matches(text, start, invalid) || LogLine.matches(text, start, illegal): outcome = .unknownUser
        default: return nil
        }
        // A user's name may hold anything, " from " too: the true address stands behind the last one.
        let bounded = rest.lowerBound..<min(rest.upperBound, rest.lowerBound + 4096)
        guard let place = LogLine.last(from, in: text, bounded), let address = address(text, place + from.count) else { return nil }
        if outcome == .unknownUser {
            let name = start + invalid.count
            let user = RawText(LogLine.copy(text, name..<max(name, place)))
            return LoginEvent(outcome: outcome, service: "sshd", user: user, address: address, method: "", times: times)
        }
        let methodStart = start + (outcome == .failed ? failed.count : accepted.count)
        guard let middle = LogLine.first(by, in: text, methodStart..<max(methodStart, place)) else { return nil }
        var name = middle + by.count
        let isUnknown = LogLine.matches(text, name, forInvalid) || LogLine.matches(text, name, forIllegal)
        if isUnknown { name += forInvalid.count }
        return LoginEvent(
            outcome: outcome, service: "sshd", user: RawText(LogLine.copy(text, name..<max(name, place))), address: address,
            method: RawText(LogLine.copy(text, methodStart..<middle, limit: 64)), times: times, isOfUnknownUser: isUnknown)
    }

    private static let okLogin = Array("] OK LOGIN: Client \"".utf8)
    private static let failLogin = Array("] FAIL LOGIN: Client \"".utf8)

    /// `[pid 2] [bob] OK LOGIN: Client "192.0.2.1"`.
    static func vsftpd(_ text: Span<UInt8>, _ range: Range<Int>) -> LoginEvent? {
        let bounded = range.lowerBound..<min(range.upperBound, range.lowerBound + 1024)
        let success = LogLine.first(okLogin, in: text, bounded)
        guard let close = success ?? LogLine.first(failLogin, in: text, bounded) else { return nil }
        var open = close
        while open > range.lowerBound, LogLine.byte(text, open - 1) != 0x5b { open -= 1 }
        guard let address = address(text, close + (success == nil ? failLogin.count : okLogin.count)) else { return nil }
        return LoginEvent(
            outcome: success == nil ? .failed : .accepted, service: "vsftpd", user: RawText(LogLine.copy(text, open..<close)),
            address: address, method: "ftp")
    }

    private static let userWord = Array("USER ".utf8)
    private static let successful = Array(": Login successful".utf8)
    private static let refused: [[UInt8]] = [
        Array(" (Login failed)".utf8), Array(": no such user".utf8), Array(": Limit access denies login".utf8),
    ]

    /// `host (192.0.2.1[192.0.2.1]) - USER bob: Login successful.`
    private static func proftpd(_ text: Span<UInt8>, _ range: Range<Int>) -> LoginEvent? {
        let bounded = range.lowerBound..<min(range.upperBound, range.lowerBound + 2048)
        guard let word = LogLine.first(userWord, in: text, bounded),
            let bracket = LogLine.first([0x5b], in: text, bounded.lowerBound..<word), let address = address(text, bracket + 1)
        else { return nil }
        let start = word + userWord.count
        let rest = start..<max(start, bounded.upperBound)
        if let end = LogLine.first(successful, in: text, rest) {
            let user = RawText(LogLine.copy(text, start..<end))
            return LoginEvent(outcome: .accepted, service: "proftpd", user: user, address: address, method: "ftp")
        }
        for words in refused {
            guard let end = LogLine.first(words, in: text, rest) else { continue }
            let user = RawText(LogLine.copy(text, start..<end))
            return LoginEvent(outcome: .failed, service: "proftpd", user: user, address: address, method: "ftp")
        }
        return nil
    }

    private static let loggedIn = Array(" is now logged in".utf8)
    private static let level = Array("] ".utf8)
    private static let notAuthenticated = Array("Authentication failed for user [".utf8)

    /// `(?@192.0.2.1) [INFO] bob is now logged in`.
    private static func pureftpd(_ text: Span<UInt8>, _ range: Range<Int>) -> LoginEvent? {
        let bounded = range.lowerBound..<min(range.upperBound, range.lowerBound + 2048)
        guard LogLine.byte(text, range.lowerBound) == 0x28, let sign = LogLine.first([0x40], in: text, bounded),
            let address = address(text, sign + 1)
        else { return nil }
        if let place = LogLine.first(notAuthenticated, in: text, bounded) {
            let start = place + notAuthenticated.count
            var end = start
            while end < bounded.upperBound, text[end] != 0x5d { end += 1 }
            let user = RawText(LogLine.copy(text, start..<end))
            return LoginEvent(outcome: .failed, service: "pure-ftpd", user: user, address: address, method: "ftp")
        }
        guard let end = LogLine.first(loggedIn, in: text, bounded), let open = LogLine.first(level, in: text, bounded), open + 2 <= end
        else {
            return nil
        }
        let user = RawText(LogLine.copy(text, open + 2..<end))
        return LoginEvent(outcome: .accepted, service: "pure-ftpd", user: user, address: address, method: "ftp")
    }

    /// The address or host name at an offset; nil where there is none. An IPv4 address mapped into IPv6 is given as IPv4.
    private static func address(_ text: Span<UInt8>, _ start: Int) -> String? {
        var scalars = ""
        var at = start
        while at - start < 256 {
            let byte = LogLine.byte(text, at)
            guard ShellByte.isName(byte) || byte == 0x2e || byte == 0x3a || byte == 0x2d || byte == 0x25 else { break }
            scalars.unicodeScalars.append(Unicode.Scalar(byte))
            at += 1
        }
        if scalars.hasPrefix("::ffff:"), scalars.dropFirst(7).contains(".") { scalars.removeFirst(7) }
        return scalars.isEmpty ? nil : scalars
    }
}
