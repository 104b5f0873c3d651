import Hosts
import Model
import Sys

extension TimelineCommand {
    /// Writes the files of a host as a bodyfile, as mactime(1) reads it.
    func writeBodyfile(_ host: any HostView) async throws {
        var output = try EventOutput(options.output)
        let plan = WalkPlan(skipped: host.kind == .live ? ["/proc", "/sys"] : [])
        for visitor in await host.walk(plan, make: { BodyfileVisitor() }) { try output.write(visitor.bytes) }
        try output.finish()
    }
}

/// Writes each file that it meets as a line of a bodyfile 3.x.
private struct BodyfileVisitor: WalkVisitor {
    private(set) var bytes: [UInt8] = []

    mutating func visit(_ file: borrowing WalkedFile) -> Bool {
        let status = file.status
        bytes += Array("0|".utf8)
        // A name may not end its line.
        for byte in file.path.bytes { if byte == 0x0a { bytes += Array("\\n".utf8) } else { bytes.append(byte) } }
        let times = status.times
        let moments = [times.accessed, times.modified, times.changed, times.born].map { time in
            time.map { "\($0.seconds)." + String(String(1_000_000_000 + $0.nanoseconds).dropFirst()) } ?? "0"
        }
        let tail = ["\(status.inode)", mode(status), "\(status.owner)", "\(status.group)", "\(status.size)"] + moments
        bytes += Array(("|" + tail.joined(separator: "|") + "\n").utf8)
        return true
    }

    mutating func failed(_ path: RawText, _ failure: AccessFailure) {}

    /// "r/rrwxr-xr-x", as The Sleuth Kit writes it.
    private func mode(_ status: FileStatus) -> String {
        let kind =
            switch status.kind {
            case .regular: "r"
            case .directory: "d"
            case .symbolicLink: "l"
            case .fifo: "p"
            case .socket: "s"
            case .characterDevice: "c"
            case .blockDevice: "b"
            case .unknown: "-"
            }
        var letters = ""
        for (place, letter) in ["r", "w", "x", "r", "w", "x", "r", "w", "x"].enumerated() {
            letters += status.mode & (UInt16(0o400) >> UInt16(place)) != 0 ? letter : "-"
        }
        return "\(kind)/\(kind)\(letters)"
    }
}
