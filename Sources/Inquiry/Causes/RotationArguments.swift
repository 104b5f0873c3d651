import Model

/// What a change after a password was changed means: the new one leaks too, or the password was never how they came in.
enum RotationArguments {
    /// A change so soon after the first deed, in seconds, may be the intruder's own.
    private static let soon: Int64 = 3_600

    static func add(_ file: CaseFile, to balance: inout Balance) {
        guard file.leftover == nil, let rotation = Rotation(file) else { return }
        let (change, again) = (rotation.change, rotation.again)
        if let logIn = rotation.logIn {
            balance.add(
                "rotation.after", group: "rotation",
                [.infectedClient: 9, .insider: 5, .reinfection: 4, .stolenCredential: -6, .guessedCredential: -6],
                Localized(
                    en:
                        "The password of \(logIn.user) had been changed at \(change.time), and the new one was used: it leaks where it is kept or typed.",
                    ja: "\(logIn.user) のパスワードは \(change.time) に変えられていましたが、新しいパスワードが使われています。保管や入力の場所から漏れています。"),
                [change.evidence, logIn.event.evidence])
            return
        }
        guard let again, let time = again.time else { return }
        // Where the records of log-ins cover the moment and hold none, the password is as good as ruled out.
        let isProven = [SourceChannel.logins, .ftp].allSatisfy { file.ledger.sources($0).isEmpty || file.ledger.proves($0, time) }
        let weight = isProven && !file.ledger.sources(.logins).isEmpty ? -14 : -8
        balance.add(
            "rotation.again", group: "rotation",
            [.stolenCredential: weight, .guessedCredential: weight, .infectedClient: weight + 4, .webVulnerability: 4, .reinfection: 4],
            Localized(
                en:
                    "The password was changed at \(change.time), and \(again.path) was changed again at \(time) without a log-in: the password was not the way in.",
                ja: "パスワードは \(change.time) に変えられましたが、そのあともログインのないまま、\(time) に \(again.path) がまた書き換えられています。入口はパスワードではありません。"),
            [change.evidence, again.evidence])
    }

    /// A password that was changed between two deeds.
    private struct Rotation {
        let change: TrailEvent
        /// The first deed after it.
        let again: Deed?
        /// A log-in with the new password that explains what came after.
        let logIn: LogIn?

        init?(_ file: CaseFile) {
            let deeds = file.everything.all
            guard let first = deeds.compactMap(\.time).min() else { return nil }
            let owners = file.everything.owners.filter { !ServiceNames.isService($0) }
            let changes = file.trail[.changes].filter { event in
                event.kind == .passwordChange && event.time.seconds - first.seconds >= RotationArguments.soon
            }
            // By a log-in with the new password, whose account the record of the change names.
            if let logIn = file.logIn?.logIn, let change = changes.last(where: { Rotation.isOf(logIn.user, $0) && $0.time < logIn.time }) {
                (self.change, self.logIn, again) = (change, logIn, nil)
                return
            }
            for change in changes where !deeds.contains(where: { $0.isPlanted && ($0.time ?? first) <= change.time }) {
                let names = owners.filter { Rotation.isOf($0, change) }
                guard
                    let deed = deeds.first(where: { deed in
                        deed.hasFirmTime && names.contains(deed.owner) && (deed.time?.seconds ?? .min) - change.time.seconds > 60
                    }), let time = deed.time
                else { continue }
                let open = file.history.all.filter { $0.time > change.time && names.contains($0.user) && $0.reach.contains(time) }
                let upload = file.search.uploads(deed).first { $0.time > change.time && $0.strength >= .fitting }
                if let upload {
                    guard let used = open.last(where: { $0.user == upload.user && $0.address == upload.address }) else { continue }
                    (self.change, logIn, again) = (change, used, nil)
                    return
                }
                guard open.isEmpty else { continue }
                (self.change, again, logIn) = (change, deed, nil)
                return
            }
            return nil
        }

        /// Whether a record of a change names an account.
        private static func isOf(_ user: RawText, _ change: TrailEvent) -> Bool {
            !user.isEmpty && (change.user == user || change.user.isEmpty && change.text.contains(user))
        }
    }
}
