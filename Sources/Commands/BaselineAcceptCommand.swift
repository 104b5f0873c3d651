import ArgumentParser
import Collectors
import Evidence
import Formats
import Hosts
import Model
import Sys

/// `banken baseline accept`.
struct BaselineAcceptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "Record that something may be as it is, and why; or take that back.",
        discussion: """
            A path is accepted with its present content, rights and owner; as soon as one of them changes, it is told again. Findings and
            changes that were accepted are shown apart and do not count for --fail-on.
            """)

    @Argument(help: ArgumentHelp("Paths on the host, or ids of findings as the JSON output gives them.", valueName: "PATH|ID"))
    var subjects: [String] = []

    @Option(help: ArgumentHelp("Why it may be so.", valueName: "WORDS")) var because: String?
    @Option(help: ArgumentHelp("Who says so. Default: SUDO_USER, LOGNAME or USER.", valueName: "NAME")) var by: String?
    @Option(help: ArgumentHelp("The host that it is about: / is the running machine, a folder holds a root.", valueName: "ROOT"))
    var root = "/"
    @Option(help: ArgumentHelp("Sign with the key in this file, and not with the one in the state folder.", valueName: "FILE"))
    var key: String?
    @Flag(help: "Show what was accepted.") var list = false
    @Flag(help: "Take acceptances back.") var withdraw = false
    @OptionGroup var stateOptions: StateOptions

    func validate() throws {
        if list { return }
        if subjects.isEmpty { throw ValidationError("Name a path or the id of a finding, or --list.") }
        if because == nil, !withdraw { throw ValidationError("Say why with --because: somebody will ask in a year.") }
    }

    func run() async throws {
        let state = stateOptions.folder
        let host = try ExaminedHost.open(root, mountedAt: nil)
        let identity = HostIdentityReader.read(host, now: Machine.now())
        let place = state.accepted(of: identity)
        if list {
            var file = try AcceptedFile(place, key: state.publicKey(stateOptions.publicKey).key)
            return show(&file)
        }
        let key = try state.signingKey(key)
        var file = try AcceptedFile(place, key: key.publicKey)
        let findings = subjects.allSatisfy { $0.hasPrefix("/") } ? [] : try await findings(host)
        for subject in subjects { try file.add(try acceptance(of: subject, host, findings, file.current), key: key) }
        try state.make(state.folder(of: identity))
        try state.write(place, file.bytes)
    }

    private func acceptance(
        of subject: String, _ host: any HostView, _ findings: [Finding], _ current: [Acceptance.Subject: Acceptance]
    ) throws -> Acceptance {
        let what: Acceptance.Subject = subject.hasPrefix("/") ? .path(RawText(subject)) : .finding(RawText(subject))
        let name = by ?? ["SUDO_USER", "LOGNAME", "USER"].lazy.compactMap { Environment.value($0) }.first ?? ""
        var acceptance = Acceptance(
            what, seal: nil, time: Machine.now(), by: RawText(name), because: RawText(because ?? ""))
        if withdraw {
            guard current[what] != nil else {
                throw CommandFailure("\(RawText(subject).escaped()) was not accepted, so nothing is taken back.", outcome: .wrongUsage)
            }
            return acceptance
        }
        switch what {
        case .path(let path):
            guard let seal = Seal.file(path, host) else {
                throw CommandFailure(
                    "\(path.escaped()) is not there, or could not be read, so there is nothing to accept.", outcome: .wrongUsage)
            }
            acceptance.seal = seal
        case .finding(let id):
            guard let finding = findings.first(where: { RawText($0.id) == id }) else {
                throw CommandFailure(
                    "There is no finding \(id.escaped()) now. `banken scan --format json` gives the ids.", outcome: .wrongUsage)
            }
            acceptance.seal = Seal.finding(finding, host)
        }
        return acceptance
    }

    private func findings(_ host: any HostView) async throws -> [Finding] {
        let options = try ExaminationOptions.parse([root, "--progress", "never"])
        return try await Examiner(options: options, drawsConclusions: false).examine().findings
    }

    private func show(_ file: inout AcceptedFile) {
        var text = ""
        for entry in file.entries {
            let acceptance = entry.acceptance
            let subject =
                switch acceptance.subject {
                case .path(let path): path
                case .finding(let id): id
                }
            text += "\(acceptance.time.rfc3339()) \(acceptance.seal == nil ? "withdrawn" : "accepted") \(subject.escaped())"
            if !acceptance.by.isEmpty { text += " by \(acceptance.by.escaped())" }
            text += acceptance.because.isEmpty ? "\n" : ": \(acceptance.because.escaped())\n"
        }
        try? Output.write(Array(text.utf8), to: 1)
    }
}
