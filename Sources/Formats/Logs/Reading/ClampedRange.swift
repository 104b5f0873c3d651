/// A range of offsets. Both bounds come from looking for things in hostile bytes, so that an end before its start means that nothing is
/// there, and is no reason to trap: it gives the empty range at the start.
@inline(__always)
func ..< (start: Int, end: Int) -> Range<Int> { ordered(start, end < start ? start : end) }

/// The standard library's own operator, which for any other type than `Int` is the only one.
@inline(__always)
private func ordered<Bound: Comparable>(_ start: Bound, _ end: Bound) -> Range<Bound> { start..<end }
