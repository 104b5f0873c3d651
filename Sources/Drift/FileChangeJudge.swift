import Model

/// What one change of a file means.
struct FileChangeJudge: Sendable {
    enum Verdict: Sendable {
        /// Nothing but times is new.
        case retimed
        /// It lies where things change by themselves.
        case quiet(FileClass)
        case told(Change)
    }

    let history: PackageHistory
    let sites: [RawText]

    func verdict(_ folded: FoldedChange) -> Verdict {
        let change = folded.change
        let place = FileClass(of: change.path, sites: sites)
        let aspects = told(change.aspects, change)
        if change.before != nil, change.after != nil, aspects.isEmpty { return .retimed }
        let alarm = alarm(change, aspects)
        if alarm == nil, place.isVolatile { return .quiet(place) }
        let how: Change.How = change.before == nil ? .added : change.after == nil ? .removed : .altered
        let kind = kind(change, place)
        var told = Change(
            how, Subject(place == .configuration ? .config : .file, path: change.path), severity: severity(change, how, kind, place),
            title: ChangeWords.title(how, kind), details: ChangeWords.details(change, aspects), inside: folded.inside,
            before: change.before?.content, after: change.after?.content)
        if let alarm {
            (told.severity, told.title) = (alarm.severity, alarm.title)
        } else {
            told.reason = reason(change, how, aspects)
        }
        return .told(told)
    }

    /// What is news of a change; of folders their size and times are not, because every new file sets them.
    private func told(_ aspects: Set<FileChange.Aspect>, _ change: FileChange) -> Set<FileChange.Aspect> {
        let aspects = aspects.subtracting([.times, .replaced])
        switch change.after?.status.kind {
        case .directory: return aspects.subtracting([.size, .content])
        case .regular:
            // Without a digest on both sides, a new time is all that tells of new content.
            let isBlind = change.before?.content == nil || change.after?.content == nil
            let isNewer = change.before?.status.times.modified != change.after?.status.times.modified
            return isBlind && isNewer && change.after?.status.size ?? 0 > 0 ? aspects.union([.content]) : aspects
        default: return aspects.subtracting([.size])
        }
    }

    /// What is bad wherever it happens.
    private func alarm(_ change: FileChange, _ aspects: Set<FileChange.Aspect>) -> (severity: Severity, title: Localized)? {
        guard let after = change.after, let before = change.before else { return nil }
        if aspects.contains(.content), before.content != nil, after.content != nil, before.isUntouched(after.status) {
            return (.critical, ChangeWords.untouchedButDifferent)
        }
        if aspects.contains(.content), case .owned(let package, .equal) = change.record, history.updates[package] == nil,
            let old = before.judgement?.recordCheck, let new = after.judgement?.recordCheck, old != new
        {
            return (.medium, ChangeWords.recordRewritten(package))
        }
        guard after.status.kind == .regular else { return nil }
        let isUpdated = change.record.package.map { history.updates[$0] != nil } ?? false
        let gained = after.status.mode & 0o6000 & ~before.status.mode
        if gained != 0, after.status.isSetUser || after.status.isSetGroup, !isUpdated {
            return (.high, ChangeWords.raised)
        }
        if aspects.contains(.capabilities), after.capabilities != nil, !isUpdated { return (.medium, ChangeWords.capable) }
        return nil
    }

    enum Kind: Sendable { case program, packagedProgram, packagedFile, configuration, page, folder, link, file, special }

    private func kind(_ change: FileChange, _ place: FileClass) -> Kind {
        guard let file = change.after ?? change.before else { return .file }
        switch file.status.kind {
        case .directory: return .folder
        case .symbolicLink: return .link
        case .regular: break
        default: return .special
        }
        if case .owned(_, .configurationChanged) = change.record { return .configuration }
        let isProgram = file.status.isExecutable || change.path.lastComponent.contains(".so") || file.judgement?.shape == .elf
        if change.record != .unowned || file.judgement?.recordCheck != nil { return isProgram ? .packagedProgram : .packagedFile }
        if place == .configuration { return .configuration }
        if isProgram { return .program }
        return place == .site ? .page : .file
    }

    private func severity(_ change: FileChange, _ how: Change.How, _ kind: Kind, _ place: FileClass) -> Severity {
        let folder = change.path.parentFolder
        switch kind {
        case .packagedProgram: return change.record.isDifferent ? .high : .low
        case .packagedFile: return .low
        case .program:
            if how != .removed, Places.isProgramFolder(folder) || Places.isLibraryFolder(folder) { return .medium }
            return place == .home || place == .other ? .info : .low
        case .configuration: return .low
        case .page: return how == .removed ? .info : .low
        case .special: return .low
        case .folder, .link, .file:
            if change.aspects.contains(.mode), change.after?.status.isWorldWritable == true, place == .system { return .low }
            return .info
        }
    }

    /// Why it is no news: a package update or the system's own machinery.
    private func reason(_ change: FileChange, _ how: Change.How, _ aspects: Set<FileChange.Aspect>) -> Localized? {
        switch change.record {
        case .owned(let package, .equal), .owned(let package, .noDigest), .owned(let package, .configurationChanged):
            if let reason = history.reason(package) { return reason }
            // It did not agree with its record then and does now: somebody put the package's file back.
            if change.record.isEqual, how == .altered, change.before?.judgement?.recordCheck == nil, aspects.contains(.content) {
                return Localized(
                    en: "It is the file of the package \(package) again.", ja: "パッケージ \(package) の元のファイルに戻っています。")
            }
        case .owned: break
        case .unowned:
            // A file that a package vouched for then and none names now went with an update.
            if how == .removed, change.before?.judgement?.recordCheck != nil, !history.isEmpty {
                return Localized(
                    en: "It belonged to a package, and packages were updated or removed since.",
                    ja: "パッケージのファイルでしたが、その後の更新や削除でなくなりました。")
            }
        }
        return nil
    }
}
