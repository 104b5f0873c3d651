import Model

/// Which of a file's time stamps tell when something happened on this host, and which were set by hand or came along in a copy.
package struct StampJudgement: Sendable {
    package let clock: TreeClock
    package let now: Timestamp

    package init(clock: TreeClock, now: Timestamp) {
        (self.clock, self.now) = (clock, now)
    }

    /// Whether change and birth times are those of this host's own life. In a folder that was copied they are the copier's;
    /// so they are on a disk that was filled after the last sign that the host itself wrote.
    package var kernelStampsAreTheHosts: Bool {
        guard clock.isOwnFileSystem else { return false }
        guard let life = clock.lastSignOfLife, let earliest = clock.earliestChange else { return true }
        return life >= earliest
    }

    /// Why the modification time is held to be set by hand; nil where nothing speaks against it.
    package func doubt(_ file: FileFact) -> Localized? {
        let modified = file.status.times.modified
        if file.record.isEqual { return nil }
        if modified > now.adding(seconds: 86_400) {
            return Localized(
                en: "Its modification time, \(modified), lies in the future.", ja: "更新日時 \(modified) が未来になっています。")
        }
        if file.status.kind == .regular, file.sameContentAs == nil, isPackagedTime(modified), isProgramLike(file) {
            return Localized(
                en:
                    "Its modification time, \(modified), is exactly that of a packaged file, although its content is not from a package: copied with “touch -r”.",
                ja: "中身は配布物と違うのに、更新日時 \(modified) が配布ファイルとぴったり同じです。日時を写し取って偽装しています(touch -r)。")
        }
        guard kernelStampsAreTheHosts, let born = file.status.times.born else { return nil }
        if modified.adding(seconds: 86_400) < born, modified.isWholeSecond {
            return Localized(
                en:
                    "It claims to be from \(modified), but the file itself was only made on \(born): it came out of an archive, or the time was set by hand.",
                ja: "更新日時は \(modified) ですが、ファイルが作られたのは \(born) です。アーカイブから取り出したか、日時を手で設定しています。")
        }
        return nil
    }

    /// The moments that a file carries, the trustworthy ones without doubt, the others with it.
    package func marks(_ file: FileFact) -> [TimeMark] {
        let times = file.status.times
        let doubt = doubt(file) ?? foreignTime(file)
        var marks = [TimeMark(times.modified, .modified, clock: .settable, path: file.path, doubt: doubt)]
        if kernelStampsAreTheHosts {
            if let born = times.born {
                marks.append(TimeMark(born, .created, clock: .kernel, path: file.path, doubt: birthOfHost(file, born)))
            }
            marks.append(TimeMark(times.changed, .modified, clock: .kernel, path: file.path))
        }
        return marks
    }

    /// Why a modification time tells of another machine: it is older than this host. Honest archives bring such times too,
    /// so that it is no accusation; it only dates nothing.
    private func foreignTime(_ file: FileFact) -> Localized? {
        let modified = file.status.times.modified
        guard let installed = clock.installed, modified < installed, !file.record.isEqual else { return nil }
        return Localized(
            en:
                "Its modification time, \(modified), is older than this host, which was set up on \(installed): it came along in an archive or was set by hand.",
            ja: "更新日時 \(modified) は、このサーバーが用意された \(installed) より前です。アーカイブの中の日時が残ったか、手で設定されたものです。")
    }

    /// Why a birth time tells nothing of the intruder: the file came with the host or with a package, and was changed in
    /// its place long after that.
    private func birthOfHost(_ file: FileFact, _ born: Timestamp) -> Localized? {
        guard file.status.times.changed > born.adding(seconds: 86_400) else { return nil }
        let first = [clock.installed, clock.earliestChange].compactMap { $0 }.max()
        let isEarly = first.map { born < $0.adding(seconds: 86_400) } ?? false
        guard file.record != .unowned || isEarly else { return nil }
        return Localized(
            en: "The file itself has been here since \(born), when the host or the package was installed; it was changed later.",
            ja: "ファイル自体は、サーバーまたは配布物が入った \(born) からあり、あとから書き換えられています。")
    }

    private func isPackagedTime(_ time: Timestamp) -> Bool {
        var low = 0, high = clock.packagedTimes.count
        while low < high {
            let middle = (low + high) / 2
            if clock.packagedTimes[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low < clock.packagedTimes.count && clock.packagedTimes[low] == time
    }

    /// Data that an archive brought may share a second with a package by chance; programs and scripts are what is disguised.
    private func isProgramLike(_ file: FileFact) -> Bool {
        file.shape.isProgram || file.shape == .php || file.status.isExecutable || file.record.isDifferent
    }
}
