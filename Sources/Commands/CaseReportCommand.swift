import ArgumentParser
import Casework
import Model
import Report
import Sys

/// `banken case report`.
struct CaseReportCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, html, markdown, pdf }

    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write a letter or a report from what the case holds.",
        discussion: """
            Nothing is made up: what the case does not hold is said to be unknown, for you to fill in. Answers to the desk are in the desk's
            language. Nothing is sent.

            --format pdf needs --output and a Chromium on the machine on which you read the case.

            --kind xarf takes the attacker's network, in XARF 4: --source, --source-port, --type, --first-seen, --evidence.
            """)

    @Option(help: "interim, final, owner, technical, customers, ppc-first, ppc-final, ipa, jpcert, police, gdpr33 or xarf.") var kind:
        CaseReportKind
    @Option(help: "text, markdown, html, pdf or json.") var format = Format.text
    @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "FILE")) var output: String?
    @Option(
        help: ArgumentHelp(
            "The Chromium that makes the PDF. Default: BANKEN_BROWSER, else the one that is installed.", valueName: "PROGRAM"))
    var browser: String?
    @OptionGroup(title: "Options of --kind xarf") var attack: AttackOptions
    @OptionGroup var options: CaseOptions

    func run() throws {
        let folder = try options.folder()
        let file = folder.file
        if kind == .xarf { return try CaseShowCommand.write(try attack.json(file, folder: folder), output) }
        let language = options.lang ?? CaseReports.language(kind, file, reader: options.language)
        guard let document = CaseReports.document(kind, file, language: language, now: options.moment, offset: options.offset(file)) else {
            return
        }
        if format == .pdf {
            guard let output else {
                throw CommandFailure("A PDF is not for a terminal. Name its file with --output.", outcome: .wrongUsage)
            }
            try CasePrinter(named: browser).print(page: Report.html(document), to: RawText(output))
        } else {
            let format = CaseShowCommand.Format(rawValue: format.rawValue) ?? .text
            try CaseShowCommand.write(CaseReportCommand.rendered(document, format), output)
        }
        if !file.damages.isEmpty {
            options.tell(
                Localized(
                    en: "The journal of this case is damaged; see `banken case show`.",
                    ja: "この案件の記録は壊れているか、書き換えられています。`banken case show` を見てください。"))
            throw ExitOutcome.incomplete
        }
    }

    static func rendered(_ document: CaseDocument, _ format: CaseShowCommand.Format) -> String {
        switch format {
        case .text: Report.text(document, width: document.language == .ja ? 74 : 76)
        case .markdown: Report.markdown(document)
        case .html: Report.html(document)
        case .json: Report.json(document)
        }
    }
}

/// What a report to an attacker's network tells.
struct AttackOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The attacker's address.", valueName: "ADDRESS")) var source: String?
    @Option(help: ArgumentHelp("Its port; behind a shared address only this tells who it was.", valueName: "NUMBER")) var sourcePort: Int?
    @Option(help: "login_attack, port_scan, ddos, sql_injection or vulnerability_scan.") var type = XARFOutgoing.Kind.loginAttack
    @Option(name: .customLong("protocol"), help: "tcp, udp, icmp or sctp.") var networkProtocol = "tcp"
    @Option(help: ArgumentHelp("When it was seen first: 2026-11-20T03:00:00Z.", valueName: "TIME")) var firstSeen: String?
    @Option(help: ArgumentHelp("When it was seen last.", valueName: "TIME")) var lastSeen: String?
    @Option(help: ArgumentHelp("The address of ours that was attacked.", valueName: "ADDRESS")) var destination: String?
    @Option(help: ArgumentHelp("Its port.", valueName: "NUMBER")) var destinationPort: Int?
    @Option(help: ArgumentHelp("Lines of our log that show it.", valueName: "FILE")) var evidence: String?
    @Option(help: ArgumentHelp("Mail address for questions. Default: the answer `contact` of the case.", valueName: "MAIL")) var contact:
        String?

    func json(_ file: CaseFile, folder: CaseFolder) throws -> String {
        func answer(_ question: CaseQuestion) -> RawText { file.answers[RawText(question.rawValue)] ?? "" }
        let mail = contact.map { RawText($0) } ?? AttackOptions.mail(answer(.contact))
        let named = answer(.domain)
        let host = RawText(mail.bytes.split(separator: 0x40).last ?? [])
        var report = XARFOutgoing(
            kind: type, source: RawText(source ?? ""), organisation: answer(.organisation), contact: mail,
            domain: named.isEmpty ? host : named,
            networkProtocol: RawText(networkProtocol))
        (report.sourcePort, report.destinationPort) = (sourcePort, destinationPort)
        report.destination = destination.map { RawText($0) }
        report.firstSeen = firstSeen.flatMap { Timestamp(rfc3339: $0) }
        report.lastSeen = lastSeen.flatMap { Timestamp(rfc3339: $0) }
        if let evidence { report.evidence = try CaseOptions.read(evidence, limit: 5_242_880) }
        let id = CaseFolder.digest(
            folder.path.bytes + report.source.bytes + RawText("\(type.rawValue) \(firstSeen ?? "") \(sourcePort ?? 0)").bytes
                + report.evidence)
        guard let bytes = report.json(id: id, digest: CaseFolder.digest), let text = RawText(bytes).utf8 else {
            let missing = report.missing.joined(separator: ", ")
            throw CommandFailure(
                "The report is not complete; XARF demands: \(missing). Organisation and contact come from `banken case answer`, the rest from options.",
                outcome: .wrongUsage)
        }
        return text
    }

    /// The mail address among the words of an answer.
    private static func mail(_ text: RawText) -> RawText {
        let words = text.bytes.split { $0 <= 0x20 || $0 == 0x2c || $0 == 0x3c || $0 == 0x3e || $0 >= 0x80 }
        return words.first { $0.contains(0x40) }.map { RawText($0) } ?? ""
    }
}
