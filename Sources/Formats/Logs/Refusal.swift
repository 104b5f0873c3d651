import Model

/// What a message of any program says of somebody whom it turned away, or of something that it took amiss, where it is no log-in: `connection
/// from 192.0.2.1 denied`, `blocked IP address`, `malformed request from 192.0.2.1`.
enum Refusal {
    /// Sets the outcome of a message with a peer; false where the message says no such thing or names nobody.
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let range = message.lowerBound..<min(message.upperBound, message.lowerBound + LoginWords.longest)
        guard draft.address.isPresent || mayHoldAddress(text, range), let isTurnedAway = isTurnedAway(text, range) else { return false }
        if !draft.address.isPresent {
            guard
                let address = LoginParty.labelled(text, range) ?? LoginParty.source(text, range) ?? leading(text, range) ?? marked(
                    text, range)
                    ?? LoginParty.lastAddress(text, range)
            else { return false }
            HTTPLine.setPeer(text, address, &draft)
        }
        draft.outcome = .failure
        if isTurnedAway { draft.kind = .connectionRefused }
        return true
    }

    /// Sets kind and outcome of a message that says that somebody was turned away or failed to log in, but not who.
    static func ofNobody(_ text: Span<UInt8>, _ draft: inout EventDraft) {
        guard draft.message.isPresent, !draft.message.isDecoded, draft.message.range.upperBound <= text.count else { return }
        let range = draft.message.range.lowerBound..<min(draft.message.range.upperBound, draft.message.range.lowerBound + 400)
        if LoginVerdict.read(text, range) == false {
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
        } else if isTurnedAway(text, range) == true {
            (draft.kind, draft.outcome) = (.connectionRefused, .failure)
        }
    }

    /// The first address that a word before it marks as somebody's: `peer IP 192.0.2.1 denied in the range …`.
    private static func marked(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        for mark in [" from ", " src ", "lient ", "peer ", "IP ", "ip ", "ost ", "ddress "] {
            guard let place = LogText.placeBehind(mark, in: text, range) else { continue }
            guard let peer = LogPeer.zoned(text, place, end: range.upperBound) else { continue }
            return peer.address
        }
        return nil
    }

    /// Whether an address may stand in a range: a full stop between digits, or two colons beside each other or near.
    static func mayHoldAddress(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        var colon = -10
        while at < range.upperBound {
            let byte = text[at]
            if byte == 0x2e, ShellByte.isDigit(LogText.byte(text, at - 1)), ShellByte.isDigit(LogText.byte(text, at + 1)) { return true }
            if byte == 0x3a {
                if at - colon <= 5 { return true }
                colon = at
            }
            at += 1
        }
        return false
    }

    /// Whether the words say that somebody was turned away (true) or that something was amiss (false); nil where they say neither.
    static func isTurnedAway(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool? {
        var found: Bool?
        var isStart = true
        for at in range {
            let byte = text[at] | 0x20
            let isLetter = byte >= 0x61 && byte <= 0x7a
            if isStart, isLetter {
                for entry in table[Int(byte - 0x61)] where LoginVerdict.says(text, at, range.upperBound, entry.words) {
                    if entry.isTurnedAway { return true }
                    // That something failed is the peer's doing only where it came from there.
                    if !entry.isWeak || isFromPeer(text, range) { found = false }
                }
            }
            isStart = !isLetter && !ShellByte.isDigit(text[at]) && text[at] < 0x80
        }
        return found
    }

    private static func isFromPeer(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        leading(text, range) != nil || LoginSentence.lastPeer(text, range).map { LogPeer.isAddress(text, $0.peer.address) } ?? false
    }

    /// The address that a message begins with, behind a level in brackets or none: `192.0.2.1:5000 [MQTT] parse failed`.
    private static func leading(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        var at = LogText.skipBlanks(text, range.lowerBound, end: range.upperBound)
        if LogText.byte(text, at) == 0x5b, let close = LogText.first(0x5d, in: text, at..<min(range.upperBound, at + 24)),
            TimedLine.isLevel(text, at + 1..<close)
        {
            at = LogText.skipBlanks(text, close + 1, end: range.upperBound)
        }
        guard let peer = LogPeer.joined(text, at, end: range.upperBound), LogPeer.isAddress(text, peer.address),
            LogText.byte(text, peer.end) <= 0x20 || LogText.byte(text, peer.end) == 0x3a
        else { return nil }
        return peer.address
    }

    private static let table: [[(words: [UInt8], isTurnedAway: Bool, isWeak: Bool)]] = {
        var table = Array(repeating: [(words: [UInt8], isTurnedAway: Bool, isWeak: Bool)](), count: 26)
        for (list, isTurnedAway, isWeak) in [(turnedAway, true, false), (amiss, false, false), (weak, false, true)] {
            for words in list {
                let words = Array(words.utf8)
                if let first = words.first { table[Int(first) - 0x61].append((words, isTurnedAway, isWeak)) }
            }
        }
        return table
    }()

    private static let turnedAway = [
        "denied", "denying", "deny ", "refused", "refusing", "rejected", "rejecting", "reject:", "reject ", "blocked", "blocking", "block ",
        "banned",
        "banning", "forbidden", "disallowed", "not allowed", "not permitted", "not authorized", "not authorised", "unauthorized",
        "unauthorised", "blacklisted", "blocklisted", "denylisted", "dropped", "dropping", "rate limit", "rate limited", "rate limiting",
        "too many", "untrusted", "trusted domain error", "not trusted", "throttled", "throttling", "exceeded",
    ]
    private static let amiss = [
        "attack", "brute force", "bruteforce", "intrusion", "malicious", "suspicious", "exploit", "violation", "flood", "spoof", "probe",
        "abuse", "malformed", "illegal", "invalid", "bad request", "bad command", "bad protocol", "unknown command", "unrecognized",
        "unrecognised", "protocol mismatch", "scan detected", "port scan", "denial of service",
    ]
    private static let weak = ["not found", "error", "failed", "failure", "no such", "unexpected"]
}
