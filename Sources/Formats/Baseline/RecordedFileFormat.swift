import Model

/// One file inside a folder of a baseline; Documentation/Formats/Baseline.md, "A file".
enum RecordedFileFormat {
    static let content: UInt64 = 1, linkTarget: UInt64 = 2, capabilities: UInt64 = 4, judged: UInt64 = 8
    static let recordCheck: UInt64 = 16, changedIsModified: UInt64 = 32, hasBirth: UInt64 = 64, birthIsChanged: UInt64 = 128
    static let hasAttributes: UInt64 = 256, severalLinks: UInt64 = 512, modifiedIsWhole: UInt64 = 1024

    static let kinds: [FileKind] = [
        .unknown, .regular, .directory, .symbolicLink, .fifo, .socket, .characterDevice, .blockDevice,
    ]

    /// - Parameter reference: seconds that all times are counted back from: when the baseline was made.
    static func append(_ file: RecordedFile, reference: Int64, to bytes: inout [UInt8]) {
        let status = file.status, times = status.times
        var flags: UInt64 = 0
        if file.content != nil { flags |= content }
        if file.linkTarget != nil { flags |= linkTarget }
        if file.capabilities != nil { flags |= capabilities }
        if file.judgement != nil { flags |= judged }
        if file.judgement?.recordCheck != nil { flags |= recordCheck }
        if times.changed == times.modified { flags |= changedIsModified }
        if let born = times.born { flags |= hasBirth | (born == times.changed ? birthIsChanged : 0) }
        if !status.attributes.isEmpty { flags |= hasAttributes }
        if status.links != 1 { flags |= severalLinks }
        if times.modified.isWholeSecond { flags |= modifiedIsWhole }

        BaselineBytes.append(file.name, to: &bytes)
        BaselineBytes.append(flags, to: &bytes)
        bytes.append(UInt8(kinds.firstIndex(of: status.kind) ?? 0))
        BaselineBytes.append(UInt64(status.mode), to: &bytes)
        BaselineBytes.append(UInt64(status.owner), to: &bytes)
        BaselineBytes.append(UInt64(status.group), to: &bytes)
        BaselineBytes.append(UInt64(bitPattern: status.size), to: &bytes)
        BaselineBytes.append(status.inode, to: &bytes)
        append(times.modified, isWhole: times.modified.isWholeSecond, reference, &bytes)
        if flags & changedIsModified == 0 { append(times.changed, isWhole: false, reference, &bytes) }
        if let born = times.born, flags & birthIsChanged == 0 { append(born, isWhole: false, reference, &bytes) }
        if flags & hasAttributes != 0 { bytes.append(status.attributes.rawValue) }
        if flags & severalLinks != 0 { BaselineBytes.append(UInt64(status.links), to: &bytes) }
        if let content = file.content { bytes += content.bytes }
        if let target = file.linkTarget { BaselineBytes.append(target, to: &bytes) }
        if let capabilities = file.capabilities { BaselineBytes.append(capabilities, to: &bytes) }
        if let judgement = file.judgement {
            bytes.append(judgement.shape.rawValue)
            if let check = judgement.recordCheck { append(check, &bytes) }
        }
    }

    private static func append(_ time: Timestamp, isWhole: Bool, _ reference: Int64, _ bytes: inout [UInt8]) {
        BaselineBytes.append(signed: reference &- time.seconds, to: &bytes)
        if !isWhole { append(time.nanoseconds, &bytes) }
    }

    /// Four bytes, the lowest first.
    private static func append(_ number: UInt32, _ bytes: inout [UInt8]) {
        for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    /// Reads one; where the cursor breaks, the value means nothing.
    static func take(_ cursor: inout BaselineCursor, _ bytes: Span<UInt8>, reference: Int64) -> RecordedFile {
        let name = cursor.text(bytes, limit: 4096)
        let flags = cursor.number(bytes)
        let kind = Int(cursor.byte(bytes))
        if kind >= kinds.count { cursor.fail("no kind of file has this number") }
        let mode = cursor.number(bytes), owner = cursor.number(bytes), group = cursor.number(bytes)
        let size = Int64(bitPattern: cursor.number(bytes)), inode = cursor.number(bytes)
        let modified = time(&cursor, bytes, isWhole: flags & modifiedIsWhole != 0, reference)
        let changed = flags & changedIsModified != 0 ? modified : time(&cursor, bytes, isWhole: false, reference)
        var born: Timestamp?
        if flags & hasBirth != 0 { born = flags & birthIsChanged != 0 ? changed : time(&cursor, bytes, isWhole: false, reference) }
        let attributes = flags & hasAttributes != 0 ? cursor.byte(bytes) : 0
        let links = flags & severalLinks != 0 ? cursor.number(bytes) : 1
        var file = RecordedFile(
            name: name,
            status: FileStatus(
                kind: kind < kinds.count ? kinds[kind] : .unknown, mode: UInt16(truncatingIfNeeded: mode),
                owner: UInt32(truncatingIfNeeded: owner), group: UInt32(truncatingIfNeeded: group), size: size,
                links: UInt32(truncatingIfNeeded: links), inode: inode,
                times: FileTimes(modified: modified, changed: changed, accessed: modified, born: born),
                attributes: FileAttributes(rawValue: attributes)))
        if flags & content != 0 { file.content = cursor.fingerprint(bytes) }
        if flags & linkTarget != 0 { file.linkTarget = cursor.text(bytes, limit: 65_536) }
        if flags & capabilities != 0 { file.capabilities = cursor.text(bytes, limit: 65_536) }
        if flags & judged != 0 {
            let shape = RecordedFile.Shape(rawValue: cursor.byte(bytes))
            if shape == nil { cursor.fail("no shape of content has this number") }
            file.judgement = RecordedFile.Judgement(
                recordCheck: flags & recordCheck != 0 ? number(&cursor, bytes) : nil, shape: shape ?? .notRead)
        }
        return file
    }

    /// Goes past one without building it.
    static func skip(_ cursor: inout BaselineCursor, _ bytes: Span<UInt8>) -> Range<Int> {
        let name = cursor.range(bytes, limit: 4096)
        let flags = cursor.number(bytes)
        if Int(cursor.byte(bytes)) >= kinds.count { cursor.fail("no kind of file has this number") }
        for _ in 0..<6 { _ = cursor.number(bytes) }
        if flags & modifiedIsWhole == 0 { skipFraction(&cursor, bytes) }
        if flags & changedIsModified == 0 {
            _ = cursor.number(bytes)
            skipFraction(&cursor, bytes)
        }
        if flags & hasBirth != 0, flags & birthIsChanged == 0 {
            _ = cursor.number(bytes)
            skipFraction(&cursor, bytes)
        }
        if flags & hasAttributes != 0 { skip(1, &cursor, bytes) }
        if flags & severalLinks != 0 { _ = cursor.number(bytes) }
        if flags & content != 0 { skip(32, &cursor, bytes) }
        if flags & linkTarget != 0 { _ = cursor.range(bytes, limit: 65_536) }
        if flags & capabilities != 0 { _ = cursor.range(bytes, limit: 65_536) }
        if flags & judged != 0 {
            if RecordedFile.Shape(rawValue: cursor.byte(bytes)) == nil { cursor.fail("no shape of content has this number") }
            if flags & recordCheck != 0 { skip(4, &cursor, bytes) }
        }
        return name
    }

    private static func skipFraction(_ cursor: inout BaselineCursor, _ bytes: Span<UInt8>) {
        if number(&cursor, bytes) >= 1_000_000_000 { cursor.fail("a second has no such fraction") }
    }

    private static func skip(_ count: Int, _ cursor: inout BaselineCursor, _ bytes: Span<UInt8>) {
        guard !cursor.isBroken, bytes.count &- cursor.place >= count else { return cursor.fail("a file is cut off") }
        cursor.place &+= count
    }

    private static func time(_ cursor: inout BaselineCursor, _ bytes: Span<UInt8>, isWhole: Bool, _ reference: Int64) -> Timestamp {
        let seconds = reference &- cursor.signed(bytes)
        let nanoseconds = isWhole ? 0 : number(&cursor, bytes)
        if nanoseconds >= 1_000_000_000 { cursor.fail("a second has no such fraction") }
        return Timestamp(seconds: seconds, nanoseconds: min(nanoseconds, 999_999_999))
    }

    private static func number(_ cursor: inout BaselineCursor, _ bytes: Span<UInt8>) -> UInt32 {
        var value: UInt32 = 0
        for shift in [0, 8, 16, 24] as [UInt32] { value |= UInt32(cursor.byte(bytes)) << shift }
        return value
    }
}
