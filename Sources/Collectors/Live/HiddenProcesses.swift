import Formats
import Hosts
import Model
import Sys

/// Holds every view of the processes against the listing of /proc: the kernel's calls over all numbers, control groups, and
/// a procfs of our own. One that another view knows and the listing leaves out is looked at again and again, by number and
/// start time, so that what just began or just ended is not taken for hidden.
package enum HiddenProcesses {
    /// PID_MAX_LIMIT of the kernel (include/linux/threads.h).
    private static let largestPID: Int32 = 4_194_304
    /// How often a contradiction has to be seen.
    private static let looks = 3

    /// One that the listing leaves out.
    package struct Found: Hashable, Sendable {
        package var pid: Int32
        package var seen: Set<Vantage>
        /// For a thread: the process whose folder of threads leaves it out.
        package var threadOf: Int32?
        /// Whether only a procfs of our own can tell about it.
        var isOnlyFresh: Bool { !seen.contains(.procLookup) && seen.contains(.freshListing) }
    }

    /// For the tests of races: the whole comparison over numbers up to `limit`.
    package static func find(on host: any HostView, upTo limit: Int32) -> [Found] {
        guard let listed = ProcessView.mounted(host).listing() else { return [] }
        return compare(listed, groups: [:], limit: limit, host)
    }

    static func find(beside listed: Set<Int32>, _ collection: inout Collection) -> [Found] {
        var limit = largestPID
        if case .success(let content) = collection.host.read("/proc/sys/kernel/pid_max", limit: 64),
            let maximum = ProcessTable.number(RawText(content.bytes.filter { $0 >= 0x30 }))
        {
            limit = min(max(maximum, 1), largestPID)
        }
        let groups = ControlGroups.processes(&collection)
        return compare(listed, groups: groups, limit: limit, collection.host)
    }

    private static func compare(_ listed: Set<Int32>, groups: [Int32: RawText], limit: Int32, _ host: any HostView) -> [Found] {
        let view = ProcessView.mounted(host)
        var known = listed
        for pid in listed { known.formUnion(view.threads(of: pid)) }
        let fresh = ProcessView.fresh(host)
        var unknown = Set(groups.keys).union(fresh?.listing() ?? [])
        unknown.formUnion(host.knownProcesses(upTo: limit))
        unknown.subtract(known)
        return unknown.sorted().compactMap { confirm($0, view, fresh, groups[$0]) }
    }

    private static func confirm(_ pid: Int32, _ view: ProcessView, _ fresh: ProcessView?, _ group: RawText?) -> Found? {
        var found = Found(pid: pid, seen: [])
        var start: UInt64?
        for look in 0..<looks {
            if look > 0 { Machine.pause(microseconds: 500) }
            let before = witnesses(pid, view, fresh, group)
            guard !before.isEmpty else { return nil }
            let source = view.stat(pid) != nil ? view : fresh ?? view
            let begun = source.stat(pid)?.startTicks
            guard look == 0 || begun == start else { return nil }
            start = begun
            if let process = source.status(pid)?.threadGroup, process != pid {
                // A thread answers by its own number, and is listed below its process.
                guard let shown = view.listing(), !view.threads(of: process).contains(pid) else { return nil }
                // Where the process is hidden too, its threads need no finding of their own.
                guard shown.contains(process) else { return nil }
                found.threadOf = process
            } else if begun == nil, witnesses(pid, view, fresh, group).isEmpty || isThreadOfListed(pid, view) {
                return nil
            } else {
                guard let shown = view.listing(), !shown.contains(pid) else { return nil }
            }
            // It was there before and after the listing that left it out.
            let after = witnesses(pid, view, fresh, group)
            guard !after.isDisjoint(with: before), source.stat(pid)?.startTicks == begun else { return nil }
            found.seen.formUnion(after)
        }
        if let fresh, fresh.listing()?.contains(pid) == true { found.seen.insert(.freshListing) }
        return found
    }

    /// Who else knows a process of this number now.
    private static func witnesses(_ pid: Int32, _ view: ProcessView, _ fresh: ProcessView?, _ group: RawText?) -> Set<Vantage> {
        var seen: Set<Vantage> = []
        if view.host.knowsProcess(pid) == true { seen.insert(.systemCall) }
        if view.stat(pid) != nil { seen.insert(.procLookup) }
        if let group, ControlGroups.members(group, view.host).contains(pid) { seen.insert(.cgroup) }
        // Most have ended by now, and a listing is dear: it is made where nothing else knows.
        if seen.isEmpty, let fresh, fresh.stat(pid) != nil, fresh.listing()?.contains(pid) == true { seen.insert(.freshListing) }
        return seen
    }

    private static func isThreadOfListed(_ pid: Int32, _ view: ProcessView) -> Bool {
        guard let listed = view.listing() else { return true }
        return listed.contains { process in
            if case .success = view.host.status(view.folder(process) + "/task/" + RawText("\(pid)"), followingLast: false) { return true }
            return false
        }
    }
}

/// How many threads the kernel counts, against how many the folders of /proc show.
enum ThreadCount {
    /// The inode of the first process namespace (PROC_PID_INIT_INO of include/linux/proc_ns.h): only there does the count of
    /// the whole system belong to what /proc shows.
    private static let first: RawText = "pid:[4026531836]"

    /// What the kernel counts beyond what is shown; nil where nothing could be said because processes began or ended.
    static func surplus(_ host: any HostView) -> Int? {
        guard case .success(first) = host.linkTarget("/proc/self/ns/pid") else { return nil }
        let view = ProcessView.mounted(host)
        for _ in 0..<4 {
            guard let before = counters(host), let listed = view.listing() else { return nil }
            let shown = listed.reduce(0) { $0 + view.threads(of: $1).count }
            if let after = counters(host), after == before { return before.threads - shown }
        }
        return nil
    }

    /// Threads now, and threads ever made: where both stay, nothing began and nothing ended.
    private static func counters(_ host: any HostView) -> (threads: Int, made: UInt64)? {
        guard case .success(let load) = host.read("/proc/loadavg", limit: 256),
            case .success(let stat) = host.read("/proc/stat", limit: 4 << 20),
            let threads = LoadAverageFormat.threads(load.bytes.span).value,
            let made = ProcStatSystemFormat.parse(stat.bytes.span).value.processesMade
        else { return nil }
        return (threads, made)
    }
}

extension MountFact {
    /// The process over whose folder in /proc, or over a file in it, this is mounted.
    package var coveredProcess: Int32? {
        guard point.hasPrefix("/proc/") else { return nil }
        return ProcessTable.number(RawText(point.bytes.dropFirst(6).prefix { $0 != 0x2f }))
    }
}
