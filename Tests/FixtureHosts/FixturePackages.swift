import Evidence
import Hosts
import Model

/// The note `packages` of a fixture, from which a database of dpkg is written whose digests are those of the fixture's contents.
///
/// A line is `name: path path …`. A path that the fixture does not hold becomes a small program there, mode 0755. In front of
/// a path, `~` makes it a configuration file, `!` records another digest than that of the content, and `-` leaves it away.
struct FixturePackages {
    struct File {
        var path: RawText
        var isConfiguration = false
        var isAltered = false
        var isMissing = false
    }
    var packages: [(name: RawText, files: [File])] = []

    init(_ text: String) throws(FixtureError) {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else {
                throw FixtureError("A line of packages is no “name: path path”: \(line)")
            }
            let bytes = Array(line[line.index(after: colon)...].utf8)
            var files: [File] = []
            var index = 0
            while index < bytes.count {
                var file = File(path: "")
                switch bytes[index] {
                case 0x20: index += 1
                case 0x7e, 0x21, 0x22, 0x2d, 0x2f:
                    while index < bytes.count, [0x7e, 0x21, 0x2d].contains(bytes[index]) {
                        if bytes[index] == 0x7e { file.isConfiguration = true }
                        if bytes[index] == 0x21 { file.isAltered = true }
                        if bytes[index] == 0x2d { file.isMissing = true }
                        index += 1
                    }
                    file.path = try Txtar.value(bytes, &index, line)
                    guard file.path.hasPrefix("/") else { throw FixtureError("A path of packages is not absolute: \(line)") }
                    files.append(file)
                default: throw FixtureError("A path of packages is not absolute: \(line)")
                }
            }
            packages.append((RawText(String(line[..<colon])), files))
        }
    }
}

extension FixtureHost {
    /// When packages were built: not the time of anything else, since a shared stamp means something.
    private static let packagedTime = Timestamp(seconds: 1_730_776_874)

    /// Writes the database, the programs that are not there, and the time of a package to everything that has no time of its own.
    mutating func install(_ database: FixturePackages, _ untimed: Set<RawText>) {
        var status: [UInt8] = []
        for package in database.packages {
            var list: [UInt8] = Array("/.\n".utf8)
            var sums: [UInt8] = []
            var configuration: [UInt8] = []
            for file in package.files {
                if file.isMissing {
                    let digest = Array(ContentDigester.digest(file.path.bytes, .md5).hexadecimal.utf8)
                    list += file.path.bytes + [0x0a]
                    sums += digest + [0x20, 0x20] + file.path.bytes.dropFirst() + [0x0a]
                    continue
                }
                if nodes[file.path] == nil {
                    addFile(file.path, FixturePart.programHead + file.path.bytes, mode: 0o755, modified: FixtureHost.packagedTime)
                } else if untimed.contains(file.path), !file.isAltered {
                    let time = FixtureHost.packagedTime
                    nodes[file.path]?.status.times = FileTimes(modified: time, changed: time, accessed: time)
                }
                list += file.path.bytes + [0x0a]
                guard let node = nodes[file.path], node.status.kind == .regular else { continue }
                let recorded = file.isAltered ? Array("as it was packaged".utf8) : node.content
                let digest = Array(ContentDigester.digest(recorded, .md5).hexadecimal.utf8)
                if file.isConfiguration {
                    configuration += [0x20] + file.path.bytes + [0x20] + digest + [0x0a]
                } else {
                    sums += digest + [0x20, 0x20] + file.path.bytes.dropFirst() + [0x0a]
                }
            }
            let name = package.name
            status += Array("Package: ".utf8) + name.bytes
            status += Array("\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0-1\n".utf8)
            if !configuration.isEmpty { status += Array("Conffiles:\n".utf8) + configuration }
            status.append(0x0a)
            addFile("/var/lib/dpkg/info/" + name + ".list", list)
            addFile("/var/lib/dpkg/info/" + name + ".md5sums", sums)
        }
        addFile("/var/lib/dpkg/status", status)
    }
}
