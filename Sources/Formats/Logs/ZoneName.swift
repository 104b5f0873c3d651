/// Abbreviations of time zones that stand for one offset alone. Those that several countries use for different ones (EST, CST, IST, BST, PST) are
/// left to the zone of the host.
enum ZoneName {
    private static let offsets = KeyTable<Int>([
        ("wet", 0), ("west", 60), ("cet", 60), ("cest", 120), ("eet", 120), ("eest", 180), ("msk", 180), ("sast", 120), ("hkt", 480),
        ("jst", 540), ("kst", 540), ("aest", 600), ("aedt", 660), ("nzst", 720), ("nzdt", 780), ("edt", -240), ("mdt", -360), ("pdt", -420),
    ])

    /// Seconds east of UTC; nil for a name that is not known or has several meanings.
    static func offset(_ text: Span<UInt8>, _ word: Range<Int>) -> Int? { offsets[text, word].map { $0 * 60 } }
}
