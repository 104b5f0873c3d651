import Model

/// A run of the host from one boot to its end, as wtmp tells it.
package struct BootRecord: Hashable, Sendable {
    /// How the run came to its end.
    package enum Ending: Hashable, Sendable {
        /// A shutdown was recorded before the next boot.
        case shutdown(Timestamp)
        /// The next boot came without one: power lost, a crash, a hard reset, or a record that somebody removed.
        case crash
        /// The last boot, with no shutdown after it: running, or ended without a record.
        case open
    }
    /// When it booted, by the clock that the record had.
    package var time: Timestamp
    /// The kernel release, where the boot record holds it.
    package var kernel: RawText
    /// Offset in bytes of the boot record.
    package var offset: Int
    /// By the records between this boot and the next.
    package var ending: Ending
    /// The last record of any kind before the next boot: with a crash, the last sign of life.
    package var lastRecord: Timestamp

    package init(time: Timestamp, kernel: RawText, offset: Int, ending: Ending, lastRecord: Timestamp) {
        (self.time, self.kernel, self.offset) = (time, kernel, offset)
        (self.ending, self.lastRecord) = (ending, lastRecord)
    }
}

/// Boots and their ends among the records of wtmp.
package enum BootRecords {
    /// The boots in file order; records before the first boot belong to none.
    ///
    /// A shutdown is a record of the user "shutdown" on the line "~", which systemd and sysvinit write, or a change to run
    /// level 0 or 6 (utmp(5): the level's character stands in the low byte of the process number).
    package static func boots(_ records: [LoginRecord]) -> [BootRecord] {
        var boots: [BootRecord] = []
        for record in records {
            if record.kind == .boot {
                if let last = boots.indices.last, boots[last].ending == .open { boots[last].ending = .crash }
                boots.append(
                    BootRecord(time: record.time, kernel: record.host, offset: record.offset, ending: .open, lastRecord: record.time))
            } else if let last = boots.indices.last {
                boots[last].lastRecord = record.time
                if boots[last].ending == .open, isShutdown(record) { boots[last].ending = .shutdown(record.time) }
            }
        }
        return boots
    }

    private static func isShutdown(_ record: LoginRecord) -> Bool {
        if record.user == "shutdown", record.line.hasPrefix("~") { return true }
        let level = UInt8(truncatingIfNeeded: record.process)
        return record.kind == .runLevel && record.user == "runlevel" && (level == 0x30 || level == 0x36)
    }
}
