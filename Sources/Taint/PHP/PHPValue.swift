/// What is known of a value while a program is followed: all of it, a part, or only who chose it.
struct PHPValue {
    enum Form {
        case unknown
        /// Never assigned in this file.
        case undefined
        case null
        case bool(Bool)
        case int(Int)
        case double(Double)
        case text([UInt8])
        indirect case array(PHPArray)
        case closure(PHPFunction)
        /// An object of a class, by its name in lower case.
        case object([UInt8])
    }
    var form: Form
    var taint: Taint?
    /// Constant parts of a text of which not all is known, in their order; the path of an open file.
    var hint: [UInt8] = []
    /// Put together out of pieces, or decoded: nobody writes an honest name like that.
    var isAssembled = false
    /// Decoded from a text that stands in the file.
    var isDecoded = false

    static var unknown: PHPValue { PHPValue(.unknown) }
    static var undefined: PHPValue { PHPValue(.undefined) }
    static var null: PHPValue { PHPValue(.null) }
    /// Bytes of a constant text that are kept beside an unknown one.
    static let longestHint = 96

    init(_ form: Form, taint: Taint? = nil) { (self.form, self.taint) = (form, taint) }
    init(text: [UInt8]) { self.init(.text(text)) }
    init(tainted taint: Taint?) { self.init(.unknown, taint: taint) }

    /// The text that the value turns into; nil where that is not known.
    var text: [UInt8]? {
        switch form {
        case .text(let text): text
        case .int(let number): Array(String(number).utf8)
        case .double(let number): PHPNumber.text(number)
        case .bool(let value): value ? [0x31] : []
        case .null, .undefined: []
        case .array: Array("Array".utf8)
        case .unknown, .closure, .object: nil
        }
    }

    var constantText: [UInt8]? {
        if case .text(let text) = form { text } else { nil }
    }

    var number: Int? {
        switch form {
        case .int(let number): number
        case .double(let number): number.isFinite && abs(number) < 9e18 ? Int(number) : 0
        case .bool(let value): value ? 1 : 0
        case .null, .undefined: 0
        case .text(let text): PHPNumber.leading(text)
        case .array(let array): array.count == 0 ? 0 : 1
        default: nil
        }
    }

    /// Whether it counts as true; nil where that is not known.
    var truth: Bool? {
        switch form {
        case .bool(let value): value
        case .int(let number): number != 0
        case .double(let number): number != 0
        case .text(let text): !(text.isEmpty || text == [0x30])
        case .null: false
        case .array(let array): array.isOpen ? nil : array.count > 0
        case .closure, .object: true
        case .unknown, .undefined: nil
        }
    }

    var array: PHPArray? {
        if case .array(let array) = form { array } else { nil }
    }

    var isKnown: Bool {
        switch form {
        case .unknown, .closure, .object: false
        default: true
        }
    }

    /// The taint of the value or of anything in it.
    var anyTaint: Taint? { Taint.stronger(taint, array?.taint) }

    /// What is left where a value may be this or another.
    func joined(_ other: PHPValue) -> PHPValue {
        var value: PHPValue
        switch (form, other.form) {
        case (.undefined, _), (.null, _): value = other
        case (_, .undefined), (_, .null): value = self
        case (.unknown, _): value = other.taint == nil && taint != nil ? self : isUseful(other) ? other : self
        case (_, .unknown): value = taint == nil && other.taint != nil ? other : isUseful(self) ? self : other
        default: value = other
        }
        value.taint = Taint.stronger(taint, other.taint)
        return value
    }

    /// Whether it is worth keeping a constant although the value may be another: names of functions and classes are.
    private func isUseful(_ value: PHPValue) -> Bool {
        switch value.form {
        case .text(let text): text.count > 2 && PHPTables.isHarmful(text)
        case .closure, .object: true
        case .array: true
        default: false
        }
    }
}

/// An array of PHP, in its order, with a bound on what is kept.
struct PHPArray {
    enum Key: Hashable {
        case int(Int)
        case text([UInt8])
    }
    static let most = 20_000

    private(set) var keys: [Key] = []
    private(set) var values: [PHPValue] = []
    private var places: [Key: Int] = [:]
    private var next = 0
    /// What is known of elements that are not listed.
    private(set) var rest: Taint?
    /// Whether there may be elements that are not listed.
    private(set) var isOpen = false

    /// Arrays in arrays that are kept; what is nested deeper is known by its taint alone.
    static let deepest = 24
    /// How many arrays stand in each other.
    private(set) var depth = 1
    /// Whoever decides most about any element, now or before.
    private(set) var taint: Taint?

    var count: Int { keys.count }

    init() {}
    init(_ values: [PHPValue]) { for value in values { append(value) } }

    static func key(_ value: PHPValue) -> Key? {
        switch value.form {
        case .int(let number): .int(number)
        case .double(let number): .int(number.isFinite && abs(number) < 9e18 ? Int(number) : 0)
        case .bool(let value): .int(value ? 1 : 0)
        case .null, .undefined: .text([])
        case .text(let text): PHPNumber.whole(text).map { .int($0) } ?? .text(text)
        default: nil
        }
    }

    subscript(key: Key) -> PHPValue? {
        get {
            if let place = places[key] { return values[place] }
            return isOpen || rest != nil ? PHPValue(.unknown, taint: rest) : nil
        }
        set {
            guard var newValue else { return }
            taint = Taint.stronger(taint, newValue.anyTaint)
            if let inner = newValue.array {
                if inner.depth >= PHPArray.deepest { newValue = PHPValue(tainted: newValue.anyTaint) }
                depth = max(depth, min(inner.depth, PHPArray.deepest) &+ 1)
            }
            if let place = places[key] {
                values[place] = newValue
                return
            }
            guard keys.count < PHPArray.most else {
                open(newValue.anyTaint)
                return
            }
            if case .int(let number) = key, number >= next, number < Int.max { next = number &+ 1 }
            places[key] = keys.count
            keys.append(key)
            values.append(newValue)
        }
    }

    mutating func append(_ value: PHPValue) { self[.int(next)] = value }

    /// Adds one element as a statement does, of which a loop may make any number.
    mutating func grow(_ value: PHPValue) {
        if count < 4_096 { append(value) } else { open(value.anyTaint) }
    }

    /// Notes that there are elements whose keys are not known.
    mutating func open(_ taint: Taint?) {
        isOpen = true
        self.taint = Taint.stronger(self.taint, taint)
        rest = Taint.stronger(rest, taint)
    }

    /// The place of the last element, which functions like `end` and `array_pop` give.
    var last: PHPValue? { values.last ?? (isOpen ? PHPValue(.unknown, taint: rest) : nil) }
    var first: PHPValue? { values.first ?? (isOpen ? PHPValue(.unknown, taint: rest) : nil) }

    func keyValue(_ index: Int) -> PHPValue {
        switch keys[index] {
        case .int(let number): PHPValue(.int(number))
        case .text(let text): PHPValue(text: text)
        }
    }
}

/// Numbers as PHP reads and writes them.
enum PHPNumber {
    /// The number that a text begins with, as arithmetic takes it.
    static func leading(_ text: [UInt8]) -> Int {
        var place = 0
        while place < text.count, ByteSearch.isSpace(text[place]) { place &+= 1 }
        let isNegative = place < text.count && text[place] == 0x2d
        if isNegative || place < text.count && text[place] == 0x2b { place &+= 1 }
        let digits = text[min(place, text.count)...].prefix { $0 >= 0x30 && $0 <= 0x39 }.prefix(18)
        let value = ByteSearch.number(digits, radix: 10)
        return isNegative ? 0 &- value : value
    }

    /// The number that a text is, in the one way that keys of arrays take it.
    static func whole(_ text: [UInt8]) -> Int? {
        guard let first = text.first, text.count < 19 else { return nil }
        if text == [0x30] { return 0 }
        let digits = first == 0x2d ? text.dropFirst() : text[...]
        guard let lead = digits.first, lead != 0x30, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        let value = ByteSearch.number(digits, radix: 10)
        return first == 0x2d ? 0 &- value : value
    }

    static func text(_ number: Double) -> [UInt8] {
        if number.isNaN { return Array("NAN".utf8) }
        if number.isInfinite { return Array((number < 0 ? "-INF" : "INF").utf8) }
        if number == number.rounded(), abs(number) < 1e14 { return Array(String(Int(number)).utf8) }
        return (number < 0 ? [0x2d] : []) + rounded(Array(String(number.magnitude).utf8))
    }

    /// A number as Swift writes it, with 14 digits that count and with PHP's exponent: 1.0E+25.
    private static func rounded(_ plain: [UInt8]) -> [UInt8] {
        let parts = plain.split(separator: 0x65, maxSplits: 1)
        guard let mantissa = parts.first else { return plain }
        // The value is 0.DIGITS times ten to the power of `point`.
        var point = parts.count > 1 ? leading(Array(parts[1])) : 0
        let dot = mantissa.firstIndex(of: 0x2e) ?? mantissa.endIndex
        point &+= dot &- mantissa.startIndex
        var digits = mantissa.filter { $0 != 0x2e }
        let zeros = digits.prefix { $0 == 0x30 }.count
        digits.removeFirst(zeros)
        point &-= zeros
        if digits.count > 14 {
            let isUp = digits[14] >= 0x35
            digits.removeLast(digits.count &- 14)
            if isUp { point &+= increment(&digits) }
        }
        while digits.last == 0x30 { digits.removeLast() }
        if digits.isEmpty { return [0x30] }
        if point > 14 || point < -3 {
            let power = point &- 1
            return [digits[0], 0x2e] + (digits.count > 1 ? Array(digits[1...]) : [0x30]) + Array("E\(power < 0 ? "" : "+")\(power)".utf8)
        }
        if point <= 0 { return [0x30, 0x2e] + [UInt8](repeating: 0x30, count: 0 &- point) + digits }
        if digits.count <= point { return digits + [UInt8](repeating: 0x30, count: point &- digits.count) }
        return digits[..<point] + [0x2e] + digits[point...]
    }

    /// Adds one to the last of the digits; gives 1 where they became one more.
    private static func increment(_ digits: inout [UInt8]) -> Int {
        for index in digits.indices.reversed() {
            if digits[index] < 0x39 {
                digits[index] &+= 1
                return 0
            }
            digits[index] = 0x30
        }
        digits.insert(0x31, at: 0)
        return 1
    }
}
