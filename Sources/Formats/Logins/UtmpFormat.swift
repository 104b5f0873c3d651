import Model

/// utmp, wtmp and btmp, after utmp(5): records of one size without a header, in the byte order of the machine.
package enum UtmpFormat {
    /// The records in file order, each with its offset.
    ///
    /// - Parameter isLog: whether records are appended in the order of time, as in wtmp and btmp; in utmp each terminal has a
    ///   place of its own, and times say nothing.
    ///
    /// A record that is all zero, as the cleaners of break-in kits leave it, is a problem and no record; so is one whose type is
    /// unknown. A jump of the time back by more than a day is a problem, save where the clock was set. After bytes that are no
    /// record the next one is looked for.
    package static func parse(_ input: Span<UInt8>, isLog: Bool = true) -> Parsed<[LoginRecord]> {
        let layout = UtmpLayout.fitting(input)
        var records: [LoginRecord] = []
        var problems = HostFileProblems(most: 10_000)
        var previous: Int64?
        var start = 0
        while start + layout.size <= input.count {
            defer { start += layout.size }
            if layout.isZero(input, start) {
                problems.add("record is zeroed", at: start)
                continue
            }
            if !layout.isPlausible(input, start), let skipped = nextRecord(input, after: start, layout) {
                problems.add("\(skipped) bytes are no whole record", at: start)
                start += skipped - layout.size
                continue
            }
            guard let kind = LoginRecord.Kind(rawValue: layout.type(input, start)) else {
                problems.add("record type \(layout.type(input, start)) is out of range", at: start)
                continue
            }
            let record = record(input, start, kind, layout)
            if isLog, record.time.seconds != 0 {
                let isClockSet = kind == .newTime || kind == .oldTime
                if let previous, !isClockSet, record.time.seconds < previous &- 86_400 {
                    problems.add("time runs backwards by \(previous &- record.time.seconds) seconds", at: start)
                }
                previous = record.time.seconds
            }
            records.append(record)
        }
        if start < input.count {
            problems.add("last record is truncated: \(input.count - start) of \(layout.size) bytes", at: start)
        }
        return Parsed(records, problems: problems.all)
    }

    private static func record(
        _ input: Span<UInt8>, _ start: Int, _ kind: LoginRecord.Kind, _ layout: UtmpLayout
    ) -> LoginRecord {
        let process = BinaryField.unsigned(input, start + 4, bytes: 4, isBigEndian: layout.isBigEndian)
        let microseconds = layout.microseconds(input, start)
        var address: [UInt8] = []
        for index in 0..<16 { address.append(input[start + layout.addressOffset + index]) }
        return LoginRecord(
            kind: kind, process: Int32(truncatingIfNeeded: process),
            line: BinaryField.text(input, start + 8, 32), user: BinaryField.text(input, start + 44, 32),
            host: BinaryField.text(input, start + 76, 256),
            time: Timestamp(
                seconds: layout.seconds(input, start),
                nanoseconds: (0..<1_000_000).contains(microseconds) ? UInt32(microseconds) * 1000 : 0),
            address: text(address), offset: start)
    }

    /// ut_addr_v6: an IPv4 address in the first four bytes, or all 16 of an IPv6 address; zero where none is known.
    private static func text(_ address: [UInt8]) -> String? {
        if address.allSatisfy({ $0 == 0 }) { return nil }
        return address[4...].allSatisfy { $0 == 0 } ? AddressText.text(Array(address[..<4])) : AddressText.text(address)
    }

    /// How many bytes to skip from a place that holds no record to the next place that does and is followed by another, or by
    /// the end; nil where the record after this one stands in its due place.
    private static func nextRecord(_ input: Span<UInt8>, after start: Int, _ layout: UtmpLayout) -> Int? {
        let due = start + layout.size
        if due + layout.size > input.count || layout.isZero(input, due) || layout.isPlausible(input, due) { return nil }
        for shift in 1..<layout.size {
            let place = start + shift
            guard place + layout.size <= input.count else { return nil }
            guard layout.seconds(input, place) != 0, layout.isPlausible(input, place), layout.type(input, place) != 0 else { continue }
            let follower = place + layout.size
            if follower + layout.size > input.count || layout.isPlausible(input, follower) { return shift }
        }
        return nil
    }
}
