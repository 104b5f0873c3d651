import Formats
import Model
import Synchronization

/// What a sweep does for a baseline beside judging files: keep them, compare them with an earlier one, or spare reading them again.
package struct BaselineWork: Sendable {
    /// Earlier facts of this host; nil where there are none.
    package var earlier: Baseline?
    /// Where every file is kept; nil where nothing is.
    package var kept: RecordedFolders?
    /// Whether every difference from `earlier` becomes a fact.
    package var compares: Bool
    /// Whether files are read even where the kernel's marks say that nobody wrote to them.
    package var readsUntouched: Bool
    /// Of the content rules that judge now.
    package var rules: Fingerprint?

    package init(
        earlier: Baseline?, kept: RecordedFolders? = nil, compares: Bool = false, readsUntouched: Bool = false, rules: Fingerprint?
    ) {
        (self.earlier, self.kept, self.compares) = (earlier, kept, compares)
        (self.readsUntouched, self.rules) = (readsUntouched, rules)
    }

    /// Whether the content of every file that does not change by itself is read.
    var readsAll: Bool { kept != nil || compares }

    /// Whether what was judged of content that no package vouches for was judged by the rules of today.
    var judgesAlike: Bool { earlier.map { $0.header.rules == rules && rules != nil } ?? false }
}

/// What a baseline kept of folders that were asked for: a folder is read as a whole, and its files are asked for one by one.
struct RememberedFolders: Sendable {
    private static let most = 64
    private var folders: [RawText: [RawText: RecordedFile]] = [:]

    /// What the earlier baseline kept of a file, if work may rely on it.
    mutating func file(_ path: RawText, _ work: BaselineWork) -> RecordedFile? {
        guard !work.readsUntouched, let earlier = work.earlier else { return nil }
        let folder = path.parentFolder
        if let files = folders[folder] { return files[path.lastComponent] }
        let files = earlier.folder(folder).map { earlier.files(inFolder: $0) } ?? []
        if folders.count >= RememberedFolders.most { folders.removeAll() }
        let named = Dictionary(files.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        folders[folder] = named
        return named[path.lastComponent]
    }
}

/// The folders that a sweep met, each in the form of the baseline's format, kept by all workers and sorted at the end.
package final class RecordedFolders: Sendable {
    private struct Folder: Sendable {
        var path: RawText
        var chunk: Int
        var range: Range<Int>
    }
    private struct Content: Sendable {
        var chunks: [[UInt8]] = []
        var folders: [Folder] = []
        var leftOut = 0
    }
    /// When the baseline is made: all times in it are counted from there.
    package let saved: Timestamp
    private let content = Mutex(Content())
    /// Bytes of one chunk, so that nothing large is ever copied to grow.
    private static let chunk = 1 << 20
    /// Folders with a longer path are not kept; the kernel takes no longer one in a call (PATH_MAX).
    private static let longestPath = 4_096

    package init(saved: Timestamp) { self.saved = saved }

    func add(_ path: RawText, _ files: [RecordedFile]) {
        var bytes: [UInt8] = []
        BaselineFormat.append(folder: path, files, saved: saved, to: &bytes)
        let encoded = bytes
        content.withLock { content in
            guard path.count <= RecordedFolders.longestPath, files.allSatisfy({ $0.name.count <= 4096 }) else {
                content.leftOut += 1
                return
            }
            if content.chunks.isEmpty || content.chunks[content.chunks.count - 1].count + encoded.count > RecordedFolders.chunk {
                var chunk: [UInt8] = []
                chunk.reserveCapacity(max(RecordedFolders.chunk, encoded.count))
                content.chunks.append(chunk)
            }
            let number = content.chunks.count - 1
            let start = content.chunks[number].count
            content.chunks[number] += encoded
            content.folders.append(Folder(path: path, chunk: number, range: start..<(start + encoded.count)))
        }
    }

    /// How many folders are kept, and how many could not be.
    package var count: (kept: Int, leftOut: Int) { content.withLock { ($0.folders.count, $0.leftOut) } }

    /// Gives the bytes of all folders in the order of their paths.
    package func forEach(_ body: ([UInt8]) -> Void) {
        content.withLock { content in
            content.folders.sort { $0.path < $1.path }
            for folder in content.folders { body(Array(content.chunks[folder.chunk][folder.range])) }
        }
    }
}
