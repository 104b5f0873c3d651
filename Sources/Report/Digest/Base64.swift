/// Base64 with padding (RFC 4648, 4).
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".unicodeScalars)
        var output = String.UnicodeScalarView()
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let given = min(3, bytes.count - start)
            let group = (0..<3).reduce(0) { $0 << 8 | ($1 < given ? Int(bytes[start + $1]) : 0) }
            for place in 0..<4 {
                output.append(place <= given ? alphabet[(group >> (18 - 6 * place)) & 63] : "=")
            }
        }
        return String(output)
    }
}
