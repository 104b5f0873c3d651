import CLinux
import Model

/// What the running kernel tells without a file: the clock, process numbers, our own costs.
package enum Machine {
    /// Whether the kernel knows a process of this number, by three calls that a rootkit would have to hook one by one:
    /// `kill` with signal 0, `getsid`, `sched_getscheduler`.
    package static func knowsProcess(_ pid: Int32) -> Bool {
        clinux_knows_by_kill(pid) != 0 || clinux_knows_by_getsid(pid) != 0 || clinux_knows_by_scheduler(pid) != 0
    }

    /// Every process number up to `last` that the kernel knows, threads among them; at most 100,000. The corresponding
    /// call is `getsid`, the cheapest that takes any number; what it names is then asked for by the others too.
    package static func knownProcesses(upTo last: Int32) -> [Int32] {
        var found = [Int32](repeating: 0, count: 100_000)
        let count = unsafe clinux_known_processes(1, last, &found, 100_000)
        return Array(found.prefix(Int(count)))
    }

    /// Whether the memory file that a process runs is sealed against every change (F_SEAL_WRITE), as container runtimes
    /// seal theirs; nil where it runs no memory file. The corresponding call is `fcntl` with F_GET_SEALS.
    package static func isProgramSealed(_ pid: Int32) -> Bool? {
        let seals = clinux_program_seals(pid)
        return seals < 0 ? nil : seals & 0x0008 != 0
    }

    /// Addresses of pages of a process between two addresses that were changed after they were mapped from a file, at most 64.
    /// The corresponding call is `pread` on /proc/PID/pagemap.
    package static func ownPages(of pid: Int32, from start: UInt64, to end: UInt64) throws(Errno) -> [UInt64] {
        var found = [UInt64](repeating: 0, count: 64)
        let count = try Errno.check(unsafe clinux_own_pages(pid, start, end, &found, 64))
        return Array(found.prefix(Int(count)))
    }

    /// Bytes of the memory of a process, at most `count`. The corresponding call is `pread` on /proc/PID/mem.
    package static func memory(of pid: Int32, at address: UInt64, count: Int) throws(Errno) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let length = try Errno.check(unsafe clinux_memory(pid, address, &bytes, UInt64(count)))
        return Array(bytes.prefix(Int(length)))
    }

    /// The corresponding call is `geteuid`.
    package static var effectiveUser: UInt32 { clinux_effective_user() }

    /// Lets this thread rest. The corresponding call is `usleep`.
    package static func pause(microseconds: UInt32) { clinux_pause(microseconds) }

    /// The corresponding call is `getpid`.
    package static var ownProcess: Int32 { clinux_own_pid() }

    /// Clock ticks a second of the times in /proc/PID/stat. The corresponding call is `sysconf`.
    package static var ticksPerSecond: Int64 { max(1, clinux_ticks_per_second()) }

    /// The corresponding call is `clock_gettime` with CLOCK_REALTIME.
    package static func now() -> Timestamp {
        var time = Timestamp(seconds: 0)
        unsafe clinux_now(&time.seconds, &time.nanoseconds)
        return time
    }

    /// CPU time that this process has used, in microseconds. The corresponding call is `getrusage`.
    package static var processorMicroseconds: Int64 { clinux_cpu_microseconds() }

    /// The largest resident set of this process so far, in KiB. The corresponding call is `getrusage`.
    package static var peakMemory: Int64 { clinux_peak_kibibytes() }

    /// Processors that this process may use. The corresponding call is `sched_getaffinity`.
    package static var processors: Int { Int(max(1, clinux_processors())) }

    /// Raises the limit of open files to the hard limit, at most 65,536, and gives it. The corresponding call is `setrlimit`.
    package static func raiseOpenFileLimit() -> Int { Int(max(64, clinux_raise_open_files())) }

    /// Columns of the terminal behind a descriptor; nil where it is none. The corresponding call is `ioctl` with TIOCGWINSZ.
    package static func terminalColumns(_ descriptor: Int32) -> Int? {
        let columns = clinux_terminal_columns(descriptor)
        return columns > 0 ? Int(columns) : nil
    }
}
