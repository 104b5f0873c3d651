import Formats
import Hosts
import Model

/// When each package of dpkg was built and when it was unpacked here, by files that a forger of digests has no reason to touch.
///
/// The archive of a package keeps the times of the build: its papers (changelog and copyright) are from then, and so is its list of
/// digests. The list of its files is written when it is unpacked. On 3,800 packages of nine Debian systems no program is a day newer
/// than the papers of its package, save for rebuilt ones, whose digests are then from the same moment.
struct PackageDates: Sendable {
    struct Dates: Sendable {
        /// Path of the database's files without their endings.
        var stem: RawText
        /// The newest of its papers; nil where none are there.
        var built: Int64?
        /// When its list of files was written.
        var unpacked: Int64
        /// When its list of digests was written; nil where it has none.
        var digests: Int64?
    }
    private static let day: Int64 = 86_400
    private static let mostPackages = 20_000

    private(set) var dates: [RawText: Dates] = [:]

    init(_ index: PackageIndex, _ host: any HostView) {
        let folder: RawText = "/var/lib/dpkg/info/"
        for package in index.packages.prefix(PackageDates.mostPackages) where package.system == .dpkg && !package.name.bytes.contains(0x2f)
        {
            let stems = [folder + package.name, folder + package.name + ":" + package.architecture]
            guard let stem = stems.first(where: { modified($0 + ".list", host) != nil }), let unpacked = modified(stem + ".list", host)
            else {
                continue
            }
            dates[package.name] = Dates(
                stem: stem, built: PackageDates.papers(package.name, host), unpacked: unpacked, digests: modified(stem + ".md5sums", host))
        }
    }

    private func modified(_ path: RawText, _ host: any HostView) -> Int64? {
        if case .success(let status) = host.status(path, followingLast: false), status.kind == .regular {
            status.times.modified.seconds
        } else {
            nil
        }
    }

    private static func papers(_ package: RawText, _ host: any HostView) -> Int64? {
        let folder: RawText = "/usr/share/doc/" + package
        guard case .success(let names) = host.names(in: folder) else { return nil }
        var newest: Int64?
        for name in names.prefix(200) where name == "copyright" || name.asciiLowercased.hasPrefix("changelog") {
            guard case .success(let status) = host.status(folder.appending(name), followingLast: false), status.kind == .regular else {
                continue
            }
            newest = max(newest ?? Int64.min, status.times.modified.seconds)
        }
        return newest
    }

    /// Whether a program of a package was written when the package was built long ago, and not together with its digests.
    func isLate(_ modified: Timestamp, _ package: RawText) -> Bool {
        guard let dates = dates[package], let built = dates.built, modified.seconds > built + PackageDates.day else { return false }
        return modified.seconds >= dates.unpacked - 60 || dates.digests.map { abs(modified.seconds - $0) > PackageDates.day } ?? false
    }

    func doubt(_ kind: RecordDoubt.Kind, _ package: RawText, _ file: FileFact?) -> RecordDoubt {
        let dates = dates[package]
        return RecordDoubt(
            kind: kind, package: package, file: file, record: (dates?.stem ?? "") + (kind == .withoutPapers ? ".list" : ".md5sums"),
            built: dates?.built.map { Timestamp(seconds: $0) }, unpacked: dates.map { Timestamp(seconds: $0.unpacked) })
    }

    /// Packages whose digests were written after they were built and unpacked, and packages of programs without papers.
    func packages(_ index: PackageIndex) -> [RecordDoubt] {
        var doubts = dates.sorted { $0.key < $1.key }.compactMap { name, dates -> RecordDoubt? in
            guard let built = dates.built, let digests = dates.digests, digests > built + PackageDates.day, digests >= dates.unpacked - 60
            else {
                return nil
            }
            return doubt(.rewritten, name, nil)
        }
        var withPapers: Set<RawText> = [], programs: [RawText: [RawText]] = [:]
        index.forEachFile { path, file in
            guard file.package.system == .dpkg, path.count > 14 else { return }
            let isDocumentation = path[1] == 0x75 && path[5] == 0x73 && path[11] == 0x64 && path[12] == 0x6f && path[13] == 0x63
            if isDocumentation {
                withPapers.insert(file.package.name)
            } else if path[1] == 0x62 || path[1] == 0x73 || path[1] == 0x6c
                || path[1] == 0x75 && [0x62, 0x73, 0x6c].contains(path[5]) && path[6] != 0x68
            {
                var bytes: [UInt8] = []
                for position in 0..<min(path.count, 1_024) { bytes.append(path[position]) }
                if programs[file.package.name, default: []].count < 10 { programs[file.package.name, default: []].append(RawText(bytes)) }
            }
        }
        for name in programs.keys.sorted() where !withPapers.contains(name) && doubts.count < 1_000 {
            var doubt = doubt(.withoutPapers, name, nil)
            doubt.programs = programs[name] ?? []
            doubts.append(doubt)
        }
        return doubts
    }
}
