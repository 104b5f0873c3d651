import Model

/// Journal files of systemd: every entry that can be read, and what speaks of damage or tampering.
package enum JournalFile {
    /// Whether a file begins as a journal does.
    package static func recognises(_ head: Span<UInt8>) -> Bool { JournalHeader.isJournal(head) }

    /// Reads the entries in the order in which they were written.
    ///
    /// The draft that `body` gets has the fields of the entry under their own names, `__SEQNUM` and `__MONOTONIC_TIMESTAMP` among
    /// them; `record` is the place of the entry in the file. Entries that the file's own list does not hold come last, with a field
    /// `journal.recovered`. At most some 30 MiB of memory are used, whatever the file's size.
    package static func read<Source: ByteSource>(
        _ source: inout Source, _ body: (Span<UInt8>, inout EventDraft) -> Void
    ) -> JournalReport {
        var reader = JournalReader(source)
        reader.run(body)
        if let used = reader.pages.source as? Source { source = used }
        return reader.report
    }
}

/// The reading of one journal file.
struct JournalReader {
    var pages: JournalPages
    private(set) var report = JournalReport()
    private var store: JournalStore?
    private var draft = EventDraft()
    private var order = JournalOrder()
    private var items: [Int] = []
    private var isCompact = false

    init(_ source: any ByteSource) { pages = JournalPages(source) }

    mutating func run(_ body: (Span<UInt8>, inout EventDraft) -> Void) {
        guard let header = readHeader() else { return }
        report.header = header
        isCompact = header.isCompact
        store = JournalStore(header, count: pages.count)
        var chain = JournalChain(start: header.entryArray, isCompact: isCompact)
        var (first, last): (JournalEntry?, JournalEntry?)
        while let offset = chain.next(&pages) {
            guard let entry = pages.entry(offset, isCompact: isCompact, items: &items) else {
                report.problem(offset, "an entry cannot be read")
                continue
            }
            order.check(entry, &report)
            if first == nil { first = entry }
            last = entry
            deliver(entry, isRecovered: false, body)
        }
        conclude(chain, header, first, last)
        if needsScan(chain, header) { scan(header, body) }
        if pages.isExhausted { report.problem(0, "the file leads back and forth more than a journal does: it was not read to its end") }
        if pages.failures > 0 { report.problem(0, "\(pages.failures) places of the file could not be read") }
    }

    private mutating func readHeader() -> JournalHeader? {
        let length = min(pages.count, 272)
        guard let place = pages.locate(0, length) else { return nil }
        let page = pages.pages[place.page]
        guard let header = JournalHeader(page.span.extracting(0..<length)) else {
            report.problem(0, "not a journal file")
            return nil
        }
        if header.incompatibleFlags & ~JournalHeader.knownFlags != 0 {
            report.problem(12, "the file uses something that is not known yet: flags \(header.incompatibleFlags)")
        }
        if header.state == nil { report.problem(16, "the state of the file is none that is known") }
        if header.size &+ header.arenaSize > UInt64(pages.count) {
            report.problem(pages.count, "the file is cut off: \(pages.count) of \(header.size &+ header.arenaSize) bytes")
        }
        return header
    }

    /// Hands an entry on.
    private mutating func deliver(_ entry: JournalEntry, isRecovered: Bool, _ body: (Span<UInt8>, inout EventDraft) -> Void) {
        guard var store = store.take() else { return }
        store.beginEntry()
        draft.reset()
        var head = JournalHead()
        var sum: UInt64 = 0
        var isWhole = items.count == entry.items
        for offset in items {
            guard let item = store.item(offset, &pages) else {
                isWhole = false
                continue
            }
            sum ^= item.sum
            head.note(item)
            draft.fields.append(EventField(name: store.names.names[Int(item.name)], value: Slice(item.value)))
        }
        let problems = store.takeProblems()
        if !problems.isEmpty {
            for problem in problems.list { report.problem(problem.offset, problem.reason) }
            for offset in problems.mismatches { report.sign(.fieldHash, offset, "in the entry at \(entry.offset)") }
            isWhole = isWhole && problems.list.isEmpty
        }
        if isWhole, sum != entry.sum, problems.mismatches.isEmpty { report.sign(.entrySum, entry.offset, "entry \(entry.sequence)") }
        if !isWhole { report.incomplete += 1 }
        if items.count < entry.items { report.problem(entry.offset, "an entry has \(entry.items) fields") }
        draft.fields.append(EventField(name: "__SEQNUM", value: Slice(store.digits(entry.sequence))))
        draft.fields.append(EventField(name: "__MONOTONIC_TIMESTAMP", value: Slice(store.digits(entry.monotonic))))
        draft.format = "journal"
        draft.kind = .message
        draft.record = entry.offset..<entry.offset + entry.size
        let time = Timestamp(
            seconds: Int64(truncatingIfNeeded: entry.realtime / 1_000_000), nanoseconds: UInt32(entry.realtime % 1_000_000) * 1000)
        draft.moment = .absolute(time, precision: .microsecond)
        if isRecovered { draft.add("journal.recovered", draft.decode("unlisted")) }
        let span = store.bytes.span
        head.fill(&draft, span)
        report.entries += 1
        body(span, &draft)
        self.store = store
    }

    private mutating func conclude(_ chain: JournalChain, _ header: JournalHeader, _ first: JournalEntry?, _ last: JournalEntry?) {
        for fault in chain.faults {
            report.sign(.list, fault.offset, fault.reason)
            report.problem(fault.offset, fault.reason)
        }
        if UInt64(report.entries) != header.entries, header.state != .online || UInt64(report.entries) < header.entries {
            let found = report.entries
            report.sign(.header, 152, "\(header.entries) entries in the header, \(found) in the list")
        }
        guard header.state != .online else { return }
        if let first {
            if first.sequence != header.headSequence {
                report.sign(.header, 168, "the first entry is \(first.sequence), the header says \(header.headSequence)")
            }
            if first.realtime != header.headRealtime { report.sign(.header, 184, "the time of the first entry is not the header's") }
        }
        if let last {
            if last.sequence != header.tailSequence {
                report.sign(.header, 160, "the last entry is \(last.sequence), the header says \(header.tailSequence)")
            }
            if last.realtime != header.tailRealtime { report.sign(.header, 192, "the time of the last entry is not the header's") }
        }
    }

    /// Whether anything gives reason to look through the whole file, which costs a second reading of it.
    private func needsScan(_ chain: JournalChain, _ header: JournalHeader) -> Bool {
        chain.isBroken || chain.faultCount > 0 || header.isSealed || report.missingSequences > 0 || !report.signs.isEmpty
            || !report.problems.isEmpty || UInt64(report.entries) != header.entries || header.tags ?? 0 > 0
    }

    /// Looks through all objects, and hands on the entries that the list does not hold.
    private mutating func scan(_ header: JournalHeader, _ body: (Span<UInt8>, inout EventDraft) -> Void) {
        var scan = JournalScan(header, count: pages.count)
        var chain = JournalChain(start: header.entryArray, isCompact: isCompact)
        var listed = chain.next(&pages)
        while let offset = scan.next(&pages, &report) {
            while let known = listed, known < offset { listed = chain.next(&pages) }
            if listed == offset { continue }
            guard let entry = pages.entry(offset, isCompact: isCompact, items: &items) else { continue }
            // journald writes an entry before it lists it; the last one of a file that is open is no sign.
            if header.state != .online || UInt64(offset) < header.tailObject {
                report.sign(.unlistedEntry, offset, "entry \(entry.sequence)")
            }
            report.recovered += 1
            deliver(entry, isRecovered: true, body)
        }
        scan.conclude(header, &report)
    }
}

/// The fields of an entry that have a place of their own in an event.
struct JournalHead {
    private var message: JournalItem?
    private var host: JournalItem?
    private var identifier: JournalItem?
    private var command: JournalItem?
    private var process: JournalItem?
    private var syslogProcess: JournalItem?

    /// Of several fields of one name the first counts.
    @inline(__always)
    mutating func note(_ item: JournalItem) {
        guard item.name <= 5 else { return }
        switch Int(item.name) {
        case JournalNames.Known.message: if message == nil { message = item }
        case JournalNames.Known.host: host = host ?? item
        case JournalNames.Known.identifier: identifier = identifier ?? item
        case JournalNames.Known.command: command = command ?? item
        case JournalNames.Known.process: process = process ?? item
        default: syslogProcess = syslogProcess ?? item
        }
    }

    func fill(_ draft: inout EventDraft, _ text: Span<UInt8>) {
        if let host { draft.host = Slice(host.value) }
        if let name = identifier ?? command { draft.process = Slice(name.value) }
        if let number = process ?? syslogProcess { draft.pid = LogText.number(text, number.value)?.value }
        if let message {
            draft.message = Slice(message.value)
            ProgramDispatch.read(text, message: message.value, &draft)
        }
    }
}
