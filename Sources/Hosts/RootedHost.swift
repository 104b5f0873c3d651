import Model
import Sys

/// A host whose root is a folder that we opened: "/" of the running machine, or the place where a copy or a disk is mounted.
package final class RootedHost: HostView {
    package let kind: HostIdentity.View
    package let location: RawText
    package let isOwnFileSystem: Bool
    let root: Descriptor

    /// Opens the folder. `location` "/" is the running machine.
    package init(_ location: RawText) throws(Errno) {
        let root = try Descriptor.root(location)
        let status = try root.status()
        self.location = location
        kind = location == "/" ? .live : .root
        // The top folder of ext2/3/4 is inode 2, of btrfs 256, of XFS 64, 96 or 128, of tmpfs 1; inside another file
        // system the parent folder has the same device.
        let parent = try? root.folder(named: "..").status()
        isOwnFileSystem = location == "/" || parent.map { $0.device != status.device } ?? true
        self.root = root
    }

    /// A view of the running machine that is attached to no folder: an open mount of our own.
    init(detached root: consuming Descriptor) {
        (location, kind, isOwnFileSystem) = ("", .root, true)
        self.root = root
    }

    package var kernel: (any KernelAnswers)? { kind == .live ? OwnKernel() : nil }

    package func status(_ path: RawText, followingLast: Bool) -> Result<FileStatus, AccessFailure> {
        do throws(Errno) {
            return .success(try root.locate(inRoot: relative(path), followingLast: followingLast).status())
        } catch {
            return .failure(AccessFailure(error))
        }
    }

    package func read(_ path: RawText, limit: Int) -> Result<FileContent, AccessFailure> {
        do throws(Errno) {
            let status = try root.locate(inRoot: relative(path), followingLast: true).status()
            guard status.kind == .regular else { return .failure(.wrongKind(status.kind)) }
            let file = try root.open(inRoot: relative(path))
            let opened = try file.status()
            guard opened.kind == .regular else { return .failure(.wrongKind(opened.kind)) }
            var bytes = try file.read(limit: limit + 1)
            let isCut = bytes.count > limit
            if isCut { bytes.removeLast() }
            return .success(FileContent(bytes: bytes, status: opened, isCut: isCut))
        } catch {
            return .failure(AccessFailure(error))
        }
    }

    package func open(_ path: RawText) -> Result<any OpenFile, AccessFailure> {
        do throws(Errno) {
            let status = try root.locate(inRoot: relative(path), followingLast: true).status()
            guard status.kind == .regular else { return .failure(.wrongKind(status.kind)) }
            let file = try KernelFile(root.open(inRoot: relative(path)))
            guard file.status.kind == .regular else { return .failure(.wrongKind(file.status.kind)) }
            return .success(file)
        } catch {
            return .failure(AccessFailure(error))
        }
    }

    package func names(in path: RawText) -> Result<[RawText], AccessFailure> {
        do throws(Errno) {
            let status = try root.locate(inRoot: relative(path), followingLast: true).status()
            guard status.kind == .directory else { return .failure(.wrongKind(status.kind)) }
            let folder = try root.open(inRoot: relative(path))
            var buffer = [UInt8](repeating: 0, count: 32_768)
            var names: [RawText] = []
            while true {
                let length = try folder.readRecords(into: &buffer)
                if length == 0 { break }
                FolderRecord.parse(buffer, length: length) { names.append($0.name) }
                guard names.count < 1_000_000 else { break }
            }
            return .success(names.sorted())
        } catch {
            return .failure(AccessFailure(error))
        }
    }

    package func isPlain(_ path: RawText) -> Bool {
        guard let place = try? root.locate(withoutLinks: relative(path)), let status = try? place.status() else { return false }
        return status.kind != .symbolicLink
    }

    package func linkTarget(_ path: RawText) -> Result<RawText, AccessFailure> {
        do throws(Errno) {
            let link = try root.locate(inRoot: relative(path), followingLast: false)
            return .success(try link.readLink(""))
        } catch {
            return .failure(AccessFailure(error))
        }
    }

    package func withFile<Value>(_ path: RawText, _ body: (borrowing WalkedFile) -> Value) -> Result<Value, AccessFailure> {
        guard let place = resolve(path), place != "/" else { return .failure(.absent) }
        do throws(Errno) {
            let folder = try openFolder(place.parentFolder)
            let status = try folder.status(of: place.lastComponent)
            return .success(body(WalkedFile(path: place, status: status, access: .folder(folder.number))))
        } catch {
            return .failure(AccessFailure(error))
        }
    }

    package func knownProcesses(upTo last: Int32) -> [Int32] { kind == .live ? Machine.knownProcesses(upTo: last) : [] }

    package func isProgramSealed(_ pid: Int32) -> Bool? { kind == .live ? Machine.isProgramSealed(pid) : nil }

    package func knowsProcess(_ pid: Int32) -> Bool? { kind == .live ? Machine.knowsProcess(pid) : nil }

    /// `openat2` takes paths below the root; the root itself is ".".
    private func relative(_ path: RawText) -> RawText {
        let trimmed = path.bytes.drop { $0 == 0x2f }
        return trimmed.isEmpty ? "." : RawText(Array(trimmed))
    }

    /// Opens a folder by its path, in steps where the path is longer than the kernel takes at once (PATH_MAX, 4,096 bytes).
    func openFolder(_ path: RawText) throws(Errno) -> Descriptor {
        if path.count < 4_000 { return try root.open(inRoot: relative(path)) }
        let names = path.split(0x2f).filter { !$0.isEmpty }
        var folder = try root.folder(named: ".")
        for name in names { folder = try folder.folder(named: name) }
        return folder
    }
}
