extension ScriptFlow {
    /// Texts that are joined become one text; numbers of letters become letters.
    static func folded(_ tokens: [ScriptToken], joiner: UInt8) -> [ScriptToken] {
        var result: [ScriptToken] = []
        result.reserveCapacity(tokens.count)
        var index = 0
        while index < tokens.count {
            var token = tokens[index]
            var next = index &+ 1
            // chr(101), String.fromCharCode is left to the page rules.
            if token.kind == .name, token.lower.elementsEqual("chr".utf8) || token.lower.elementsEqual("chrw".utf8),
                index &+ 3 < tokens.count,
                tokens[index &+ 1].isSymbol(0x28), tokens[index &+ 2].kind == .number, tokens[index &+ 3].isSymbol(0x29)
            {
                let value = ByteSearch.number(tokens[index &+ 2].text[...], radix: 10)
                token = ScriptToken(kind: .text, text: [UInt8(truncatingIfNeeded: value)], lower: [], offset: token.offset)
                token.lower = token.text
                next = index &+ 4
            }
            let last = result.count &- 1
            if token.kind == .text, last >= 1, result[last].isSymbol(joiner) || joiner == 0x26 && result[last].isSymbol(0x2b),
                result[result.count &- 2].kind == .text
            {
                result.removeLast()
                result[result.count &- 1].text += token.text
                result[result.count &- 1].lower = result[result.count &- 1].text
                result[result.count &- 1].isAssembled = true
            } else {
                result.append(token)
            }
            index = next
        }
        return result
    }
}
