/// What kind of thing a directory entry is, after `st_mode & S_IFMT` of inode(7).
package enum FileKind: String, Sendable, Hashable, CaseIterable {
    case regular, directory, symbolicLink, fifo, socket, characterDevice, blockDevice, unknown

    /// Of `st_mode`, after inode(7).
    package init(mode: UInt32) {
        self =
            switch mode & 0o170000 {
            case 0o100000: .regular
            case 0o040000: .directory
            case 0o120000: .symbolicLink
            case 0o010000: .fifo
            case 0o140000: .socket
            case 0o020000: .characterDevice
            case 0o060000: .blockDevice
            default: .unknown
            }
    }
}

/// The four times of statx(2). `modified` and `accessed` can be set by any program; `changed` and `born` by the kernel alone.
package struct FileTimes: Hashable, Sendable {
    package var modified: Timestamp
    package var changed: Timestamp
    package var accessed: Timestamp
    /// Nil where the file system keeps none, or keeps 1970-01-01 as some image builders leave it.
    package var born: Timestamp?

    package init(modified: Timestamp, changed: Timestamp, accessed: Timestamp, born: Timestamp? = nil) {
        self.modified = modified
        self.changed = changed
        self.accessed = accessed
        self.born = born
    }
}

/// Inode attributes that keep even root from changing a file, after `stx_attributes` of statx(2).
package struct FileAttributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let immutable = FileAttributes(rawValue: 1)
    package static let appendOnly = FileAttributes(rawValue: 2)
    /// Set where the file system does not tell; the other bits then mean nothing.
    package static let unknown = FileAttributes(rawValue: 128)
}

/// What statx(2) tells of one file.
package struct FileStatus: Hashable, Sendable {
    package var kind: FileKind
    /// Permission bits with set-user-ID, set-group-ID and sticky: `st_mode & 07777`.
    package var mode: UInt16
    package var owner: UInt32
    package var group: UInt32
    /// Bytes.
    package var size: Int64
    package var links: UInt32
    package var device: UInt64
    package var inode: UInt64
    package var times: FileTimes
    package var attributes: FileAttributes

    package init(
        kind: FileKind, mode: UInt16, owner: UInt32, group: UInt32, size: Int64, links: UInt32 = 1, device: UInt64 = 0,
        inode: UInt64 = 0, times: FileTimes, attributes: FileAttributes = []
    ) {
        (self.kind, self.mode, self.owner, self.group) = (kind, mode, owner, group)
        (self.size, self.links, self.device, self.inode) = (size, links, device, inode)
        (self.times, self.attributes) = (times, attributes)
    }

    package var isExecutable: Bool { kind == .regular && mode & 0o111 != 0 }
    package var isSetUser: Bool { kind == .regular && mode & 0o4000 != 0 }
    package var isSetGroup: Bool { kind == .regular && mode & 0o2010 == 0o2010 }
    package var isWorldWritable: Bool { mode & 0o002 != 0 && kind != .symbolicLink }
}

/// What the host's own package record says of a file.
package enum PackageRecord: Hashable, Sendable {
    /// No package database of this host names the path.
    case unowned
    /// A package names the path; `check` says whether the bytes are the recorded ones.
    case owned(package: RawText, check: Check)

    package enum Check: Hashable, Sendable {
        /// The digest was computed and equals the record.
        case equal
        /// The digest was computed and differs from the record.
        case different
        /// A configuration file that the record expects to be edited, and that was.
        case configurationChanged
        /// The record holds no digest, or the thing is no regular file.
        case noDigest
        /// The bytes could not be read.
        case unreadable
    }

    package var package: RawText? {
        if case .owned(let package, _) = self { package } else { nil }
    }
    package var isEqual: Bool {
        if case .owned(_, .equal) = self { true } else { false }
    }
    package var isDifferent: Bool {
        if case .owned(_, .different) = self { true } else { false }
    }
}

/// What the first bytes of a file say it is.
package enum ContentShape: Hashable, Sendable {
    case empty
    case elf
    /// A text with `#!`; the program that runs it.
    case script(interpreter: RawText)
    case php
    case text
    case archive
    case image
    case data
    /// Not read, because nothing asked for it or because it could not be.
    case notRead

    package var isProgram: Bool {
        switch self {
        case .elf, .script: true
        default: false
        }
    }

    /// Whether it was read and is text of some kind.
    package var isText: Bool {
        switch self {
        case .script, .php, .text: true
        default: false
        }
    }
}

/// A file that matters: seen by statx(2) from below the host's root, judged by the host's own package record.
package struct FileFact: Hashable, Sendable {
    /// Absolute within the host, "/var/tmp/. ../update".
    package var path: RawText
    package var status: FileStatus
    /// Where a symbolic link points, as written.
    package var linkTarget: RawText?
    package var record: PackageRecord
    /// A packaged file with the same bytes, for a file that no package names (a template that was copied, a shell that was renamed).
    package var sameContentAs: RawText?
    package var shape: ContentShape
    /// Of the whole content; nil where it was not read.
    package var sha256: Digest?
    /// What the content would do when run, found in its text.
    package var traits: [TraitHit]
    /// Content rules that matched.
    package var matches: [ContentMatch]
    /// What a manifest pack of the distribution says; nil where none was named or none knows the file.
    package var pack: PackVerdict?
    /// Capabilities that the file carries; nil for none, and where they were not looked for.
    package var capabilities: FileCapabilities?
    /// Permission bits, with set-user-ID and set-group-ID, that the package record or an override of it expects; nil where the
    /// record keeps none (dpkg) or itself says that they change.
    package var expectedMode: UInt16?
    /// Capabilities that the package record names; nil where it names none or keeps none.
    package var expectedCapabilities: FileCapabilities?
    /// Whether its kernel's change time is long after its package was put here, while the package's own record was not moved.
    package var changedSinceInstall: Bool
    /// What the operator's lists know of its digest, path or name.
    package var indicators: [Indicator] = []

    package init(
        path: RawText, status: FileStatus, linkTarget: RawText? = nil, record: PackageRecord = .unowned,
        sameContentAs: RawText? = nil, shape: ContentShape = .notRead, sha256: Digest? = nil, traits: [TraitHit] = [],
        matches: [ContentMatch] = [], capabilities: FileCapabilities? = nil, expectedMode: UInt16? = nil,
        expectedCapabilities: FileCapabilities? = nil, changedSinceInstall: Bool = false
    ) {
        (self.path, self.status, self.linkTarget, self.record) = (path, status, linkTarget, record)
        (self.sameContentAs, self.shape, self.sha256) = (sameContentAs, shape, sha256)
        (self.traits, self.matches, self.capabilities) = (traits, matches, capabilities)
        (self.expectedMode, self.expectedCapabilities) = (expectedMode, expectedCapabilities)
        self.changedSinceInstall = changedSinceInstall
    }
}

/// A content rule that matched, with what to credit.
package struct ContentMatch: Hashable, Sendable {
    package struct Hit: Hashable, Sendable {
        /// Bytes from the start of the content.
        package var offset: Int
        package var length: Int
        /// At most 160 bytes of what matched.
        package var text: RawText
        /// From 1, where the rule tells lines.
        package var line: Int?
        package init(offset: Int, length: Int, text: RawText, line: Int? = nil) {
            (self.offset, self.length, self.text, self.line) = (offset, length, text, line)
        }
    }
    /// What the rule says that the content is, from the rule's `kind` meta.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case webShell = "webshell"
        /// A page that serves something to its visitors: hidden frames, injected scripts, redirects.
        case injectedPage = "injected-page"
        case ircBot = "irc-bot"
        case miner, rootkit, backdoor, scanner, exploit, phishing, mailer
        /// Holds an address or a name of the operator's lists.
        case indicator
        case other
    }
    package var rule: String
    package var kind: Kind
    package var title: Localized
    package var author: String
    package var license: String
    package var references: [String]
    package var hits: [Hit]
    /// How bad and how sure this match is, where the rule tells; else the detector says it of the kind.
    package var severity: Severity?
    package var confidence: Confidence?

    package init(
        rule: String, kind: Kind, title: Localized, author: String, license: String, references: [String] = [], hits: [Hit] = [],
        severity: Severity? = nil, confidence: Confidence? = nil
    ) {
        (self.severity, self.confidence) = (severity, confidence)
        (self.rule, self.kind, self.title, self.author) = (rule, kind, title, author)
        (self.license, self.references, self.hits) = (license, references, hits)
    }
}
