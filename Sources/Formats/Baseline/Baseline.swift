import Model

/// A baseline that was read: earlier facts of a host, ready to be asked for what a folder held.
package struct Baseline: Sendable {
    struct Folder: Sendable {
        var path: Range<Int>
        /// Where its first file begins.
        var place: Int
        var count: Int
    }

    package let header: BaselineHeader
    package let items: [InventoryItem]
    let bytes: [UInt8]
    let folders: [Folder]
    /// How many files it holds.
    package let fileCount: Int

    /// How many folders it holds.
    package var folderCount: Int { folders.count }

    /// The number of a folder; nil where the baseline has none of that path.
    package func folder(_ path: RawText) -> Int? {
        var (low, high) = (0, folders.count)
        while low < high {
            let middle = low &+ (high &- low) / 2
            if Baseline.precedes(bytes.span, folders[middle].path, path.bytes.span) { low = middle &+ 1 } else { high = middle }
        }
        guard low < folders.count, PackageBytes.equal(bytes.span, folders[low].path, path) else { return nil }
        return low
    }

    package func path(ofFolder number: Int) -> RawText {
        folders.indices.contains(number) ? PackageBytes.text(bytes.span, folders[number].path) : ""
    }

    /// How many files a folder held, without reading them.
    package func count(inFolder number: Int) -> Int { folders.indices.contains(number) ? folders[number].count : 0 }

    /// The files of a folder in the order of their names.
    package func files(inFolder number: Int) -> [RecordedFile] {
        guard folders.indices.contains(number) else { return [] }
        let folder = folders[number]
        var cursor = BaselineCursor(folder.place)
        var files: [RecordedFile] = []
        files.reserveCapacity(folder.count)
        for _ in 0..<folder.count {
            let file = RecordedFileFormat.take(&cursor, bytes.span, reference: header.saved.seconds)
            if cursor.isBroken { break }
            files.append(file)
        }
        return files
    }

    /// One file by its path.
    package func file(_ path: RawText) -> RecordedFile? {
        let name = path.lastComponent
        return folder(path.parentFolder).flatMap { files(inFolder: $0).first { $0.name == name } }
    }

    static func precedes(_ bytes: Span<UInt8>, _ range: Range<Int>, _ other: Span<UInt8>) -> Bool {
        let length = min(range.count, other.count)
        for offset in 0..<length {
            let (left, right) = (bytes[range.lowerBound &+ offset], other[offset])
            if left != right { return left < right }
        }
        return range.count < other.count
    }
}
