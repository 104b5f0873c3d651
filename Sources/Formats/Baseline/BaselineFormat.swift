import Model

/// The file that keeps a baseline, without the line of its signature: Documentation/Formats/Baseline.md.
package enum BaselineFormat {
    /// What every baseline begins with; the number is that of the format.
    package static let magic: RawText = "banken-baseline 1\n"

    /// Bounds on what a forged baseline can make its reader take.
    static let mostItems = 2_000_000
    static let mostFolders = 16_000_000

    /// Everything in front of the folders: magic, header, items, and the number of folders that follow.
    package static func beginning(_ header: BaselineHeader, items: [InventoryItem], folders: Int) -> [UInt8] {
        var bytes = magic.bytes
        BaselineBytes.append(signed: header.saved.seconds, to: &bytes)
        BaselineBytes.append(UInt64(header.saved.nanoseconds), to: &bytes)
        for text in [header.hostName, header.machineID, header.view, header.version] { BaselineBytes.append(text, to: &bytes) }
        bytes.append((header.asRoot ? 1 : 0) | (header.rules == nil ? 0 : 2))
        if let rules = header.rules { bytes += rules.bytes }
        let sorted = items.sorted()
        BaselineBytes.append(UInt64(sorted.count), to: &bytes)
        for item in sorted {
            bytes.append(item.kind.rawValue)
            BaselineBytes.append(item.name, to: &bytes)
            BaselineBytes.append(item.value, to: &bytes)
        }
        BaselineBytes.append(UInt64(folders), to: &bytes)
        return bytes
    }

    /// One folder. Folders follow each other in the order of their paths, files in the order of their names.
    package static func append(folder path: RawText, _ files: [RecordedFile], saved: Timestamp, to bytes: inout [UInt8]) {
        BaselineBytes.append(path, to: &bytes)
        BaselineBytes.append(UInt64(files.count), to: &bytes)
        for file in files { RecordedFileFormat.append(file, reference: saved.seconds, to: &bytes) }
    }

    /// Reads a whole baseline; nil where anything in it makes no sense, because half a baseline would call things new that are not.
    package static func parse(_ bytes: [UInt8]) -> Parsed<Baseline?> {
        let span = bytes.span
        guard span.count >= magic.count, PackageBytes.equal(span, 0..<magic.count, magic) else {
            return Parsed(nil, problems: [Problem(offset: 0, reason: "not a baseline of this format")])
        }
        var cursor = BaselineCursor(magic.count)
        let header = header(&cursor, span)
        let items = items(&cursor, span)
        let (folders, files) = folders(&cursor, span)
        if !cursor.isBroken, cursor.place != span.count { cursor.fail("something follows the last folder") }
        if let problem = cursor.problem { return Parsed(nil, problems: [problem]) }
        return Parsed(Baseline(header: header, items: items, bytes: bytes, folders: folders, fileCount: files))
    }

    private static func header(_ cursor: inout BaselineCursor, _ bytes: Span<UInt8>) -> BaselineHeader {
        let seconds = cursor.signed(bytes), nanoseconds = cursor.number(bytes)
        if nanoseconds >= 1_000_000_000 { cursor.fail("a second has no such fraction") }
        let host = cursor.text(bytes, limit: 4096), machine = cursor.text(bytes, limit: 4096)
        let view = cursor.text(bytes, limit: 64), version = cursor.text(bytes, limit: 256)
        let flags = cursor.byte(bytes)
        let rules = flags & 2 != 0 ? cursor.fingerprint(bytes) : nil
        return BaselineHeader(
            saved: Timestamp(seconds: seconds, nanoseconds: UInt32(min(nanoseconds, 999_999_999))), hostName: host, machineID: machine,
            view: view, version: version, rules: rules, asRoot: flags & 1 != 0)
    }

    private static func items(_ cursor: inout BaselineCursor, _ bytes: Span<UInt8>) -> [InventoryItem] {
        let count = cursor.number(bytes)
        guard count <= UInt64(mostItems) else {
            cursor.fail("more items than a baseline may hold")
            return []
        }
        var items: [InventoryItem] = []
        for _ in 0..<Int(count) where !cursor.isBroken {
            let kind = InventoryItem.Kind(rawValue: cursor.byte(bytes))
            if kind == nil { cursor.fail("no kind of item has this number") }
            let item = InventoryItem(kind ?? .setting, cursor.text(bytes, limit: 1 << 20), cursor.text(bytes, limit: 1 << 20))
            if let last = items.last, item < last { cursor.fail("the items are not in order") }
            if !cursor.isBroken { items.append(item) }
        }
        return items
    }

    private static func folders(_ cursor: inout BaselineCursor, _ bytes: Span<UInt8>) -> (folders: [Baseline.Folder], files: Int) {
        let count = cursor.number(bytes)
        var folders: [Baseline.Folder] = []
        var files = 0
        guard count <= UInt64(mostFolders) else {
            cursor.fail("more folders than a baseline may hold")
            return ([], 0)
        }
        // Each folder takes at least two bytes, each file eleven: a false count cannot reserve more than the file is long.
        folders.reserveCapacity(min(Int(count), (bytes.count &- min(cursor.place, bytes.count)) / 2))
        for _ in 0..<Int(count) where !cursor.isBroken {
            let path = cursor.range(bytes, limit: 1 << 16)
            let length = cursor.number(bytes)
            if let last = folders.last, !Baseline.precedes(bytes, last.path, bytes.extracting(path)) {
                cursor.fail("the folders are not in order")
            }
            guard length <= UInt64(bytes.count) else {
                cursor.fail("a folder holds more files than fit")
                break
            }
            folders.append(Baseline.Folder(path: path, place: cursor.place, count: Int(length)))
            var last: Range<Int>?
            for _ in 0..<Int(length) where !cursor.isBroken {
                let name = RecordedFileFormat.skip(&cursor, bytes)
                if let last, !cursor.isBroken, !Baseline.precedes(bytes, last, bytes.extracting(name)) {
                    cursor.fail("the files of a folder are not in order")
                }
                last = name
            }
            files &+= Int(length)
        }
        return (folders, files)
    }
}
