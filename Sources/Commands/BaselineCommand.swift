import ArgumentParser
import Collectors
import Drift
import Evidence
import Formats
import Hosts
import Model
import Report
import Sys

/// `banken baseline`: keep today's facts, and tell later what changed.
struct BaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline", abstract: "Keep today's facts, signed; tell later what changed; record what is accepted.",
        discussion: """
            banken baseline save       while you know the host to be good
            banken baseline compare    what changed since, and what explains it
            banken baseline accept /usr/local/bin/job --because "our own backup"

            The key that signs is made on first use in the state folder. On a running host that folder lies on the host itself: whoever
            becomes root there can sign another baseline with it. Copy baseline and public key elsewhere, keep the secret key there as
            well (save --key), and compare with --public-key.
            """,
        subcommands: [BaselineSaveCommand.self, BaselineCompareCommand.self, BaselineAcceptCommand.self])
}

/// `banken baseline save`.
struct BaselineSaveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "save", abstract: "Keep every file and setting of a host as it is now, signed.")

    @OptionGroup var options: ExaminationOptions
    @OptionGroup var stateOptions: StateOptions

    @Option(
        help: ArgumentHelp(
            "Sign with the key in this file, made on first use, and not with the one in the state folder.", valueName: "FILE"))
    var key: String?

    func run() async throws {
        let state = stateOptions.folder
        let key = try state.signingKey(key)
        let folders = RecordedFolders(saved: Machine.now())
        let look = try await Examiner(options: options, drawsConclusions: false).look { _, rules in
            BaselineWork(earlier: nil, kept: folders, rules: rules)
        }
        let host = look.examination.host
        let header = BaselineHeader(
            saved: folders.saved, hostName: host.name, machineID: host.machineID, view: RawText(host.view.rawValue),
            version: RawText(BankenCommand.version), rules: look.rules, asRoot: look.facts.asRoot)
        let place = options.output.map { RawText($0) } ?? state.baseline(of: host)
        if options.output == nil {
            try state.make(state.folder(of: host))
            // The facts of before stay at hand until the next time.
            try? Output.rename(place, to: place + ".previous")
        }
        let items = Inventory.items(look.facts)
        let written = try BaselineFile.write(place, header, items: items, folders: folders, key: key)
        try tell(look.examination, place, written, key)
    }

    private func tell(_ examination: Examination, _ place: RawText, _ written: BaselineFile.Written, _ key: SigningKey) throws {
        let files = examination.coverage.files
        let publicKey = Digest(.sha256, key.publicKey).hexadecimal
        let bad = examination.findings.count { $0.severity >= .medium }
        var text: String
        switch (options.format, options.language) {
        case (.json, _), (.jsonl, _):
            text =
                "{\"schema\":\"banken.baseline-saved/1\",\"files\":\(files),\"folders\":\(written.folders),\"bytes\":\(written.bytes),\"publicKey\":\"\(publicKey)\",\"findings\":\(bad),\"gaps\":\(examination.gaps.count)}\n"
        case (_, .ja):
            text = "\(files) 個のファイルを記録しました(\(written.bytes) バイト): \(place.escaped())\n公開鍵: \(publicKey)\n"
            text += "この公開鍵とベースラインの写しを、この機械の外にも置いてください。ここで root になった者は、どちらも作り直せます。\n"
            if bad > 0 { text += "注意: この記録には、疑わしいものが \(bad) 件含まれています。先に banken examine で確かめてください。\n" }
        case (_, .en):
            text = "\(files) files are kept in \(place.escaped()) (\(written.bytes) bytes).\nPublic key: \(publicKey)\n"
            text += "Keep a copy of this key and of the baseline off this machine: whoever becomes root here can make both anew.\n"
            if bad > 0 { text += "Mind: \(bad) things in it look suspicious. Look at them with `banken examine` first.\n" }
        }
        if !options.quiet { try? Output.write(Array(text.utf8), to: 1) }
        if options.verbose { ReportOutput(options: options, kind: .scan).tellCosts(examination) }
    }
}

/// `banken baseline compare`.
struct BaselineCompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Tell what changed since the baseline, and what explains it.")

    @OptionGroup var options: ExaminationOptions
    @OptionGroup var stateOptions: StateOptions

    @Option(help: ArgumentHelp("Compare with the baseline in this file, and not with the one in the state folder.", valueName: "FILE"))
    var baseline: String?

    func run() async throws {
        let (state, paranoid) = (stateOptions.folder, stateOptions.paranoid)
        let (key, trust) = try state.publicKey(stateOptions.publicKey)
        let file = baseline
        let look = try await Examiner(options: options, drawsConclusions: false).look { identity, rules in
            let earlier = try BaselineFile.read(file.map { RawText($0) } ?? state.baseline(of: identity), key: key)
            return BaselineWork(earlier: earlier, compares: true, readsUntouched: paranoid, rules: rules)
        }
        guard let earlier = look.baseline else { throw CommandFailure("There is no baseline to compare with.") }
        var examination = look.examination
        examination.drift = DriftJudge.drift(
            look.facts, since: earlier.header, items: earlier.items, files: earlier.fileCount, publicKey: key, trust: trust)
        examination.apply(try AcceptedFile(state.accepted(of: examination.host), key: key, trust: trust), look.host)
        try ReportOutput(options: options, kind: .baseline).write(examination)
    }
}
