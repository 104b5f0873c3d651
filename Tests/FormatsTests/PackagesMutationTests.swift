import Formats
import Model
import Testing

/// Random numbers that are the same in every run: Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (14), 2003.
struct PackagesRandom: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    /// The bytes with one to six things done to them: bytes and bits altered, pieces taken out or doubled, or `noise` bytes of noise put over them.
    mutating func mutated(_ sample: [UInt8], noise: Int) -> [UInt8] {
        var bytes = sample
        for _ in 0..<Int.random(in: 1...6, using: &self) {
            let place = Int.random(in: 0..<max(bytes.count, 1), using: &self)
            guard place < bytes.count else { continue }
            switch UInt8.random(in: 0..<6, using: &self) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &self)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 2: bytes[place] = [0, 0xff, 0x7f, 0x80, 0x0a, 0x20][Int.random(in: 0..<6, using: &self)]
            case 3: bytes.removeSubrange(place..<min(place + Int.random(in: 1...8, using: &self), bytes.count))
            case 4: bytes.insert(contentsOf: bytes[place..<min(place + 9, bytes.count)], at: place)
            default:
                for index in place..<min(place + noise, bytes.count) { bytes[index] = UInt8.random(in: 0...255, using: &self) }
            }
        }
        return bytes
    }
}

@Suite struct `The parsers of package databases` {
    static func samples(_ parser: String) throws -> [[UInt8]] {
        switch parser {
        case "apk-installed": [Array(`The database of apk`.text.utf8)]
        case "ar":
            [
                Array(
                    "!<arch>\ndebian-binary   0           0     0     100644  4         `\n2.0\nb/              0           0     0     100644  1         `\nx\n"
                        .utf8)
            ]
        case "deflate": [Array(try packagesFixture("mtree.gz").dropFirst(10))]
        case "dpkg-diversions": [Array("/bin/sh\n/bin/sh.distrib\ndash\n/a\n/b\n:\n".utf8)]
        case "dpkg-list": [Array("/.\n/bin\n/bin/sh\n".utf8)]
        case "dpkg-md5sums": [Array("7210080490f9fd139c1b44fa0f730988  bin/bash\n12c7981c8fed81743552e47dd4b1483e  usr/x\n".utf8)]
        case "dpkg-statoverride": [Array("root ssl-cert 710 /etc/ssl/private\n#1 #2 4755 /x\n".utf8)]
        case "dpkg-status": [Array(`The database of dpkg`.status.utf8)]
        case "gzip": [try packagesFixture("mtree.gz")]
        case "manifest":
            [
                Array(
                    "banken-manifest 1\npackage dpkg a 1:2-3 amd64\nf 4755 root root 1 7210080490f9fd139c1b44fa0f730988 - cap_net_raw=ep - /a%20b\nl 0777 root root 0 - - - b /c\n"
                        .utf8)
            ]
        case "mtree": [`Decompression`.gzip(try packagesFixture("mtree.gz")).value]
        case "pacman-desc": [Array(`The database of pacman`.description.utf8)]
        case "pacman-files": [Array(`The database of pacman`.files.utf8)]
        case "rpm-berkeley": [try packagesFixture("Packages-big"), try packagesFixture("Packages-inpage")]
        case "rpm-file":
            [
                [0xed, 0xab, 0xee, 0xdb] + [UInt8](repeating: 0, count: 92) + [0x8e, 0xad, 0xe8, 1] + [UInt8](repeating: 0, count: 12)
                    + [0x8e, 0xad, 0xe8, 1, 0, 0, 0, 0] + `A header of rpm`.header(`A header of rpm`.base, covered: 5)
            ]
        case "rpm-header": [`A header of rpm`.header(`A header of rpm`.base, covered: 5)]
        case "rpm-ndb": [try packagesFixture("Packages.db")]
        case "rpm-sqlite": [try packagesFixture("rpmdb.sqlite")]
        default: []
        }
    }

    @Test(arguments: FormatParser.packages.map(\.name))
    func `return whatever is done to a good sample`(name: String) throws {
        let parser = try #require(FormatParser.packages.first { $0.name == name })
        let samples = try Self.samples(name)
        try #require(!samples.isEmpty)
        var random = PackagesRandom(state: 0x5eed_0001)
        var problems = 0
        for sample in samples {
            #expect(parser.run(sample.span) == 0 || name == "deflate")
            let rounds = sample.count > 10_000 ? 60 : 400
            for _ in 0..<rounds {
                let bytes = random.mutated(sample, noise: 4)
                problems += parser.run(bytes.span)
            }
        }
        // A list of paths has little to complain of; the others must have met something.
        #expect(problems > 0)
    }

    @Test func `stand in the order of their names, each once`() {
        let names = FormatParser.packages.map(\.name)
        #expect(names == Set(names).sorted())
    }
}
