import Formats
import Hosts
import Model

/// A file that may hold a log, with a way to open it.
package struct LogSource: Sendable {
    /// As it is told: the path within the host, or as the operator named it; an entry of an archive behind "!".
    package var path: RawText
    /// Bytes as they lie there, packed or not; nil for a stream whose end is not known.
    package var size: Int64?
    /// When it was last written; nil where nothing tells.
    package var modified: Timestamp?
    /// When the file was made, by the kernel's clock.
    package var born: Timestamp?
    /// Where it lay before it was deleted; nil for a file that has a name.
    package var former: RawText?
    /// Who holds it open, where it was deleted: "process 321 (rsyslogd)".
    package var holder: String?
    package let open: @Sendable () -> Result<any OpenFile, AccessFailure>

    package init(
        path: RawText, size: Int64?, modified: Timestamp?, born: Timestamp? = nil,
        open: @escaping @Sendable () -> Result<any OpenFile, AccessFailure>
    ) {
        (self.path, self.size, self.modified, self.born, self.open) = (path, size, modified, born, open)
    }

    /// The path by which its log is known.
    package var place: RawText { former ?? path }

    /// A file of a host.
    package init(_ host: any HostView, _ path: RawText, _ status: FileStatus) {
        self.init(path: path, size: status.size, modified: status.times.modified, born: status.times.born) { host.open(path) }
    }
}

extension [LogSource] {
    /// In the order in which they were written: pieces of a log from the oldest to the youngest, logs by their path.
    package var inRotationOrder: [LogSource] {
        map { (name: RotatedName($0.place), source: $0) }.sorted { one, other in
            if one.name.family != other.name.family { return one.name.family < other.name.family }
            if one.name.age != other.name.age { return one.name.age > other.name.age }
            return one.source.path < other.source.path
        }.map(\.source)
    }
}
