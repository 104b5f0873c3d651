import Model

/// TZif files below /usr/share/zoneinfo and /etc/localtime: RFC 9636, versions 1 to 4.
package enum TimeZoneFormat {
    /// The rules of the zone; UTC where the bytes are no such file.
    package static func parse(_ input: Span<UInt8>) -> Parsed<TimeZoneRules> {
        guard let first = Header(input, at: 0) else {
            return Parsed(.utc, problems: [Problem(offset: 0, reason: "no TZif header")])
        }
        var problems = HostFileProblems()
        var header = first
        var width = 4
        if first.version >= 0x32 {
            // From version 2 on the same data follow again with 64-bit times.
            let second = Header.length + first.dataLength(width: 4)
            guard let wide = Header(input, at: second) else {
                return Parsed(.utc, problems: [Problem(offset: min(second, input.count), reason: "no second TZif header")])
            }
            (header, width) = (wide, 8)
        } else if first.version != 0 {
            problems.add("version of the header is unknown", at: 4)
        }
        let data = header.start + Header.length
        let end = data + header.dataLength(width: width)
        guard end <= input.count else {
            return Parsed(.utc, problems: [Problem(offset: input.count, reason: "data are truncated")])
        }
        if header.leaps > 0 { problems.add("leap seconds are counted in the times and not taken out", at: header.start) }
        let kinds = kinds(input, header, data + header.transitions * (width + 1), &problems)
        guard !kinds.isEmpty else {
            problems.add("no kind of local time", at: header.start)
            return Parsed(.utc, problems: problems.all)
        }
        let transitions = transitions(input, header, data, width, kinds.count, &problems)
        let rule = width == 8 ? footer(input, at: end, &problems) : nil
        return Parsed(TimeZoneRules(transitions: transitions, kinds: kinds, rule: rule), problems: problems.all)
    }

    private struct Header {
        static let length = 44
        var start: Int
        var version: UInt8
        var universalMarks: Int, standardMarks: Int, leaps: Int, transitions: Int, kinds: Int, characters: Int

        init?(_ input: Span<UInt8>, at start: Int) {
            guard start >= 0, start <= input.count - Header.length else { return nil }
            for (index, byte) in [0x54, 0x5a, 0x69, 0x66].enumerated() where input[start + index] != byte { return nil }
            func count(_ index: Int) -> Int {
                Int(BinaryField.unsigned(input, start + 20 + index * 4, bytes: 4, isBigEndian: true))
            }
            self.start = start
            version = input[start + 4]
            (universalMarks, standardMarks, leaps) = (count(0), count(1), count(2))
            (transitions, kinds, characters) = (count(3), count(4), count(5))
        }

        /// Bytes of the data block; counts are below 2³², so that the sum stays within 64 bits.
        func dataLength(width: Int) -> Int {
            transitions * (width + 1) + kinds * 6 + characters + leaps * (width + 4) + standardMarks + universalMarks
        }
    }

    private static func kinds(
        _ input: Span<UInt8>, _ header: Header, _ start: Int, _ problems: inout HostFileProblems
    ) -> [TimeZoneRules.Kind] {
        let names = start + header.kinds * 6
        // A transition names its kind by one byte.
        return (0..<min(header.kinds, 256)).map { index in
            let place = start + index * 6
            let bits = UInt32(truncatingIfNeeded: BinaryField.unsigned(input, place, bytes: 4, isBigEndian: true))
            var offset = Int(Int32(bitPattern: bits))
            if abs(offset) >= 26 * 3600 {
                problems.add("offset of a kind is more than a day", at: place)
                offset = 0
            }
            let name = Int(input[place + 5])
            let isNamed = name < header.characters
            return TimeZoneRules.Kind(
                offset: offset, isDaylight: input[place + 4] != 0,
                abbreviation: isNamed ? BinaryField.text(input, names + name, min(header.characters - name, 64)) : "")
        }
    }

    private static func transitions(
        _ input: Span<UInt8>, _ header: Header, _ start: Int, _ width: Int, _ kinds: Int, _ problems: inout HostFileProblems
    ) -> [(time: Int64, kind: Int)] {
        var transitions: [(time: Int64, kind: Int)] = []
        for index in 0..<header.transitions {
            let place = start + index * width
            let bits = BinaryField.unsigned(input, place, bytes: width, isBigEndian: true)
            let time = width == 8 ? Int64(bitPattern: bits) : Int64(Int32(bitPattern: UInt32(truncatingIfNeeded: bits)))
            let kind = Int(input[start + header.transitions * width + index])
            guard kind < kinds, transitions.last.map({ $0.time < time }) ?? true else {
                problems.add("transitions are out of order or of no kind", at: place)
                break
            }
            transitions.append((time, kind))
        }
        return transitions
    }

    /// The TZ string between two newlines after the data.
    private static func footer(_ input: Span<UInt8>, at start: Int, _ problems: inout HostFileProblems) -> PosixTimeZone? {
        guard start < input.count, input[start] == 0x0a else {
            problems.add("footer is missing", at: min(start, input.count))
            return nil
        }
        var text: [UInt8] = []
        var index = start + 1
        while index < input.count, input[index] != 0x0a, text.count <= 256 {
            text.append(input[index])
            index += 1
        }
        guard index < input.count, input[index] == 0x0a else {
            problems.add("footer is truncated or too long", at: start)
            return nil
        }
        // An empty footer says that no rule is known for later times.
        if text.isEmpty { return nil }
        let rule = PosixTimeZone(RawText(text))
        if rule == nil { problems.add("footer is no TZ string", at: start) }
        return rule
    }
}
