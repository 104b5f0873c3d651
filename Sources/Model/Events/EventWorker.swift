/// Takes the events of a piece of a log, in order. Each piece has a worker of its own, so none needs a lock; they are handed back
/// in the order of the pieces.
package protocol EventWorker: Sendable {
    /// - Parameters:
    ///   - text: what the draft's slices lie in.
    ///   - line: of the record's first line, from 1; nil for binary records.
    ///   - offset: of the record in the unpacked log, in bytes.
    mutating func take(_ text: Span<UInt8>, _ draft: inout EventDraft, time: EventTime?, line: Int?, offset: Int64)
}
