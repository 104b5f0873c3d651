import Model
import Sys

/// A running clamd(8) that judges content beside our own rules. What it finds is an addition; its silence means nothing, since a
/// daemon of the host that is examined may have been told to be silent.
package struct ClamDaemon: Sendable {
    private enum Place: Sendable {
        case local(RawText)
        case internet(NetworkAddress, UInt16)
    }
    private let place: Place
    /// Seconds that one content may take.
    private static let patience: Int32 = 60
    private static let chunk = 1 << 18

    /// "/run/clamav/clamd.ctl", or "127.0.0.1:3310"; nil for anything else.
    package init?(_ text: String) {
        if text.hasPrefix("/") {
            place = .local(RawText(text))
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0,
            let address = NetworkAddress(String(text[..<colon].filter { $0 != "[" && $0 != "]" }))
        else { return nil }
        place = .internet(address, port)
    }

    /// The name of the signature that a content matches, nil where none does.
    package func judge(_ content: [UInt8]) throws(Problem) -> RawText? {
        let answer = try exchange(content)
        let text = RawText(answer.prefix { $0 != 0 && $0 != 0x0a })
        if text.hasSuffix(": OK") { return nil }
        guard text.hasPrefix("stream: "), text.hasSuffix(" FOUND") else { throw .refused(text) }
        return RawText(text.bytes.dropFirst(8).dropLast(6))
    }

    /// Why a content was not judged.
    package enum Problem: Error, Hashable, Sendable {
        case unreachable(code: Int32)
        case refused(RawText)

        package var reason: Localized {
            switch self {
            case .unreachable(let code):
                Localized(
                    en: "clamd could not be asked about this file (error \(code) of the kernel).",
                    ja: "clamd に問い合わせることができませんでした(カーネルのエラー \(code))。")
            case .refused(let words):
                Localized(en: "clamd did not judge this file: \(words).", ja: "clamd はこのファイルを判定しませんでした: \(words)。")
            }
        }
    }

    /// INSTREAM of clamd(8): pieces with their length in network order, and a length of nothing at the end.
    private func exchange(_ content: [UInt8]) throws(Problem) -> [UInt8] {
        do throws(Errno) {
            let stream =
                switch place {
                case .local(let path): try Descriptor.connection(toLocal: path, seconds: ClamDaemon.patience)
                case .internet(let address, let port): try Descriptor.connection(to: address, port: port, seconds: ClamDaemon.patience)
                }
            var message = Array("zINSTREAM\0".utf8)
            for start in stride(from: 0, to: content.count, by: ClamDaemon.chunk) {
                let piece = content[start..<min(content.count, start + ClamDaemon.chunk)]
                message += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: piece.count >> $0) } + piece
                try Output.write(message, to: stream.number)
                message = []
            }
            try Output.write(message + [0, 0, 0, 0], to: stream.number)
            return try stream.read(limit: 4_096)
        } catch {
            throw .unreachable(code: error.code)
        }
    }
}
