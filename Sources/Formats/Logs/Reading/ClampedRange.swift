/// A range of offsets. Both bounds come from looking for things in hostile bytes, so that an end before its start means that nothing is
/// there, and is no reason to trap: it gives the empty range at the start.
@inline(__always)
func ..< (start: Int, end: Int) -> Range<Int> {
    unsafe Range(uncheckedBounds: (start, end < start ? start : end))
}
