/// From where something was seen. A thing that one vantage shows and another does not is hidden by somebody.
package enum Vantage: String, Sendable, Hashable, CaseIterable {
    /// A directory listing of /proc.
    case procListing = "procfs.listing"
    /// Opening /proc/PID by its number.
    case procLookup = "procfs.lookup"
    /// Asking the kernel about a process number (kill, getsid, sched_getscheduler).
    case systemCall = "syscall"
    /// `cgroup.procs` below /sys/fs/cgroup.
    case cgroup = "cgroupfs"
    /// A listing of a procfs of our own, with nothing mounted over it.
    case freshListing = "procfs.fresh"
    /// The folder of the tasks of another process.
    case threadListing = "procfs.task"
    case fileSystem = "file.system"
}

/// A process, from procfs (proc(5)).
package struct ProcessFact: Hashable, Sendable {
    package var pid: Int32
    package var parent: Int32
    /// Clock ticks since boot, field 22 of /proc/PID/stat; with the pid it names one process for ever.
    package var startTicks: UInt64
    /// When it began, from the boot time and the ticks.
    package var started: Timestamp?
    /// The 15 bytes that the process may choose: /proc/PID/comm.
    package var name: RawText
    /// Arguments; the first may be anything.
    package var arguments: [RawText]
    /// Where /proc/PID/exe points, without " (deleted)"; nil for a kernel thread or where it could not be read.
    package var executable: RawText?
    package var executableDeleted: Bool
    /// Whether a program that exists in memory only is sealed against change; nil for one on disk or where it was not seen.
    package var isSealed: Bool?
    /// The file that it runs, as it lies on disk now.
    package var executableFile: FileFact?
    package var user: UInt32?
    package var workingFolder: RawText?
    /// PF_KTHREAD in field 9 of /proc/PID/stat.
    package var isKernelThread: Bool
    /// Environment variables that load code (`LD_PRELOAD`, `LD_AUDIT`, `LD_LIBRARY_PATH`), "NAME=value".
    package var loaderVariables: [RawText]
    /// Inode numbers of the sockets on file descriptors 0, 1 and 2.
    package var standardSockets: [UInt64]
    /// Inode numbers of all its sockets.
    package var sockets: [UInt64]
    package var seen: Set<Vantage>
    /// Whether its root or its mounts are others than ours, as in a container: its paths mean other files there.
    package var isElsewhere = false
    /// The process that traces it (TracerPid).
    package var tracer: Int32?
    /// A thread whose process is listed while the folder of its threads leaves it out: the number of that process.
    package var threadOf: Int32?
    /// Code in its memory that comes from no file that is there, or from one that nothing explains.
    package var foreignCode: [ForeignCode] = []
    /// Small programs of the kernel that its descriptors hold (bpf(2)).
    package var bpfPrograms: Set<UInt32> = []
    /// Links of such programs that its descriptors hold.
    package var bpfLinks: Set<UInt32> = []
    /// The terminal of its log-in, "pts/0", where its title tells one.
    package var loginTerminal: RawText?

    package init(
        pid: Int32, parent: Int32 = 0, startTicks: UInt64 = 0, started: Timestamp? = nil, name: RawText, arguments: [RawText] = [],
        executable: RawText? = nil, executableDeleted: Bool = false, executableFile: FileFact? = nil, user: UInt32? = nil,
        workingFolder: RawText? = nil, isKernelThread: Bool = false, loaderVariables: [RawText] = [], standardSockets: [UInt64] = [],
        sockets: [UInt64] = [], seen: Set<Vantage>
    ) {
        (self.pid, self.parent, self.startTicks, self.started) = (pid, parent, startTicks, started)
        (self.name, self.arguments, self.executable) = (name, arguments, executable)
        (self.executableDeleted, self.executableFile, self.user) = (executableDeleted, executableFile, user)
        (self.workingFolder, self.isKernelThread, self.loaderVariables) = (workingFolder, isKernelThread, loaderVariables)
        (self.standardSockets, self.sockets, self.seen) = (standardSockets, sockets, seen)
    }
}

/// Code in the memory of a process that its program did not bring.
package struct ForeignCode: Hashable, Sendable {
    /// Where it comes from.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A library that lies where libraries do not, or that no package brought.
        case library
        /// A file that exists in memory only.
        case memoryFile
        /// A file that was deleted.
        case deletedFile
        /// Memory of no file that can be written and run.
        case writable
        /// A page of the program itself, or of a library, that differs from its file.
        case alteredText
    }
    package var kind: Kind
    package var path: RawText?
    package var file: FileFact?
    /// The first address.
    package var address: UInt64
    /// For altered code: offset in the file, what stands in memory and what in the file, at most 32 bytes each.
    package var offset: UInt64
    package var inMemory: [UInt8]
    package var inFile: [UInt8]

    package init(
        kind: Kind, path: RawText? = nil, file: FileFact? = nil, address: UInt64, offset: UInt64 = 0, inMemory: [UInt8] = [],
        inFile: [UInt8] = []
    ) {
        (self.kind, self.path, self.file, self.address) = (kind, path, file, address)
        (self.offset, self.inMemory, self.inFile) = (offset, inMemory, inFile)
    }
}

/// A socket of the running host, from /proc/net.
package struct SocketFact: Hashable, Sendable {
    /// "tcp", "tcp6", "udp", "udp6", "raw", "raw6", "packet", "unix".
    package var family: String
    /// Addresses in text, "192.0.2.7" or "2001:db8::7"; empty for unix.
    package var localAddress: String
    package var localPort: UInt16
    package var remoteAddress: String
    package var remotePort: UInt16
    package var isListening: Bool
    package var isEstablished: Bool
    package var inode: UInt64
    package var user: UInt32?
    /// A TCP port that somebody has without using it; Linux 6.8 tells of those by netlink alone.
    package var isHeldOnly = false

    package init(
        family: String, localAddress: String, localPort: UInt16, remoteAddress: String, remotePort: UInt16, isListening: Bool,
        isEstablished: Bool, inode: UInt64, user: UInt32?
    ) {
        (self.family, self.localAddress, self.localPort) = (family, localAddress, localPort)
        (self.remoteAddress, self.remotePort) = (remoteAddress, remotePort)
        (self.isListening, self.isEstablished, self.inode, self.user) = (isListening, isEstablished, inode, user)
    }
}

/// A mount, from /proc/self/mountinfo (proc(5)).
package struct MountFact: Hashable, Sendable {
    package var id: Int
    package var parent: Int
    /// Device as major << 8 | minor of the third field.
    package var device: UInt64
    /// The folder of the file system that is mounted.
    package var root: RawText
    package var point: RawText
    package var type: RawText
    package var source: RawText
    package var options: RawText

    package init(id: Int, parent: Int, device: UInt64, root: RawText, point: RawText, type: RawText, source: RawText, options: RawText) {
        (self.id, self.parent, self.device, self.root) = (id, parent, device, root)
        (self.point, self.type, self.source, self.options) = (point, type, source, options)
    }
}
