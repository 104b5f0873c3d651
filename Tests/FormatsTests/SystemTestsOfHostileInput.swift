import Formats
import Model
import Testing

/// A generator of numbers that a seed determines (SplitMix64), so that a failure can be met again.
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct `Parsers of the host's files` {
    /// Good samples, one for each family of formats; every parser gets every one.
    private static let samples: [[UInt8]] =
        [
            "root:$6$a$b:15045:0:99999:7:::\nroot:x:0:0:root:/root:/bin/bash\nwheel:x:10:root,a\n",
            "SHELL=/bin/sh\n*/5 0-23/2 1,2 jan sun root date +\\%F%in%put\n@reboot root x\n1 5 cron.daily run\n-~ * * * * a\n",
            "#!/bin/sh\n# atrun uid=1 gid=1\n# mail a 0\numask 22\nA=b\"\n\"c; export A\ncd /x || {\n}\n${SHELL:-/bin/sh} << 'm'\nls\nm\n",
            "Port=22\nMatch User \"a b\"\nForceCommand x # y\nInclude /etc/*.conf\nBanner 'q\n",
            "command=\"a \\\"b\\\",c\",no-pty ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f c\n",
            "ID=debian\nNAME=\"a \\$b\" # c\nCentOS release 6.10 (Final)\n/lib/a.so:/lib/b.so # c\n",
            "EST5EDT,M3.2.0/2:30:15,J300/-5", "<-02>2<-01>,M3.5.0/-1,365/0",
            "4711 (a) b) S 1 1 1 0 -1 4194560 1 0 0 0 12 34 0 0 20 0 3 0 987654 1 2\n",
            "Name:\ta\\nb\nPid:\t42\nUid:\t0\t0\t0\t0\nNSpid:\t42\t1\nKthread:\t1\nbtime 12\n12.34 56.78\n",
            "55d0c0001000-55d0c0002000 r-xp 00001000 08:01 131  /usr/a\\012b (deleted)\n36 35 98:0 / /m\\040x rw s:1 - ext3 /dev/x rw\n",
            "0: 0100007F:0016 B80D0120000000000000000007000000:01BB 0A 0:0 0:0 0 1000 0 12345 1\nf: 2 0 00010000 0001 01 12 /run/a\n",
            "f 3 3 0003 2 1 0 0 23456\nA=1\0LD_PRELOAD=/x\0\0",
        ].map { Array($0.utf8) } + [record(7) + record(2) + [UInt8](repeating: 0, count: 384) + record(8), zone]

    private static func record(_ type: UInt8) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 384)
        bytes[0] = type
        bytes.replaceSubrange(8..<13, with: Array("pts/0".utf8))
        bytes.replaceSubrange(340..<344, with: [0x00, 0xb0, 0x7a, 0x4d])
        return bytes
    }

    private static let zone: [UInt8] = {
        func block(_ width: Int) -> [UInt8] {
            var bytes = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
            for count in [0, 0, 0, 2, 2, 8] as [UInt8] { bytes += [0, 0, 0, count] }
            for time in [1, 2] as [UInt8] { bytes += [UInt8](repeating: 0, count: width - 1) + [time] }
            return bytes + [0, 1] + [0, 0, 0x7e, 0x90, 0, 0, 0, 0, 0x8c, 0xa0, 1, 4] + Array("JST\0JDT\0".utf8)
        }
        return block(4) + block(8) + Array("\nJST-9\n".utf8)
    }()

    private static func mutate(_ sample: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = sample
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            guard !bytes.isEmpty else { return bytes }
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            let end = min(bytes.count, place + Int.random(in: 1...64, using: &generator))
            switch Int.random(in: 0..<7, using: &generator) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes.removeSubrange(place...)
            case 2: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
            case 3: bytes.removeSubrange(place..<end)
            case 4: for index in place..<end { bytes[index] = UInt8.random(in: 0...255, using: &generator) }
            case 5:
                for index in place..<end {
                    bytes[index] = [0x00, 0xff, 0x39, 0x20, 0x5c, 0x22, 0x0a].randomElement(using: &generator) ?? 0
                }
            default: bytes.insert(contentsOf: [UInt8](repeating: bytes[place], count: 40), at: place)
            }
        }
        return bytes
    }

    @Test(arguments: FormatParser.hostFiles.indices)
    func `return for any damaged input, with no more problems than it has room for`(index: Int) {
        let parser = FormatParser.hostFiles[index]
        var generator = SeededGenerator(state: UInt64(index) &+ 20_110_312)
        for sample in Self.samples {
            for _ in 0..<12 {
                let bytes = Self.mutate(sample, &generator)
                #expect(parser.run(bytes.span) <= bytes.count + 4)
            }
        }
    }

    @Test(arguments: FormatParser.hostFiles.indices)
    func `return for random bytes and for nothing`(index: Int) {
        let parser = FormatParser.hostFiles[index]
        var generator = SeededGenerator(state: UInt64(index))
        for length in [0, 1, 2, 43, 44, 88, 383, 384, 385, 1500] {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(parser.run(bytes.span) <= length + 4)
        }
    }

    @Test(arguments: FormatParser.hostFiles.indices, [0x00, 0x0a, 0x20, 0x22, 0x28, 0x2c, 0x3a, 0x5c, 0x61, 0xff] as [UInt8])
    func `need no more than a moment for a large input of one byte`(index: Int, byte: UInt8) {
        let bytes = [UInt8](repeating: byte, count: 60_000)
        let parser = FormatParser.hostFiles[index]
        let time = ContinuousClock().measure { _ = parser.run(bytes.span) }
        #expect(time < .seconds(2))
    }

    @Test func `have names of their own`() {
        let names = FormatParser.hostFiles.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count >= 30)
    }
}
