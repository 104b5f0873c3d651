import Formats
import Hosts
import Model

/// Walks the whole host once: every packaged file is held against its record, every other one is looked at as far as the
/// place it lies in, its name and its attributes ask for.
enum FileSweep {
    static let id = "files"

    static func collect(_ collection: inout Collection) async {
        let appraiser = Appraiser(
            index: collection.index, rules: collection.rules, clam: collection.clam, baseline: collection.baseline,
            packs: collection.packs)
        let roots = collection.facts.webRoots
        let settings = SettingInterest(accounts: collection.facts.accounts)
        let progress = collection.progress
        let watch = IndicatorWatch(collection.facts.indicators)
        let counter = SweepCounter()
        let plan = WalkPlan(skipped: skipped(collection.host.kind))
        let dates = PackageDates(collection.index, collection.host)
        let visitors = await collection.host.walk(plan) {
            SweepVisitor(appraiser: appraiser, watch: watch, webRoots: roots, settings: settings, dates: dates) { files in
                progress(.init(collector: id, files: counter.add(files)))
            }
        }
        for visitor in visitors {
            collection.facts.files += visitor.files
            collection.facts.coverage.files += visitor.seen
            collection.facts.coverage.bytes += visitor.bytes
            collection.facts.coverage.judgedByPack += visitor.judgedByPack
            collection.gaps.add(visitor.gaps)
            collection.facts.recordDoubts += visitor.doubts
            collection.settings += visitor.settings
            merge(visitor.clock, into: &collection.facts.clock)
        }
        if let work = collection.baseline {
            var recorders = visitors.compactMap(\.recorder)
            for index in recorders.indices { recorders[index].finishFolder() }
            BaselineComparison.finish(recorders, work, into: &collection)
        }
        collection.facts.files.sort { $0.path < $1.path }
        collection.facts.clock.isOwnFileSystem = collection.host.isOwnFileSystem
        collection.facts.clock.packagedTimes = Array(Set(visitors.flatMap(\.clock.packagedTimes))).sorted()
        collection.facts.recordDoubts += dates.packages(collection.index)
        PrivilegeDates.note(&collection.facts, collection.host)
        collection.facts.missingPackaged = missingPrograms(collection.index, collection.host)
        if visitors.contains(where: { $0.isFull }) {
            collection.gaps.add(
                Gap(
                    collector: id,
                    reason: Localized(
                        en: "So many files are odd here that only the first \(SweepVisitor.mostKept) of each kind of worker were kept.",
                        ja: "不審なファイルが多すぎるため、先に見つかった \(SweepVisitor.mostKept) 件までを記録しました。"),
                    facts: [.files]))
        }
    }

    /// Views of the kernel's state are read by their own collectors; a copied root has files there like anywhere else.
    private static func skipped(_ kind: HostIdentity.View) -> Set<RawText> {
        kind == .live ? ["/proc", "/sys"] : []
    }

    /// Packaged programs that are not there. Images leave out manuals and translations, but no programs.
    private static func missingPrograms(_ index: PackageIndex, _ host: any HostView) -> [RawText] {
        var missing: [RawText] = []
        index.forEachFile { path, file in
            let mayBeGone: PackagedFileFlags = [.configuration, .ghost, .mayBeMissing, .obsolete, .directory, .symbolicLink]
            guard missing.count < 1_000, file.digest != nil, file.flags.isDisjoint(with: mayBeGone), path.count > 5, path.count < 200 else {
                return
            }
            let isProgram = path[1] == 0x62 || path[1] == 0x73 || path[5] == 0x62 || path[5] == 0x73
            guard isProgram else { return }
            var bytes: [UInt8] = []
            for position in 0..<path.count { bytes.append(path[position]) }
            let text = RawText(bytes)
            guard Places.isProgramFolder(text.parentFolder), case .failure(.absent) = host.status(text, followingLast: false) else {
                return
            }
            missing.append(text)
        }
        return missing.sorted()
    }

    private static func merge(_ other: TreeClock, into clock: inout TreeClock) {
        clock.earliestChange = [clock.earliestChange, other.earliestChange].compactMap { $0 }.min()
        clock.lastSignOfLife = [clock.lastSignOfLife, other.lastSignOfLife].compactMap { $0 }.max()
        clock.installed = [clock.installed, other.installed].compactMap { $0 }.min()
    }
}
