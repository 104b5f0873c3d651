import Formats
import Model
import Sys

/// What the running kernel answers to calls instead of showing it in files: a second vantage, so that one list can be held
/// against another.
package protocol KernelAnswers: Sendable {
    /// Sockets of a family, by netlink.
    func sockets(_ family: NetTableFormat.Family) -> Result<[SocketFact], AccessFailure>
    /// Inodes of the sockets of the unix family, by netlink.
    func unixSockets() -> Result<[UInt64], AccessFailure>
    func packetSockets() -> Result<[PacketSocketFact], AccessFailure>
    func links() -> Result<[NetworkLink], AccessFailure>
    /// Whether nobody has a TCP port; nil where it could not be asked.
    func isPortFree(_ port: UInt16) -> Bool?
    /// Numbers of the objects of bpf(2).
    func bpfNumbers(_ kind: BPFObjects.Kind) -> Result<[UInt32], AccessFailure>
    func bpfProgram(_ id: UInt32) -> Result<BPFProgramInfo, AccessFailure>
    /// The program that a link attaches, and the name of its tracepoint.
    func bpfLink(_ id: UInt32) -> Result<(program: UInt32, name: RawText), AccessFailure>
    /// The program behind a descriptor of a process, and what it watches.
    func bpfWatched(by pid: Int32, descriptor: Int32) -> Result<(program: UInt32, name: RawText), AccessFailure>
    /// What is pinned at a path.
    func bpfPinned(_ path: RawText) -> Result<DescriptorInfo, AccessFailure>
    /// /proc with nothing mounted over it, as a host whose root it is.
    func freshProc() -> (any HostView)?
    /// The file system that a path lies in, without what is mounted inside it, as a host whose root it is.
    func bareMount(at path: RawText) -> (any HostView)?
    /// The disk of an ext file system, read past the kernel, by the path of its device.
    func rawDisk(_ device: RawText) -> Result<any RawDisk, AccessFailure>
    /// Addresses of pages between two addresses of a process that are its own, though they were mapped from a file; at most 64.
    func ownPages(of pid: Int32, from start: UInt64, to end: UInt64) -> Result<[UInt64], AccessFailure>
    /// Bytes of the memory of a process.
    func memory(of pid: Int32, at address: UInt64, count: Int) -> Result<[UInt8], AccessFailure>
}

extension HostView {
    /// The kernel that the host runs on; nil where it does not run.
    package var kernel: (any KernelAnswers)? { nil }
}

/// The kernel that we run on ourselves.
package struct OwnKernel: KernelAnswers {
    package init() {}

    private func ask<Value>(_ call: () throws(Errno) -> Value) -> Result<Value, AccessFailure> {
        do throws(Errno) {
            return .success(try call())
        } catch {
            return .failure(AccessFailure(error))
        }
    }

    private static func list(_ family: NetTableFormat.Family) -> NetlinkList {
        switch family {
        case .tcp: .tcp
        case .tcp6: .tcp6
        case .udp: .udp
        case .udp6: .udp6
        case .raw: .raw
        case .raw6: .raw6
        }
    }

    package func sockets(_ family: NetTableFormat.Family) -> Result<[SocketFact], AccessFailure> {
        ask { () throws(Errno) in
            let bytes = try Machine.list(OwnKernel.list(family))
            return SocketDiagFormat.inet(bytes.span, family: family).value
        }
    }

    package func unixSockets() -> Result<[UInt64], AccessFailure> {
        ask { () throws(Errno) in
            let bytes = try Machine.list(.unix)
            return SocketDiagFormat.unix(bytes.span).value
        }
    }

    package func packetSockets() -> Result<[PacketSocketFact], AccessFailure> {
        ask { () throws(Errno) in
            let bytes = try Machine.list(.packet)
            return PacketDiagFormat.parse(bytes.span).value
        }
    }

    package func links() -> Result<[NetworkLink], AccessFailure> {
        ask { () throws(Errno) in
            let bytes = try Machine.list(.links)
            return LinkInfoFormat.parse(bytes.span).value
        }
    }

    package func isPortFree(_ port: UInt16) -> Bool? { Machine.isPortFree(port) }

    package func bpfNumbers(_ kind: BPFObjects.Kind) -> Result<[UInt32], AccessFailure> {
        ask { () throws(Errno) in try BPFObjects.numbers(kind) }
    }

    package func bpfProgram(_ id: UInt32) -> Result<BPFProgramInfo, AccessFailure> {
        ask { () throws(Errno) in try BPFObjects.program(id) }
    }

    package func bpfLink(_ id: UInt32) -> Result<(program: UInt32, name: RawText), AccessFailure> {
        ask { () throws(Errno) in
            let link = try BPFObjects.link(id)
            return (link.program, link.name)
        }
    }

    package func bpfWatched(by pid: Int32, descriptor: Int32) -> Result<(program: UInt32, name: RawText), AccessFailure> {
        ask { () throws(Errno) in try BPFObjects.watched(by: pid, descriptor: descriptor) }
    }

    package func bpfPinned(_ path: RawText) -> Result<DescriptorInfo, AccessFailure> {
        ask { () throws(Errno) in
            let object = try BPFObjects.pinned(path)
            let process = try Descriptor.root("/proc/self/fdinfo")
            let bytes = try Descriptor.open(name: RawText("\(object.number)"), inFolder: process.number).read(limit: 4_096)
            return DescriptorInfoFormat.parse(bytes.span).value
        }
    }

    package func freshProc() -> (any HostView)? {
        guard let root = try? Descriptor.freshProc() else { return nil }
        return RootedHost(detached: root)
    }

    package func bareMount(at path: RawText) -> (any HostView)? {
        guard let root = try? Descriptor.bareMount(at: path) else { return nil }
        return RootedHost(detached: root)
    }

    package func rawDisk(_ device: RawText) -> Result<any RawDisk, AccessFailure> {
        do throws(AccessFailure) { return .success(try ExtFileSystem(device, offset: 0)) } catch { return .failure(error) }
    }

    package func ownPages(of pid: Int32, from start: UInt64, to end: UInt64) -> Result<[UInt64], AccessFailure> {
        ask { () throws(Errno) in try Machine.ownPages(of: pid, from: start, to: end) }
    }

    package func memory(of pid: Int32, at address: UInt64, count: Int) -> Result<[UInt8], AccessFailure> {
        ask { () throws(Errno) in try Machine.memory(of: pid, at: address, count: count) }
    }
}
