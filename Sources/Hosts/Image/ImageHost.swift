import Formats
import Model
import Sys

/// A host whose root, or one partition of it, lies in an image or on a disk that is not mounted.
package final class ImageHost: HostView {
    package let kind = HostIdentity.View.image
    package let location: RawText
    package let isOwnFileSystem = true
    package var kernel: (any KernelAnswers)? { nil }
    package let fileSystem: ExtFileSystem
    /// Where the partition belongs on the host: "/" or "/var".
    package let mountedAt: RawText

    /// - Parameters:
    ///   - location: the path of the image on the machine that examines.
    ///   - offset: of the partition within it, in bytes.
    ///   - mountedAt: where the partition belongs on the host.
    package init(_ location: RawText, offset: UInt64 = 0, mountedAt: RawText = "/") throws(AccessFailure) {
        self.location = location
        self.mountedAt = RawText.path(mountedAt.split(0x2f).filter { !$0.isEmpty && $0 != "." && $0 != ".." })
        fileSystem = try ExtFileSystem(location, offset: offset)
    }

    /// What a path leads to: an inode, or a folder above the place where the partition belongs.
    enum Place {
        case inode(UInt32)
        case above
    }

    private static let most = 40

    /// Walks a path through the file system; absolute links begin at the host's root again.
    func place(_ path: RawText, followingLast: Bool) -> Result<(RawText, Place), AccessFailure> {
        var done: [RawText] = []
        var pending = Array(path.split(0x2f).filter { !$0.isEmpty && $0 != "." }.reversed())
        var links = 0
        while let name = pending.popLast() {
            if name == ".." {
                _ = done.popLast()
                continue
            }
            done.append(name)
            guard done.count < 4_096 else { return .failure(.linkLoop) }
            guard case .inode(let number)? = look(done) else {
                if look(done) == nil { return .failure(.absent) }
                continue
            }
            guard let inode = try? fileSystem.inode(number) else { return .failure(.system(117)) }
            if inode.status.kind == .symbolicLink, followingLast || !pending.isEmpty {
                links += 1
                guard links <= ImageHost.most, let target = try? fileSystem.link(number) else { return .failure(.linkLoop) }
                _ = done.popLast()
                if target.hasPrefix("/") { done = [] }
                pending += target.split(0x2f).filter { !$0.isEmpty && $0 != "." }.reversed()
                continue
            }
            guard pending.isEmpty || inode.status.kind == .directory else { return .failure(.absent) }
        }
        guard let found = look(done) else { return .failure(.absent) }
        return .success((RawText.path(done), found))
    }

    /// A path without links, component by component.
    private func look(_ components: [RawText]) -> Place? {
        let mount = mountedAt.split(0x2f).filter { !$0.isEmpty }
        let shared = min(mount.count, components.count)
        guard components.prefix(shared).elementsEqual(mount.prefix(shared)) else { return nil }
        if components.count < mount.count { return .above }
        var number = ExtFileSystem.top
        for name in components.dropFirst(mount.count) {
            guard let next = try? fileSystem.entry(name, of: number) else { return nil }
            number = next
        }
        return .inode(number)
    }

    package func status(_ path: RawText, followingLast: Bool) -> Result<FileStatus, AccessFailure> {
        place(path, followingLast: followingLast).flatMap { _, place in status(of: place) }
    }

    func status(of place: Place) -> Result<FileStatus, AccessFailure> {
        switch place {
        case .above:
            let time = fileSystem.facts.written
            return .success(
                FileStatus(
                    kind: .directory, mode: 0o755, owner: 0, group: 0, size: 0, inode: 0,
                    times: FileTimes(modified: time, changed: time, accessed: time)))
        case .inode(let number):
            do throws(AccessFailure) { return .success(try fileSystem.inode(number).status) } catch { return .failure(error) }
        }
    }

    package func open(_ path: RawText) -> Result<any OpenFile, AccessFailure> {
        place(path, followingLast: true).flatMap { _, place in
            guard case .inode(let number) = place else { return .failure(.wrongKind(.directory)) }
            return ImageFile.open(fileSystem, number).map { $0 as any OpenFile }
        }
    }

    package func read(_ path: RawText, limit: Int) -> Result<FileContent, AccessFailure> {
        open(path).flatMap { file in
            var bytes: [UInt8] = []
            let size = Int(clamping: file.status.size)
            if let failure = file.read(at: 0, count: min(size, limit), into: &bytes) { return .failure(failure) }
            return .success(FileContent(bytes: bytes, status: file.status, isCut: size > limit))
        }
    }

    package func names(in path: RawText) -> Result<[RawText], AccessFailure> {
        place(path, followingLast: true).flatMap { path, place in
            switch place {
            case .above:
                let depth = path.split(0x2f).filter { !$0.isEmpty }.count
                return .success([mountedAt.split(0x2f).filter { !$0.isEmpty }[depth]])
            case .inode(let number):
                do throws(AccessFailure) {
                    let status = try fileSystem.inode(number).status
                    guard status.kind == .directory else { return .failure(.wrongKind(status.kind)) }
                    return .success(try fileSystem.entries(number).map(\.name).sorted())
                } catch {
                    return .failure(error)
                }
            }
        }
    }

    package func linkTarget(_ path: RawText) -> Result<RawText, AccessFailure> {
        place(path, followingLast: false).flatMap { _, place in
            guard case .inode(let number) = place else { return .failure(.system(22)) }
            do throws(AccessFailure) { return .success(try fileSystem.link(number)) } catch { return .failure(error) }
        }
    }

    package func withFile<Value>(_ path: RawText, _ body: (borrowing WalkedFile) -> Value) -> Result<Value, AccessFailure> {
        place(path, followingLast: true).flatMap { path, place in
            guard case .inode(let number) = place else { return .failure(.wrongKind(.directory)) }
            return status(of: place).map { body(WalkedFile(path: path, status: $0, access: .image(fileSystem, number))) }
        }
    }

    package func knowsProcess(_ pid: Int32) -> Bool? { nil }
    package func knownProcesses(upTo last: Int32) -> [Int32] { [] }
    package func isProgramSealed(_ pid: Int32) -> Bool? { nil }
}

/// A regular file of an image.
final class ImageFile: OpenFile {
    let status: FileStatus
    private let fileSystem: ExtFileSystem
    private let number: UInt32

    private init(_ fileSystem: ExtFileSystem, _ number: UInt32, _ status: FileStatus) {
        (self.fileSystem, self.number, self.status) = (fileSystem, number, status)
    }

    static func open(_ fileSystem: ExtFileSystem, _ number: UInt32) -> Result<ImageFile, AccessFailure> {
        do throws(AccessFailure) {
            let status = try fileSystem.inode(number).status
            guard status.kind == .regular else { return .failure(.wrongKind(status.kind)) }
            return .success(ImageFile(fileSystem, number, status))
        } catch {
            return .failure(error)
        }
    }

    func read(at offset: Int64, count: Int, into buffer: inout [UInt8]) -> AccessFailure? {
        let left = Int(clamping: max(0, status.size - offset))
        do throws(AccessFailure) {
            try fileSystem.read(number, at: offset, count: min(count, left), into: &buffer)
            return nil
        } catch {
            buffer.removeAll()
            return error
        }
    }
}
