import Evidence
import Hosts
import Model

/// Holds every file of the sweep against the digests, paths and names of the operator's lists.
struct IndicatorWatch: Sendable {
    private let indicators: IndicatorSet

    /// Nil where the lists know of no files.
    init?(_ indicators: IndicatorSet) {
        guard !(indicators.digests.isEmpty && indicators.paths.isEmpty && indicators.fileNames.isEmpty) else { return nil }
        self.indicators = indicators
    }

    /// What is known of a file. Where the lists hold digests, the whole file is read, and `bytes` grows by its size.
    func indicators(of file: borrowing WalkedFile, buffer: inout [UInt8], bytes: inout Int64) -> [Indicator] {
        var found = [indicators.file(file.path)].compactMap { $0 }
        guard !indicators.algorithms.isEmpty, file.status.kind == .regular, file.status.size > 0 else { return found }
        var digesters = indicators.algorithms.sorted { $0.rawValue < $1.rawValue }.map { ContentDigester($0) }
        let failure = file.forEachChunk(buffer: &buffer, limit: Appraiser.mostHashed) { chunk in
            for index in digesters.indices { digesters[index].update(chunk) }
            return true
        }
        guard failure == nil else { return found }
        bytes += file.status.size
        for digester in digesters {
            if let known = indicators.digests[RawText(digester.finish().hexadecimal)] { found.append(known) }
        }
        return found
    }
}
