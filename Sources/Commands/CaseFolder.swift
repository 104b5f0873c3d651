import Casework
import Evidence
import Model
import Sys

/// The folder of a case on our disk: `case.jsonl` and `items`.
///
/// Entries are added at the end of the journal, under a lock and after a look whether it is still what was read. What fails half-way
/// is cut off again, so that the entries before it are never at risk.
struct CaseFolder {
    let path: RawText
    private(set) var journal: CaseJournal
    private var bytes: [UInt8] = []

    static let digest: @Sendable ([UInt8]) -> [UInt8] = { bytes in ContentDigester.fingerprint(bytes.span).digest.bytes }

    private static func journal(in path: RawText) -> RawText { path + "/case.jsonl" }

    /// Opens one that is there.
    init(_ path: RawText) throws {
        self.path = path
        let place = CaseFolder.journal(in: path)
        do throws(Errno) { bytes = try OwnFile.read(place, limit: CaseJournal.mostBytes) } catch {
            if error == .notFound {
                throw CommandFailure("There is no case in \(path.escaped()). Begin one with `banken case new`.", outcome: .wrongUsage)
            }
            throw CommandFailure("The case \(place.escaped()) could not be read: the kernel answered with error \(error.code).")
        }
        guard bytes.count <= CaseJournal.mostBytes else {
            throw CommandFailure("The journal \(place.escaped()) is larger than 64 MiB and was not read.")
        }
        journal = CaseJournal(bytes, digest: CaseFolder.digest)
    }

    /// Makes a new one; a folder that holds a case already is refused.
    init(making path: RawText) throws {
        self.path = path
        do throws(Errno) {
            _ = try OwnFile.status(CaseFolder.journal(in: path))
            throw Errno.exists
        } catch {
            if error == .exists {
                throw CommandFailure(
                    "\(path.escaped()) holds a case already. Nothing was changed; add to it with `banken case add`.", outcome: .refused)
            }
        }
        do throws(Errno) { try OwnFile.makeFolder(path + "/items") } catch {
            throw CommandFailure(
                "The folder \(path.escaped()) could not be made: the kernel answered with error \(error.code). Name another with --case.")
        }
        journal = CaseJournal(digest: CaseFolder.digest)
    }

    var file: CaseFile { CaseFile(journal) }

    /// Keeps bytes under their own digest and gives it.
    func keep(_ content: [UInt8]) throws -> RawText {
        let name = RawText(Digest(.sha256, CaseFolder.digest(content)).hexadecimal)
        let place = path + "/items/" + name
        if let old = try? OwnFile.read(place, limit: content.count), old == content { return name }
        do throws(Errno) {
            try OwnFile.makeFolder(path + "/items")
            try Output.replaceFile(place, with: content)
        } catch {
            throw CommandFailure(
                "\(place.escaped()) could not be written: the kernel answered with error \(error.code). The case is as it was.")
        }
        return name
    }

    /// Items that are gone, or whose bytes are not those that their name tells.
    var lostItems: [RawText] {
        file.items.filter { name in
            guard let bytes = try? OwnFile.read(path + "/items/" + name, limit: 256 << 20) else { return true }
            return RawText(Digest(.sha256, CaseFolder.digest(bytes)).hexadecimal) != name.asciiLowercased
        }
    }

    /// Adds entries and puts them on the disk together.
    mutating func add(_ events: [CaseEvent], time: Timestamp, by: RawText) throws {
        let place = CaseFolder.journal(in: path)
        // A line that was cut off stays as it is; the next one begins on a line of its own.
        var added: [UInt8] = bytes.last.map { $0 != 0x0a } ?? false ? [0x0a] : []
        var longer = journal
        for event in events { added += longer.add(event, time: time, by: by) }
        guard bytes.count + added.count <= CaseJournal.mostBytes else {
            throw CommandFailure("\(place.escaped()) would grow over 64 MiB. Nothing was written; begin another case.", outcome: .refused)
        }
        do throws(Errno) {
            if bytes.isEmpty {
                try Output.replaceFile(place, with: added)
            } else {
                let file = try AppendedFile(place)
                guard try file.content(limit: CaseJournal.mostBytes) == bytes else { throw Errno.tryAgain }
                try file.add(added, after: bytes.count)
            }
        } catch {
            if error == .tryAgain {
                throw CommandFailure(
                    "\(place.escaped()) is being changed by somebody else, or was since it was read. Nothing was written; please try again.",
                    outcome: .refused)
            }
            throw CommandFailure(
                "\(place.escaped()) could not be written: the kernel answered with error \(error.code). The case is as it was.")
        }
        (journal, bytes) = (longer, bytes + added)
    }
}

/// The cases of a state folder.
enum CaseShelf {
    static func folder(_ state: StateFolder) -> RawText { state.path + "/cases" }

    /// The folders with a case, by name; none where there is no shelf.
    static func places(_ state: StateFolder) -> [RawText] {
        guard let shelf = try? Descriptor.root(folder(state)) else { return [] }
        var names: [RawText] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while let length = try? shelf.readRecords(into: &buffer), length > 0, names.count < 10_000 {
            FolderRecord.parse(buffer, length: length) { record in
                if !record.name.hasPrefix(".") { names.append(record.name) }
            }
        }
        return names.sorted().map { folder(state) + "/" + $0 }.filter { (try? OwnFile.status($0 + "/case.jsonl")) != nil }
    }
}
