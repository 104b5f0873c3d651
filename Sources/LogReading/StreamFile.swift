import Hosts
import Model
import Sys
import Synchronization

/// A pipe as an open file: it can be read from its start to its end, and what was read last a second time.
final class StreamFile: OpenFile {
    let status: FileStatus
    private let descriptor: Descriptor
    private let state = Mutex(State())

    private struct State {
        /// Where the kept bytes begin.
        var start: Int64 = 0
        var kept: [UInt8] = []
        var isAtEnd = false
    }

    /// Bytes that can be read again.
    private static let mostKept = 1 << 20

    init(_ descriptor: consuming Descriptor) throws(Errno) {
        var status = try descriptor.status()
        status.kind = .regular
        status.size = Int64.max
        self.status = status
        self.descriptor = descriptor
    }

    func read(at offset: Int64, count: Int, into buffer: inout [UInt8]) -> AccessFailure? {
        buffer.removeAll(keepingCapacity: true)
        return state.withLock { state in
            guard offset >= state.start else { return .changedWhileRead }
            do throws(Errno) {
                while !state.isAtEnd, state.start + Int64(state.kept.count) < offset + Int64(count) {
                    if try descriptor.append(to: &state.kept, count: 262_144) == 0 { state.isAtEnd = true }
                }
            } catch {
                return AccessFailure(error)
            }
            let from = Int(min(offset - state.start, Int64(state.kept.count)))
            buffer += state.kept[from..<min(state.kept.count, from + count)]
            let surplus = state.kept.count - max(StreamFile.mostKept, state.kept.count - from)
            if surplus > StreamFile.mostKept {
                state.kept.removeFirst(surplus)
                state.start += Int64(surplus)
            }
            return nil
        }
    }
}
