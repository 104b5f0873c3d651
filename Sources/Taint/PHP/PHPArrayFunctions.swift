extension PHPInterpreter {
    /// Functions over arrays whose elements are known; nil for all others.
    func arrayFunction(_ name: [UInt8], _ values: [PHPValue], _ expressions: [PHPExpression]) -> PHPValue? {
        guard let first = values.first else { return nil }
        if case .text(let text) = first.form, name.elementsEqual("str_split".utf8) || name.elementsEqual("mb_str_split".utf8) {
            let width = max(1, values.count > 1 ? values[1].number ?? 1 : 1)
            guard spend(bytes: text.count &* 8) else { return .unknown }
            return pieces(stride(from: 0, to: text.count, by: width).map { Array(text[$0..<min(text.count, $0 &+ width)]) }, like: first)
        }
        guard let word = String(validating: name, as: UTF8.self) else { return nil }
        switch word {
        case "explode", "split", "preg_split":
            guard values.count > 1, let mark = first.text, let text = values[1].text, !mark.isEmpty, word == "explode",
                spend(bytes: text.count &* 2)
            else { return nil }
            return pieces(PHPText.split(text, by: mark), like: values[1])
        case "range":
            guard values.count > 1 else { return nil }
            if let low = first.constantText?.first, let high = values[1].constantText?.first, PHPNumber.whole([low]) == nil {
                let list = low <= high ? Array(low...high) : Array((high...low).reversed())
                return PHPValue(.array(PHPArray(list.map { PHPValue(text: [$0]) })))
            }
            guard let low = first.number, let high = values[1].number, first.isKnown, values[1].isKnown,
                abs(high.subtractingReportingOverflow(low).partialValue) < 70_000
            else { return nil }
            let list = low <= high ? Array(low...high) : Array((high...low).reversed())
            return PHPValue(.array(PHPArray(list.map { PHPValue(.int($0)) })))
        case "implode", "join":
            guard values.count > 1, let array = values[1].array, !array.isOpen else { break }
            return imploded(first, array)
        case "compact":
            var array = PHPArray()
            for value in values { if let key = value.text { array[.text(key)] = read(key) } }
            return PHPValue(.array(array))
        default: break
        }
        guard let array = first.array, !array.isOpen || ["end", "current", "reset", "pos"].contains(word) else { return nil }
        guard spend(array.count / 8) else { return .unknown }
        switch word {
        case "end", "array_pop":
            if word == "array_pop", let target = expressions.first { assign(target, rebuilt(array, 0..<max(0, array.count &- 1))) }
            return array.last ?? .null
        case "current", "reset", "pos", "array_shift":
            if word == "array_shift", let target = expressions.first, array.count > 0 { assign(target, rebuilt(array, 1..<array.count)) }
            return array.first ?? .null
        case "key": return array.count > 0 ? array.keyValue(0) : .null
        case "array_push", "array_unshift":
            guard let target = expressions.first else { return .unknown }
            var changed = word == "array_push" ? array : PHPArray(Array(values.dropFirst()))
            for value in word == "array_push" ? Array(values.dropFirst()) : array.values { changed.append(value) }
            assign(target, PHPValue(.array(changed)))
            return PHPValue(.int(changed.count))
        case "array_reverse":
            var changed = PHPArray()
            let keepsKeys = values.count > 1 && values[1].truth == true
            for index in (0..<array.count).reversed() {
                if case .text = array.keys[index] {
                    changed[array.keys[index]] = array.values[index]
                } else if keepsKeys {
                    changed[array.keys[index]] = array.values[index]
                } else {
                    changed.append(array.values[index])
                }
            }
            return PHPValue(.array(changed))
        case "array_values": return PHPValue(.array(PHPArray(array.values)))
        case "array_keys": return PHPValue(.array(PHPArray((0..<array.count).map { array.keyValue($0) })))
        case "array_flip":
            var changed = PHPArray()
            for index in 0..<array.count { if let key = PHPArray.key(array.values[index]) { changed[key] = array.keyValue(index) } }
            return PHPValue(.array(changed))
        case "array_merge":
            var changed = PHPArray()
            for value in values {
                guard let other = value.array, !other.isOpen else { return nil }
                for index in 0..<other.count {
                    if case .text = other.keys[index] {
                        changed[other.keys[index]] = other.values[index]
                    } else {
                        changed.append(other.values[index])
                    }
                }
            }
            return PHPValue(.array(changed))
        case "array_combine":
            guard values.count > 1, let other = values[1].array, other.count == array.count else { return nil }
            var changed = PHPArray()
            for index in 0..<array.count { if let key = PHPArray.key(array.values[index]) { changed[key] = other.values[index] } }
            return PHPValue(.array(changed))
        case "array_slice", "array_splice":
            guard values.count > 1, let start = values[1].number else { return nil }
            let low = start < 0 ? max(0, array.count &+ start) : min(start, array.count)
            let length = values.count > 2 ? values[2].number ?? array.count : array.count
            let high = length < 0 ? max(low, array.count &+ length) : min(array.count, low &+ min(length, array.count))
            if word == "array_splice", let target = expressions.first {
                assign(target, PHPValue(.array(PHPArray(Array(array.values[..<low] + array.values[high...])))))
            }
            return PHPValue(.array(PHPArray(Array(array.values[low..<high]))))
        case "array_search":
            return nil
        case "implode", "join": return imploded(PHPValue(text: []), array)
        default: return nil
        }
    }

    func imploded(_ glue: PHPValue, _ array: PHPArray) -> PHPValue {
        var result = PHPValue(text: [])
        for (index, value) in array.values.enumerated() {
            guard spend() else { return .unknown }
            if index > 0 { result = joined(result, glue) }
            result = joined(result, value)
        }
        return result
    }

    private func rebuilt(_ array: PHPArray, _ range: Range<Int>) -> PHPValue {
        var changed = PHPArray()
        for index in range {
            if case .text = array.keys[index] {
                changed[array.keys[index]] = array.values[index]
            } else {
                changed.append(array.values[index])
            }
        }
        return PHPValue(.array(changed))
    }

    private func pieces(_ texts: [[UInt8]], like whole: PHPValue) -> PHPValue {
        PHPValue(
            .array(
                PHPArray(
                    texts.prefix(PHPArray.most).map { text in
                        var value = PHPValue(text: text, taint: whole.taint)
                        value.isAssembled = true
                        value.isDecoded = whole.isDecoded
                        return value
                    })))
    }
}
