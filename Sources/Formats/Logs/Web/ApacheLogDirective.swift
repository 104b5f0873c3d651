import Model

extension AccessLogGrammar {
    /// Compiles what stands between the quotes of `LogFormat "…"` or `CustomLog path "…"`: Apache HTTP Server 2.4 "Module mod_log_config",
    /// with mod_logio, mod_ssl's `%{…}x`; lighttpd's `accesslog.format` and Tomcat's `pattern` are of the same kind. Quotes within may stand
    /// escaped, as in the file. Nil where the lines would tell no time.
    package init?(apache directive: String) { self.init(apache: Array(directive.utf8)) }

    package init?(apache directive: [UInt8]) {
        var compiler = ApacheLogDirective(text: Self.aliases(directive))
        guard let grammar = compiler.compile().finished() else { return nil }
        self = grammar
    }

    /// Tomcat and lighttpd know formats by name.
    private static func aliases(_ directive: [UInt8]) -> [UInt8] {
        switch RawText(directive).comparable {
        case "common": Array("%h %l %u %t \"%r\" %>s %b".utf8)
        case "combined": Array("%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"".utf8)
        default: directive
        }
    }
}

/// Reads a format string of Apache into a grammar.
private struct ApacheLogDirective {
    let text: [UInt8]
    private var at = 0
    private var literal: [UInt8] = []
    private var grammar = AccessLogGrammar()

    init(text: [UInt8]) { self.text = text }

    mutating func compile() -> AccessLogGrammar {
        while at < text.count {
            let byte = text[at]
            at += 1
            if byte == 0x5c, at < text.count {
                switch text[at] {
                case 0x6e: literal.append(0x0a)
                case 0x74: literal.append(0x09)
                default: literal.append(text[at])
                }
                at += 1
            } else if byte == 0x25, at < text.count {
                directive()
            } else {
                literal.append(byte)
            }
        }
        grammar.close(with: literal)
        return grammar
    }

    private mutating func put(_ value: AccessLogGrammar.Value, _ name: String? = nil, letter: UInt8 = 0) {
        grammar.append(.init(value: value, letter: letter), after: literal, name: name)
        literal = []
    }

    /// What stands behind a percent sign: `!` and status codes, `<` or `>`, `{…}`, a letter or `^ti`.
    private mutating func directive() {
        var argument = ""
        var isOriginal = false
        while at < text.count {
            let byte = text[at]
            switch byte {
            case 0x21, 0x2c, 0x30...0x39: at += 1
            case 0x3c, 0x3e:
                isOriginal = byte == 0x3c
                at += 1
            case 0x7b:
                guard let close = text[at...].firstIndex(of: 0x7d) else {
                    at = text.count
                    return
                }
                argument = RawText(text[(at + 1)..<close]).utf8 ?? ""
                at = close + 1
            case 0x5e:
                let letters = text[min(at + 1, text.count)...].prefix(2)
                at = min(text.count, at + 1 + letters.count)
                put(.field, "http.\(letters.elementsEqual("ti".utf8) ? "request" : "response").trailers.\(argument.lowercased())")
                return
            default:
                at += 1
                letter(byte, argument, isOriginal)
                return
            }
        }
    }

    private mutating func letter(_ letter: UInt8, _ argument: String, _ isOriginal: Bool) {
        switch letter {
        case 0x25: literal.append(0x25)
        case 0x68: put(.peer)
        case 0x61: argument == "c" ? put(.client) : put(.peer)
        case 0x41: put(.field, "server.address")
        case 0x6c: put(.field, "http.identity")
        case 0x75: put(.user)
        case 0x74: time(argument)
        case 0x72: put(.request)
        case 0x73: isOriginal ? put(.field, "http.response.status_code.original") : put(.status)
        case 0x62, 0x42: put(.bytes)
        case 0x4f: put(.field, "http.response.bytes")
        case 0x49: put(.field, "http.request.bytes")
        case 0x53: put(.field, "http.bytes")
        case 0x69: header(argument)
        // What Atlassian's products call the user.
        case 0x6f where argument == "X-AUSERNAME": put(.user)
        case 0x6f: put(.field, "http.response.headers.\(argument.lowercased())")
        case 0x43: put(.field, "http.request.cookies.\(argument)")
        case 0x63: put(.field, "http.connection")
        case 0x6d: put(.method)
        case 0x55: put(.target)
        case 0x71: put(.query)
        case 0x48: put(.version)
        case 0x66: put(.field, "file.path")
        case 0x76, 0x56: put(.domain)
        case 0x70: argument == "remote" ? put(.port) : put(.field, "server.port")
        case 0x50: argument.contains("tid") ? put(.field, "process.thread.id") : put(.pid)
        case 0x44: put(.field, "http.duration.us")
        case 0x54: put(.field, "http.duration.\(argument.isEmpty ? "s" : argument)")
        case 0x46: put(.field, "http.duration.ms")
        case 0x58: put(.field, "http.connection.status")
        case 0x6b: put(.field, "http.keepalives")
        case 0x4c: put(.field, "http.request.id")
        case 0x52: put(.field, "http.handler")
        case 0x65: put(.field, "env.\(argument)")
        case 0x6e: put(.field, "note.\(argument)")
        case 0x78: put(.field, "tls.\(argument.lowercased())")
        default: put(.skip)
        }
    }

    private mutating func header(_ name: String) {
        switch name.lowercased() {
        case "user-agent": put(.agent)
        case "referer": put(.referer)
        case "host": put(.domain)
        case "x-forwarded-for": put(.forwarded)
        case "x-real-ip", "cf-connecting-ip", "true-client-ip", "x-client-ip": put(.client)
        default: put(.field, "http.request.headers.\(name.lowercased())")
        }
    }

    /// `%t`, `%{…}t` with a format of strftime(3) or a word of Apache's own, and `begin:` or `end:` before either.
    private mutating func time(_ argument: String) {
        var format = Substring(argument)
        for prefix in ["begin:", "end:"] where format.hasPrefix(prefix) { format = format.dropFirst(prefix.utf8.count) }
        switch format {
        case "": put(.commonTime)
        case "sec": put(.epochSeconds)
        case "msec": put(.epochMilliseconds)
        case "usec": put(.epochMicroseconds)
        case "msec_frac": put(.milliseconds)
        case "usec_frac": put(.microseconds)
        default: strftime(Array(format.utf8))
        }
    }

    private mutating func strftime(_ format: [UInt8]) {
        var index = 0
        while index < format.count {
            let byte = format[index]
            index += 1
            guard byte == 0x25, index < format.count else {
                literal.append(byte)
                continue
            }
            // Flags of the C library and the E and O modifiers change no more than padding.
            while index + 1 < format.count, [0x2d, 0x5f, 0x30, 0x5e, 0x23, 0x45, 0x4f].contains(format[index]) { index += 1 }
            let letter = format[index]
            index += 1
            switch letter {
            case 0x25: literal.append(0x25)
            case 0x6e: literal.append(0x0a)
            case 0x74: literal.append(0x09)
            case 0x54: strftime(Array("%H:%M:%S".utf8))
            case 0x52: strftime(Array("%H:%M".utf8))
            case 0x46: strftime(Array("%Y-%m-%d".utf8))
            case 0x44, 0x78: strftime(Array("%m/%d/%y".utf8))
            case 0x58: strftime(Array("%H:%M:%S".utf8))
            case 0x63: strftime(Array("%a %b %e %H:%M:%S %Y".utf8))
            case 0x72: strftime(Array("%I:%M:%S %p".utf8))
            default: put(.strftime, letter: letter)
            }
        }
    }
}
