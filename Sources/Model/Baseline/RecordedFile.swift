/// A SHA-256 digest without an allocation of its own: a baseline holds a million of them.
package struct Fingerprint: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// From 32 bytes; nil for any other number.
    package init?(_ bytes: Span<UInt8>) {
        guard bytes.count == 32 else { return nil }
        func word(_ start: Int) -> UInt64 {
            var value: UInt64 = 0
            for index in start..<start + 8 { value = value << 8 | UInt64(bytes[index]) }
            return value
        }
        words = (word(0), word(8), word(16), word(24))
    }

    /// From 32 bytes; nil for any other number.
    package init?(_ bytes: [UInt8]) { self.init(bytes.span) }

    /// Nil for a digest of another algorithm.
    package init?(_ digest: Digest) {
        guard digest.algorithm == .sha256 else { return nil }
        self.init(digest.bytes)
    }

    package var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
        }
    }
    package var digest: Digest { Digest(.sha256, bytes) }

    package static func == (left: Fingerprint, right: Fingerprint) -> Bool { left.words == right.words }
    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }
}

/// A file as a baseline keeps it: what statx(2) told of it, and what its bytes were.
package struct RecordedFile: Hashable, Sendable {
    /// What was found out about the content when it was read, so that it need not be read again while it is unchanged.
    package struct Judgement: Hashable, Sendable {
        /// The first four bytes of the package record's digest that the content agreed with; nil where no record did.
        package var recordCheck: UInt32?
        package var shape: Shape
        package init(recordCheck: UInt32? = nil, shape: Shape) { (self.recordCheck, self.shape) = (recordCheck, shape) }
    }

    /// `ContentShape` without the name of the interpreter.
    package enum Shape: UInt8, Sendable, Hashable {
        case notRead, empty, elf, php, text, archive, image, data
    }

    /// The last component of its path.
    package var name: RawText
    /// Without device and access time, which a baseline does not keep.
    package var status: FileStatus
    /// Of the whole content; nil where it was not read.
    package var content: Fingerprint?
    package var linkTarget: RawText?
    /// The bytes of the extended attribute `security.capability`; nil where there is none, or where it was not asked for.
    package var capabilities: RawText?
    /// Nil where the content has to be read again: it was not, or something stood in it.
    package var judgement: Judgement?

    package init(
        name: RawText, status: FileStatus, content: Fingerprint? = nil, linkTarget: RawText? = nil, capabilities: RawText? = nil,
        judgement: Judgement? = nil
    ) {
        (self.name, self.status, self.content) = (name, status, content)
        (self.linkTarget, self.capabilities, self.judgement) = (linkTarget, capabilities, judgement)
    }

    /// Whether the kernel's own marks say that nothing was written since: the same inode with the same size, modification, change and
    /// birth time, mode and owner. The change time can only be set by setting the clock or by writing to the disk past the file system.
    package func isUntouched(_ now: FileStatus) -> Bool {
        status.kind == now.kind && status.inode == now.inode && status.size == now.size && status.times.changed == now.times.changed
            && status.times.modified == now.times.modified && status.times.born == now.times.born && status.mode == now.mode
            && status.owner == now.owner && status.group == now.group
    }
}

extension ContentShape {
    /// What a baseline keeps of it; nil for a script, whose interpreter has to be read again.
    package var recorded: RecordedFile.Shape? {
        switch self {
        case .notRead: .notRead
        case .empty: .empty
        case .elf: .elf
        case .script: nil
        case .php: .php
        case .text: .text
        case .archive: .archive
        case .image: .image
        case .data: .data
        }
    }

    package init(_ shape: RecordedFile.Shape) {
        self =
            switch shape {
            case .notRead: .notRead
            case .empty: .empty
            case .elf: .elf
            case .php: .php
            case .text: .text
            case .archive: .archive
            case .image: .image
            case .data: .data
            }
    }
}
