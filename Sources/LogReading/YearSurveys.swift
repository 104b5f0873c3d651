import Formats
import Hosts
import Model

extension LogReader {
    /// Looks through a log whose lines have no year, for the New Years in it; nil where its lines have years.
    func survey(
        _ file: any OpenFile, _ head: [UInt8], first: [UInt8], isWhole: Bool, _ formats: [LogFormat]
    ) throws(LogStream.Failure) -> YearSurvey? {
        guard let moment = LogReader.firstMoment(first.span, formats), moment.yearsOn != nil else { return nil }
        var survey = YearSurvey()
        var reader = EventReader(formats)
        _ = reader.read(first.span, isLast: isWhole) { _, draft, _ in if let moment = draft.moment { survey.add(moment) } }
        guard !isWhole else {
            survey.isComplete = true
            return survey
        }
        // A pipe is read once: each of its lines is dated by itself.
        guard file.status.size != Int64.max else { return nil }
        var buffer: [UInt8] = []
        if case .plain = Packing(head) {
            // A line every so often tells the order of months as well as all of them.
            let stride = max(262_144, file.status.size / 4_096)
            var offset = max(stride, Int64(first.count))
            while offset < file.status.size {
                if let failure = file.read(at: offset, count: 8_192, into: &buffer) { throw .access(failure) }
                LogReader.add(buffer, formats, &survey)
                offset += stride
            }
            // The last lines decide the year.
            if let failure = file.read(at: max(0, file.status.size - 16_384), count: 16_384, into: &buffer) { throw .access(failure) }
            LogReader.add(buffer, formats, &survey, all: true)
            return survey
        }
        var stream = try LogStream(file, head: head)
        var skipped = 0
        while true {
            buffer.removeAll(keepingCapacity: true)
            let got = try stream.append(to: &buffer, count: 262_144)
            if got == 0 { return survey }
            skipped += 1
            // What the first piece held was looked at line by line.
            if skipped > first.count / 262_144 { LogReader.add(buffer, formats, &survey) }
        }
    }

    /// Adds the first whole line, or all whole lines, of a piece that may begin within one.
    private static func add(_ bytes: [UInt8], _ formats: [LogFormat], _ survey: inout YearSurvey, all: Bool = false) {
        let text = bytes.span
        guard let newline = LogText.first(0x0a, in: text, 0..<text.count) else { return }
        let rest = text.extracting(newline + 1..<text.count)
        if all {
            var reader = EventReader(formats)
            _ = reader.read(rest, isLast: false) { _, draft, _ in if let moment = draft.moment { survey.add(moment) } }
        } else if let moment = firstMoment(rest, formats) {
            survey.add(moment)
        }
    }
}
