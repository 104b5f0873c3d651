import Model

/// The time of day that wget(1) writes before what it fetches, "--14:06:10--  http://…" or "--2005-02-25 14:06:10--  …", into a log
/// whose other lines have times of their own. Its zone is the host's and not told; zones lie whole quarters of an hour apart.
struct FetchStamp: Sendable {
    /// Seconds within the quarter of an hour.
    private let within: Int64

    private static let quarter: Int64 = 900

    init?(_ line: RawText) {
        guard line.hasPrefix("--"), let end = RawText(Array(line.bytes.dropFirst(2).prefix(40))).firstRange(of: "--") else { return nil }
        let clock = Array(line.bytes.dropFirst(2).prefix(end.lowerBound).suffix(8))
        guard clock.count == 8, clock[2] == 0x3a, clock[5] == 0x3a else { return nil }
        let digits = [0, 1, 3, 4, 6, 7].map { Int64(clock[$0]) - 0x30 }
        guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let seconds = (digits[0] * 10 + digits[1]) * 3_600 + (digits[2] * 10 + digits[3]) * 60 + digits[4] * 10 + digits[5]
        within = seconds % FetchStamp.quarter
    }

    /// Whether a program that a request started at a moment may have begun to fetch at this one.
    func follows(_ time: Timestamp) -> Bool {
        let apart = within - (time.seconds - time.seconds.flooredDivision(by: FetchStamp.quarter) * FetchStamp.quarter)
        let later = apart < -FetchStamp.quarter / 2 ? apart + FetchStamp.quarter : apart
        return later >= -1 && later <= 5
    }
}
