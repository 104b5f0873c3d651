import Synchronization

/// How many files all workers of a sweep have met so far.
final class SweepCounter: Sendable {
    private let total = Mutex(0)

    func add(_ files: Int) -> Int {
        total.withLock { total in
            total += files
            return total
        }
    }
}
