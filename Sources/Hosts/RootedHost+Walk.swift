import Model
import Sys
import Synchronization

/// A folder that a walk still has to enter.
private struct WalkItem: Sendable {
    var path: RawText
    var depth: Int
    var device: UInt64
    /// The open folder that it lies in, kept where the path is too long to be opened at once.
    var parent: SharedDescriptor?
}

/// An open folder that several items below it share.
private final class SharedDescriptor: Sendable {
    let descriptor: Descriptor
    private let open: OpenFolders

    init(_ descriptor: consuming Descriptor, _ open: OpenFolders) {
        self.descriptor = descriptor
        self.open = open
        open.add(1)
    }

    deinit { open.add(-1) }
}

/// How many folders a walk holds open, and how many it may.
private final class OpenFolders: Sendable {
    private let count = Mutex(0)
    let most: Int

    init(most: Int) { self.most = most }

    func add(_ number: Int) { count.withLock { $0 += number } }
    var hasRoom: Bool { count.withLock { $0 < most } }
}

/// The folders to enter, last in first out, and how many workers are at one.
private final class WalkQueue: Sendable {
    enum Next { case item(WalkItem), wait, done }
    let open = OpenFolders(most: Machine.raiseOpenFileLimit() / 2)
    private let state = Mutex((items: [WalkItem](), working: 0))

    func push(_ items: [WalkItem]) { state.withLock { $0.items += items } }

    func next() -> Next {
        state.withLock { state in
            if let item = state.items.popLast() {
                state.working += 1
                return .item(item)
            }
            return state.working > 0 ? .wait : .done
        }
    }

    func finished() { state.withLock { $0.working -= 1 } }
}

extension RootedHost {
    package func walk<Visitor: WalkVisitor>(_ plan: WalkPlan, make: @Sendable () -> Visitor) async -> [Visitor] {
        let queue = WalkQueue()
        let device = (try? root.status())?.device ?? 0
        queue.push(plan.start.map { WalkItem(path: $0, depth: 0, device: device, parent: nil) })
        return await withTaskGroup(of: Visitor.self) { group in
            for _ in 0..<min(Machine.processors, 8) {
                let visitor = make()
                group.addTask { await self.work(queue, plan, visitor) }
            }
            var visitors: [Visitor] = []
            for await visitor in group { visitors.append(visitor) }
            return visitors
        }
    }

    private func work<Visitor: WalkVisitor>(_ queue: WalkQueue, _ plan: WalkPlan, _ start: Visitor) async -> Visitor {
        var visitor = start
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !Task.isCancelled {
            switch queue.next() {
            case .done: return visitor
            case .wait: Machine.pause(microseconds: 1_000)
            case .item(let item):
                enter(item, plan, queue, &visitor, &buffer)
                queue.finished()
            }
        }
        return visitor
    }

    private func enter<Visitor: WalkVisitor>(
        _ item: WalkItem, _ plan: WalkPlan, _ queue: WalkQueue, _ visitor: inout Visitor, _ buffer: inout [UInt8]
    ) {
        do throws(Errno) {
            let shared = SharedDescriptor(try open(item), queue.open)
            let folder = shared.descriptor.number
            let status = try shared.descriptor.status()
            if status.device != item.device, kind == .live, try !RootedHost.isLocal(shared.descriptor.fileSystemType()) {
                if try !RootedHost.isKernelView(shared.descriptor.fileSystemType()) { visitor.failed(item.path, .foreignFileSystem) }
                return
            }
            var below: [WalkItem] = []
            while true {
                let length = try shared.descriptor.readRecords(into: &buffer)
                if length == 0 { break }
                var names: [RawText] = []
                FolderRecord.parse(buffer, length: length) { names.append($0.name) }
                // Not all at once, so that little time lies between what is known of an entry and the look at it.
                for start in stride(from: 0, to: names.count, by: RootedHost.metAtOnce) {
                    let met = meet(names[start..<min(start + RootedHost.metAtOnce, names.count)], in: folder, item, &visitor)
                    visitor.awaits(AwaitedEntries(met, folder: folder))
                    for (path, status) in met {
                        let enters = visitor.visit(WalkedFile(path: path, status: status, access: .folder(folder)))
                        guard status.kind == .directory, enters, !plan.skipped.contains(path) else { continue }
                        guard item.depth < plan.deepest else {
                            visitor.failed(path, .tooDeep(limit: plan.deepest))
                            continue
                        }
                        let device = status.device == item.device ? item.device : 0
                        below.append(WalkItem(path: path, depth: item.depth + 1, device: device, parent: nil))
                    }
                }
            }
            // Far down, folders are entered from the one that they lie in: their path would have to be resolved from the
            // top each time, and is too long for one call in the end.
            if item.path.count > 1_000, queue.open.hasRoom {
                for index in below.indices { below[index].parent = shared }
            }
            queue.push(below)
        } catch {
            visitor.failed(item.path, AccessFailure(error))
        }
    }

    private func open(_ item: WalkItem) throws(Errno) -> Descriptor {
        if let parent = item.parent { return try parent.descriptor.folder(named: item.path.lastComponent) }
        return try openFolder(item.path)
    }

    /// Entries that are asked for together.
    private static let metAtOnce = 128

    /// What the kernel tells of some entries of an open folder.
    private func meet<Visitor: WalkVisitor>(
        _ names: ArraySlice<RawText>, in folder: Int32, _ item: WalkItem, _ visitor: inout Visitor
    ) -> [(path: RawText, status: FileStatus)] {
        var met: [(path: RawText, status: FileStatus)] = []
        met.reserveCapacity(names.count)
        for name in names {
            let path = item.path.appending(name)
            do throws(Errno) {
                met.append((path, try Descriptor.status(of: name, inFolder: folder)))
            } catch {
                if error != .notFound { visitor.failed(path, AccessFailure(error)) }
            }
        }
        return met
    }

    /// Whether a file system of this type (`f_type`, linux/magic.h) holds files of this machine.
    static func isLocal(_ type: Int64) -> Bool {
        switch type {
        case 0xef53, 0x5846_5342, 0x9123_683e, 0x0102_1994, 0x794c_7630, 0xf2f5_2010, 0x5265_4973, 0x3153_464a, 0x2fc1_2fc1,
            0xca45_1a4e, 0x8584_58f6, 0x4d44, 0x2011_bab0, 0x7371_7368, 0xe0f5_e1e2, 0x6165_676c, 0x4244, 0x1badface:
            true
        default: false
        }
    }

    /// Whether it is a view of the kernel's own state rather than files: proc, sysfs, cgroup, devpts and their kin.
    static func isKernelView(_ type: Int64) -> Bool {
        switch type {
        case 0x9fa0, 0x6265_6572, 0x27_e0eb, 0x6367_7270, 0x1cd1, 0x6462_6720, 0x7472_6163, 0x7363_6673, 0xcafe_4a11, 0x1980_0202,
            0x6265_6570, 0x9584_58f6, 0x6e73_6673, 0xde5e_81e4, 0x4249_4e4d, 0x0187, 0x6165_676c, 0xf97c_ff8c:
            true
        default: false
        }
    }
}
