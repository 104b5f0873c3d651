/// What the operators of PHP give for values that are known, and whose data is in what they give otherwise.
enum PHPOperators {
    static func binary(_ symbol: PHPSymbol, _ left: PHPValue, _ right: PHPValue) -> PHPValue {
        switch symbol {
        case "^", "&", "|":
            if let first = left.constantText, let second = right.constantText {
                var value = PHPValue(text: combined(symbol, first, second))
                value.isAssembled = true
                value.isDecoded = first.count > 16
                value.taint = Taint.stronger(left.taint, right.taint)
                return value
            }
            if case .int = left.form, case .int = right.form { return arithmetic(symbol, left, right) }
            guard let taint = Taint.stronger(left.anyTaint, right.anyTaint) else {
                if left.isKnown, right.isKnown { return arithmetic(symbol, left, right) }
                return .unknown
            }
            return PHPValue(tainted: taint.with(.decoded))
        case "==": return (looselyEqual(left, right)).map { PHPValue(.bool($0)) } ?? .unknown
        case "!=", "<>": return (looselyEqual(left, right)).map { PHPValue(.bool(!$0)) } ?? .unknown
        case "===": return identical(left, right).map { PHPValue(.bool($0)) } ?? .unknown
        case "!==": return identical(left, right).map { PHPValue(.bool(!$0)) } ?? .unknown
        case "<", ">", "<=", ">=", "<=>":
            guard untainted(left, right), left.isKnown, right.isKnown, let first = double(left), let second = double(right) else {
                return .unknown
            }
            switch symbol {
            case "<": return PHPValue(.bool(first < second))
            case ">": return PHPValue(.bool(first > second))
            case "<=": return PHPValue(.bool(first <= second))
            case ">=": return PHPValue(.bool(first >= second))
            default: return PHPValue(.int(first < second ? -1 : first > second ? 1 : 0))
            }
        case "+":
            if let first = left.array, let second = right.array {
                var sum = first
                for index in 0..<second.count where sum[second.keys[index]] == nil { sum[second.keys[index]] = second.values[index] }
                return PHPValue(.array(sum), taint: Taint.stronger(left.taint, right.taint))
            }
            if left.array != nil || right.array != nil { return PHPValue(tainted: Taint.stronger(left.anyTaint, right.anyTaint)) }
            return arithmetic(symbol, left, right)
        default: return arithmetic(symbol, left, right)
        }
    }

    /// What is known of a number that a letter was turned into.
    private static func letter(_ value: PHPValue) -> Taint? { value.taint.flatMap { $0.marks.contains(.letter) ? $0 : nil } }

    private static func untainted(_ left: PHPValue, _ right: PHPValue) -> Bool { left.taint == nil && right.taint == nil }

    private static func combined(_ symbol: PHPSymbol, _ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        let count = symbol == "|" ? max(first.count, second.count) : min(first.count, second.count)
        return (0..<count).map { index in
            let left = index < first.count ? first[index] : 0, right = index < second.count ? second[index] : 0
            switch symbol {
            case "^": return left ^ right
            case "&": return left & right
            default: return left | right
            }
        }
    }

    private static func double(_ value: PHPValue) -> Double? {
        switch value.form {
        case .double(let number): number
        case .text(let text):
            PHPNumber.whole(text).map { Double($0) } ?? (text.contains(0x2e) ? ByteSearch.double(text) : Double(PHPNumber.leading(text)))
        case .array: nil
        default: value.number.map { Double($0) }
        }
    }

    private static func arithmetic(_ symbol: PHPSymbol, _ left: PHPValue, _ right: PHPValue) -> PHPValue {
        guard left.isKnown, right.isKnown, let first = double(left), let second = double(right) else {
            return PHPValue(tainted: letter(left) ?? letter(right))
        }
        var isWhole = true
        for value in [left, right] {
            if case .double = value.form { isWhole = false }
            if case .text(let text) = value.form, text.contains(0x2e) { isWhole = false }
        }
        if let a = left.number, let b = right.number, isWhole || !["+", "-", "*", "/", "**"].contains(symbol) {
            switch symbol {
            case "+": return whole(a.addingReportingOverflow(b), first + second)
            case "-": return whole(a.subtractingReportingOverflow(b), first - second)
            case "*": return whole(a.multipliedReportingOverflow(by: b), first * second)
            case "%": return b == 0 || b == -1 ? PHPValue(.int(0)) : PHPValue(.int(a % b))
            case "<<": return PHPValue(.int(b < 0 || b > 63 ? 0 : a << b))
            case ">>": return PHPValue(.int(b < 0 ? 0 : a >> min(b, 63)))
            case "^": return PHPValue(.int(a ^ b))
            case "&": return PHPValue(.int(a & b))
            case "|": return PHPValue(.int(a | b))
            case "xor": return PHPValue(.bool((a != 0) != (b != 0)))
            default: break
            }
        }
        switch symbol {
        case "+": return PHPValue(.double(first + second))
        case "-": return PHPValue(.double(first - second))
        case "*": return PHPValue(.double(first * second))
        case "/":
            let quotient = first / second
            if isWhole, quotient == quotient.rounded(), abs(quotient) < 1e15 { return PHPValue(.int(Int(quotient))) }
            return PHPValue(.double(quotient))
        case "**":
            // Beyond the largest number, all powers are the same.
            guard second >= 0, second <= (abs(first) < 2 ? 64 : 1_000_000), second == second.rounded() else { return .unknown }
            var power = 1.0
            for _ in 0..<min(Int(second), 1_100) { power *= first }
            if isWhole, abs(power) < 9e15 { return PHPValue(.int(Int(power))) }
            return PHPValue(.double(power))
        default: return .unknown
        }
    }

    private static func whole(_ result: (partialValue: Int, overflow: Bool), _ otherwise: Double) -> PHPValue {
        PHPValue(result.overflow ? .double(otherwise) : .int(result.partialValue))
    }

    static func looselyEqual(_ left: PHPValue, _ right: PHPValue) -> Bool? {
        guard untainted(left, right), left.isKnown, right.isKnown else { return nil }
        if case .bool(let value) = left.form { return right.truth.map { $0 == value } }
        if case .bool(let value) = right.form { return left.truth.map { $0 == value } }
        if case .array = left.form { return nil }
        if case .array = right.form { return nil }
        if case .text(let first) = left.form, case .text(let second) = right.form { return first == second }
        guard let first = double(left), let second = double(right) else { return nil }
        return first == second
    }

    private static func identical(_ left: PHPValue, _ right: PHPValue) -> Bool? {
        guard untainted(left, right), left.isKnown, right.isKnown else { return nil }
        switch (left.form, right.form) {
        case (.text(let first), .text(let second)): return first == second
        case (.int(let first), .int(let second)): return first == second
        case (.bool(let first), .bool(let second)): return first == second
        case (.null, .null): return true
        case (.undefined, _), (_, .undefined), (.array, .array): return nil
        default: return false
        }
    }

    static func unary(_ symbol: PHPSymbol, _ value: PHPValue) -> PHPValue {
        switch symbol {
        case "!": return value.taint == nil ? value.truth.map { PHPValue(.bool(!$0)) } ?? .unknown : .unknown
        case "~":
            if let text = value.constantText {
                var result = PHPValue(text: text.map { ~$0 })
                (result.isAssembled, result.isDecoded, result.taint) = (true, text.count > 16, value.taint)
                return result
            }
            if case .int(let number) = value.form { return PHPValue(.int(~number)) }
            return PHPValue(tainted: value.anyTaint?.with(.decoded))
        case "-":
            switch value.form {
            case .double(let number): return PHPValue(.double(-number))
            case .unknown, .array, .closure, .object: return .unknown
            default: return value.number.map { PHPValue(.int(0 &- $0)) } ?? .unknown
            }
        default:
            if case .array = value.form { return .unknown }
            return value.number.map { PHPValue(.int($0)) } ?? .unknown
        }
    }

    static func cast(_ type: [UInt8], _ value: PHPValue) -> PHPValue {
        switch String(validating: type, as: UTF8.self) ?? "" {
        case "int", "integer": return value.number.map { PHPValue(.int($0)) } ?? .unknown
        case "float", "double", "real": return value.number.map { PHPValue(.double(Double($0))) } ?? .unknown
        case "bool", "boolean": return value.truth.map { PHPValue(.bool($0)) } ?? .unknown
        case "array":
            if case .array = value.form { return value }
            guard value.isKnown else { return PHPValue(tainted: value.anyTaint) }
            return PHPValue(.array(PHPArray([value])))
        case "string", "binary":
            guard let text = value.text else { return PHPValue(tainted: value.anyTaint) }
            var result = value
            if case .array = value.form { result.isAssembled = true }
            result.form = .text(text)
            return result
        default: return PHPValue(tainted: value.anyTaint)
        }
    }

    /// `++` and `--`: numbers are counted, and letters go on to the next letter.
    static func stepped(_ value: PHPValue, by: Int) -> PHPValue {
        switch value.form {
        case .int(let number): return PHPValue(.int(number &+ by))
        case .double(let number): return PHPValue(.double(number + Double(by)))
        case .null, .undefined: return by > 0 ? PHPValue(.int(1)) : .null
        case .text(let text):
            if text.isEmpty { return by > 0 ? PHPValue(text: [0x31]) : PHPValue(.int(-1)) }
            if PHPNumber.whole(text) != nil { return PHPValue(.int(PHPNumber.leading(text) &+ by)) }
            guard by > 0 else { return value }
            var result = PHPValue(text: next(text), taint: value.taint)
            result.isAssembled = true
            return result
        default: return value
        }
    }

    private static func next(_ text: [UInt8]) -> [UInt8] {
        var text = text
        var place = text.count &- 1
        while place >= 0 {
            switch text[place] {
            case 0x7a: text[place] = 0x61
            case 0x5a: text[place] = 0x41
            case 0x39: text[place] = 0x30
            case 0x30...0x38, 0x41...0x59, 0x61...0x79:
                text[place] &+= 1
                return text
            default: return text
            }
            if place == 0 {
                let first = text[0]
                text.insert(first == 0x30 ? 0x31 : first, at: 0)
                return text
            }
            place &-= 1
        }
        return text
    }
}

extension PHPValue {
    init(text: [UInt8], taint: Taint?) {
        self.init(.text(text), taint: taint)
    }
}
