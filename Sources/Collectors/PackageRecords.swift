import Formats
import Hosts
import Model

/// The host's own package databases, of every kind that is there.
enum PackageRecords {
    static let id = "packages"

    static func collect(_ collection: inout Collection) {
        let host = collection.host
        let aliases = aliases(host)
        var builder = PackageIndex.Builder(aliases: aliases)
        var sources: [PackageSource] = []
        dpkg(host, &builder, &sources, &collection.gaps)
        rpm(host, &builder, &sources, &collection.gaps)
        apk(host, &builder, &sources, &collection.gaps)
        pacman(host, &builder, &sources, &collection.gaps)
        collection.index = builder.build()
        collection.facts.packageSources = counted(sources, collection.index)
        collection.facts.packages = collection.index.packages.map {
            InstalledPackage(system: $0.system.rawValue, name: $0.name, version: $0.version, architecture: $0.architecture)
        }
        if !collection.manifests.isEmpty {
            let packs = ManifestPacks(collection.manifests, installed: collection.index, aliases: aliases, &collection.gaps)
            collection.packs = packs
            collection.facts.coverage.packagesInPacks = packs.packages
            // The bytes are not needed any more.
            collection.manifests = []
        }
        if collection.index.refused > 0 {
            collection.gaps.add(
                Gap(
                    collector: id,
                    reason: Localized(
                        en: "The package databases name more than is kept; \(collection.index.refused) entries were left out.",
                        ja: "配布物の記録が多すぎるため、\(collection.index.refused) 件は扱えませんでした。"),
                    facts: [.packages]))
        }
        if sources.isEmpty {
            collection.gaps.add(
                Gap(
                    collector: id,
                    reason: Localized(
                        en:
                            "No package database was found (dpkg, rpm, apk, pacman): whether files are the distribution's own cannot be said.",
                        ja: "配布物の記録(dpkg、rpm、apk、pacman)が見つかりません。ファイルが元のままかどうかを判断できません。"),
                    facts: [.packages], isTotal: true))
        }
    }

    /// The sources with the number of files that each of them names.
    private static func counted(_ sources: [PackageSource], _ index: PackageIndex) -> [PackageSource] {
        var sources = sources
        if sources.count == 1 { sources[0].files = index.count }
        guard sources.count > 1 else { return sources }
        var counts: [String: Int] = [:]
        index.forEachFile { _, file in counts[file.package.system.rawValue, default: 0] += 1 }
        for position in sources.indices where sources.firstIndex(where: { $0.kind == sources[position].kind }) == position {
            sources[position].files = counts[sources[position].kind] ?? 0
        }
        return sources
    }

    /// Folders that are links on this host: a record says /bin/ls where the file lies at /usr/bin/ls.
    private static func aliases(_ host: any HostView) -> [PackageIndex.Builder.Alias] {
        let folders: [RawText] = [
            "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/usr/sbin", "/usr/lib64", "/usr/lib32", "/var/run", "/var/lock",
            "/var/mail",
            "/usr/tmp", "/etc/init.d", "/etc/rc0.d", "/etc/rc1.d", "/etc/rc2.d", "/etc/rc3.d", "/etc/rc4.d", "/etc/rc5.d", "/etc/rc6.d",
            "/var/lib/rpm", "/lib/apk", "/usr/X11R6", "/usr/man", "/usr/doc", "/home", "/srv", "/opt", "/var/www",
        ]
        return folders.compactMap { folder in
            guard case .success = host.linkTarget(folder), let target = host.resolve(folder), target != folder else { return nil }
            return (from: folder, to: target)
        }
    }

    private static func bytes(_ host: any HostView, _ path: RawText, limit: Int, _ gaps: inout GapTally) -> [UInt8]? {
        switch host.read(path, limit: limit) {
        case .success(let content):
            if content.isCut { gaps.add(id, path, .tooLarge(limit: Int64(limit)), [.packages]) }
            return content.bytes
        case .failure(let failure):
            gaps.add(id, path, failure, [.packages])
            return nil
        }
    }

    private static func dpkg(
        _ host: any HostView, _ builder: inout PackageIndex.Builder, _ sources: inout [PackageSource], _ gaps: inout GapTally
    ) {
        let folder: RawText = "/var/lib/dpkg/"
        var tally = GapTally()
        if let status = bytes(host, folder + "status", limit: 256 << 20, &tally), !status.isEmpty {
            var updates: [[UInt8]] = []
            if case .success(let names) = host.names(in: folder + "updates") {
                for name in names.prefix(1_000) {
                    if let update = bytes(host, folder + "updates/" + name, limit: 1 << 20, &tally) { updates.append(update) }
                }
            }
            let database = DpkgDatabase(
                status: status, updates: updates, diversions: bytes(host, folder + "diversions", limit: 16 << 20, &tally) ?? [],
                statOverrides: bytes(host, folder + "statoverride", limit: 4 << 20, &tally) ?? [])
            let reading = database.read(into: &builder) { name in bytes(host, folder + name, limit: 64 << 20, &tally) }
            note("dpkg", folder + "status", reading, builder, &sources, &tally)
        }
        if case .success(let names) = host.names(in: folder + "status.d") {
            let reading = DpkgDatabase.read(statusFolder: names, into: &builder) { name in
                bytes(host, folder + name, limit: 64 << 20, &tally)
            }
            note("dpkg", folder + "status.d", reading, builder, &sources, &tally)
        }
        gaps.add(tally)
    }

    private static func rpm(
        _ host: any HostView, _ builder: inout PackageIndex.Builder, _ sources: inout [PackageSource], _ gaps: inout GapTally
    ) {
        let folders: [RawText] = ["/usr/lib/sysimage/rpm/", "/var/lib/rpm/"]
        for folder in folders {
            for kind in RPMDatabase.Kind.allCases {
                let path = folder + kind.fileName
                guard let database = bytes(host, path, limit: 1 << 30, &gaps), !database.isEmpty else { continue }
                var log = 0
                if kind == .sqlite, case .success(let status) = host.status(path + "-wal", followingLast: true) { log = Int(status.size) }
                let reading = RPMDatabase.read(database, kind, log: log, into: &builder)
                note("rpm", path, reading, builder, &sources, &gaps)
                // /var/lib/rpm is often a link to the other folder.
                if reading.packages > 0 { return }
            }
        }
    }

    private static func apk(
        _ host: any HostView, _ builder: inout PackageIndex.Builder, _ sources: inout [PackageSource], _ gaps: inout GapTally
    ) {
        for path in ["/lib/apk/db/installed", "/usr/lib/apk/db/installed"] as [RawText] {
            guard let database = bytes(host, path, limit: 256 << 20, &gaps) else { continue }
            let reading = ApkInstalledFormat.read(database.span, into: &builder)
            note("apk", path, reading, builder, &sources, &gaps)
            return
        }
    }

    private static func pacman(
        _ host: any HostView, _ builder: inout PackageIndex.Builder, _ sources: inout [PackageSource], _ gaps: inout GapTally
    ) {
        let folder: RawText = "/var/lib/pacman/local/"
        guard case .success(let names) = host.names(in: folder) else { return }
        var tally = GapTally()
        let reading = PacmanDatabase.read(folders: names, into: &builder) { name in bytes(host, folder + name, limit: 64 << 20, &tally) }
        note("pacman", folder, reading, builder, &sources, &tally)
        gaps.add(tally)
    }

    private static func note(
        _ kind: String, _ path: RawText, _ reading: PackageReading, _ builder: borrowing PackageIndex.Builder,
        _ sources: inout [PackageSource], _ gaps: inout GapTally
    ) {
        guard reading.packages > 0 || !reading.problems.isEmpty else { return }
        if reading.packages > 0 { sources.append(PackageSource(kind: kind, path: path, packages: reading.packages, files: 0)) }
        for problem in reading.problems.prefix(5) {
            let rest = reading.problems.count + reading.unlistedProblems - 5
            gaps.add(
                Gap(
                    collector: id, subject: path.parentFolder.appending(problem.file),
                    reason: Localized(
                        en:
                            "A part of the package database makes no sense at byte \(problem.problem.offset): \(Prose([.words(problem.problem.reason)])).",
                        ja: "配布物の記録の一部(\(problem.problem.offset) バイト目)が読めません: \(Prose([.words(problem.problem.reason)]))。"),
                    facts: [.packages], count: 1 + max(0, rest)))
        }
        if !reading.withoutList.isEmpty {
            gaps.add(
                Gap(
                    collector: id, subject: path,
                    reason: Localized(
                        en:
                            "The record of \(reading.withoutList.count) packages holds no digests; their files are not compared: \(list: reading.withoutList).",
                        ja: "\(reading.withoutList.count) 個のパッケージには照合用の値が記録されておらず、中身を比べられません: \(list: reading.withoutList)。"),
                    facts: [.packages]))
        }
    }
}
