import Evidence
import Formats
import Hosts
import Model

/// Digests of one content.
package struct KnownDigests: Sendable {
    /// By the algorithm of the package record.
    package var record: Model.Digest
    /// SHA-256, where it was wanted.
    package var own: Model.Digest?
}

extension Appraiser {
    /// Files larger than this have digests made of them alone: 64 MiB.
    private static let mostInLanes: Int64 = 64 << 20

    /// The digests of packaged files whose record is MD5, many at a time; others, and those that cannot be read, are left out.
    ///
    /// - Parameter wants: whether the content of an entry has to be read at all.
    func digests(
        of awaited: borrowing AwaitedEntries, with lanes: inout MD5Lanes, wants: (RawText, FileStatus) -> Bool
    ) -> [RawText: KnownDigests] {
        let numbers = shared(awaited, wants)
        guard !numbers.isEmpty else { return [:] }
        let wantsOwn = baseline?.readsAll == true
        var open: [Int: (file: AwaitedFile, own: ContentDigester?, read: Int64)] = [:]
        var known: [RawText: KnownDigests] = [:]
        var own: [Int: Model.Digest] = [:]
        lanes.digest(count: numbers.count) { position, buffer in
            if open[position] == nil {
                guard let file = awaited.open(numbers[position]) else { return nil }
                open[position] = (file, wantsOwn ? ContentDigester(.sha256) : nil, 0)
            }
            // A file may grow while it is read.
            guard let file = open[position], file.read <= Appraiser.mostInLanes, let length = file.file.fill(&buffer) else {
                open[position] = nil
                return nil
            }
            open[position]?.read += Int64(length)
            open[position]?.own?.update(buffer.span.extracting(first: length))
            if length < buffer.count {
                own[position] = open[position]?.own?.finish()
                open[position] = nil
            }
            return length
        } done: { position, digest in
            known[awaited.entries[numbers[position]].path] = KnownDigests(record: digest, own: own[position])
        }
        return known
    }

    /// The entries that are worth reading side by side, the largest first. One that is larger than all others together would run
    /// alone most of the time, and is faster by itself.
    private func shared(_ awaited: borrowing AwaitedEntries, _ wants: (RawText, FileStatus) -> Bool) -> [Int] {
        guard packs == nil, awaited.entries.count >= MD5Lanes.width / 2 else { return [] }
        var numbers: [Int] = []
        for (number, entry) in awaited.entries.enumerated() {
            guard entry.status.kind == .regular, entry.status.size <= Appraiser.mostInLanes, wants(entry.path, entry.status),
                index.lookup(entry.path)?.digest?.algorithm == .md5
            else { continue }
            numbers.append(number)
        }
        numbers.sort { awaited.entries[$0].status.size > awaited.entries[$1].status.size }
        var rest = numbers.reduce(Int64(0)) { $0 + awaited.entries[$1].status.size }
        var first = 0
        while first < numbers.count, numbers.count - first >= MD5Lanes.width / 2 {
            let size = awaited.entries[numbers[first]].status.size
            if size * 4 <= rest { return Array(numbers[first...]) }
            rest -= size
            first += 1
        }
        return []
    }
}
