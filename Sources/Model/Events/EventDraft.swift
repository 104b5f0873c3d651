/// A piece of the bytes that an event was read from, or of what its reader decoded (`EventDraft.decoded`).
package struct Slice: Hashable, Sendable {
    /// Offset in bytes; with the highest bit set, an offset into the decoded bytes.
    private var place: UInt32
    private var length: Int32

    /// No such thing in this record.
    package static let absent = Slice(place: 0, length: -1)

    private init(place: UInt32, length: Int32) { (self.place, self.length) = (place, length) }

    /// Bytes of the record; ranges beyond 2 GiB are cut to nothing.
    package init(_ range: Range<Int>) {
        guard range.upperBound < Int(Int32.max) else {
            self = .absent
            return
        }
        (place, length) = (UInt32(truncatingIfNeeded: range.lowerBound), Int32(truncatingIfNeeded: range.count))
    }

    /// Bytes of what the reader decoded.
    package static func decoded(_ range: Range<Int>) -> Slice {
        var slice = Slice(range)
        if slice.length >= 0 { slice.place |= 0x8000_0000 }
        return slice
    }

    package var isPresent: Bool { length >= 0 }
    package var isDecoded: Bool { place & 0x8000_0000 != 0 }
    package var count: Int { max(0, Int(length)) }
    package var isEmpty: Bool { length <= 0 }
    /// Where the bytes lie, in the record or in the decoded bytes.
    package var range: Range<Int> {
        let start = Int(place & 0x7fff_ffff)
        return start..<start + count
    }
}

/// A named value of an event beyond those that every event has a place for.
package struct EventField: Hashable, Sendable {
    package var name: String
    package var value: Slice

    package init(name: String, value: Slice) { (self.name, self.value) = (name, value) }
}

/// An event as its reader fills it in: slices of the bytes that it was read from, so that a million lines cost no allocation.
///
/// One draft is used again and again (`reset`). Whoever wants to keep an event makes an `Event` of it.
package struct EventDraft: Sendable {
    /// The id of the format that understood the record ("sshd", "vsftpd", "http.access").
    package var format = "raw"
    package var kind = EventKind.raw
    package var outcome: EventOutcome?
    package var moment: LogMoment?
    /// The bytes of the whole record, without its line's end.
    package var record = 0..<0
    /// How often the event happened, where the record says ("message repeated 3 times").
    package var times = 1

    /// The name of the machine that the record names.
    package var host = Slice.absent
    /// The program that wrote the record or, for commands, that ran.
    package var process = Slice.absent
    package var user = Slice.absent
    /// The peer: IPv4 or IPv6 address, or a host name where the record has only that.
    package var address = Slice.absent
    /// Method of a log-in ("password", "publickey") or of a request ("GET").
    package var method = Slice.absent
    /// A file, or the path of a request as written, percent signs and all, with its query.
    package var path = Slice.absent
    package var agent = Slice.absent
    package var referer = Slice.absent
    /// The human text of the record.
    package var message = Slice.absent
    package var pid: Int?
    /// The number that a server gave the connection, by which its lines belong together; not kept with the event.
    package var connection: Int?
    /// The peer's port.
    package var port: Int?
    /// Status of a response (HTTP, FTP), exit code of a process.
    package var status: Int?
    /// Bytes that were transferred.
    package var bytes: Int64?
    package var fields: [EventField] = []
    /// What the reader had to decode: unescaped, dehexed, unquoted.
    package private(set) var decoded: [UInt8] = []

    package init() { fields.reserveCapacity(16) }

    /// Empties the draft and keeps its storage.
    package mutating func reset() {
        format = "raw"
        kind = .raw
        outcome = nil
        moment = nil
        times = 1
        (host, process, user, address, method) = (.absent, .absent, .absent, .absent, .absent)
        (path, agent, referer, message) = (.absent, .absent, .absent, .absent)
        (pid, port, status, bytes) = (nil, nil, nil, nil)
        connection = nil
        // Most records have neither, and to empty what is empty costs, too.
        if fields.count > 8 { fields.removeAll(keepingCapacity: true) }
        // Few are taken away one by one, which is quicker.
        while !fields.isEmpty { fields.removeLast() }
        if !decoded.isEmpty { decoded.removeAll(keepingCapacity: true) }
    }

    /// Most bytes that one record may decode to; what is beyond is left out.
    package static let mostDecoded = 1 << 20

    /// Keeps decoded bytes and gives their slice.
    package mutating func decode(_ bytes: some Sequence<UInt8>) -> Slice {
        let start = decoded.count
        for byte in bytes {
            guard decoded.count < EventDraft.mostDecoded else { break }
            decoded.append(byte)
        }
        return .decoded(start..<decoded.count)
    }

    /// Keeps the decoded text of a constant or a number.
    package mutating func decode(_ text: String) -> Slice { decode(text.utf8) }

    package mutating func add(_ name: String, _ value: Slice) {
        if value.isPresent { fields.append(EventField(name: name, value: value)) }
    }

    package mutating func add(_ name: String, _ range: Range<Int>) { add(name, Slice(range)) }

    package func field(_ name: String) -> Slice {
        for field in fields where field.name == name { return field.value }
        return .absent
    }

    /// Hands the bytes of a slice to `body`; `text` is what the event was read from.
    package func withBytes<Value>(_ slice: Slice, in text: Span<UInt8>, _ body: (Span<UInt8>) -> Value) -> Value {
        if slice.isDecoded { return body(decoded.span.extracting(slice.range)) }
        guard slice.range.upperBound <= text.count else { return body(text.extracting(0..<0)) }
        return body(text.extracting(slice.range))
    }

    /// The bytes of a slice; nil where it is absent.
    package func text(_ slice: Slice, in text: Span<UInt8>) -> RawText? {
        guard slice.isPresent else { return nil }
        return withBytes(slice, in: text) { span in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(span.count)
            for index in span.indices { bytes.append(span[index]) }
            return RawText(bytes)
        }
    }
}
