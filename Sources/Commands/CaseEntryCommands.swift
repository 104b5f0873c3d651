import ArgumentParser
import Casework
import Model

/// `banken case add`.
struct CaseAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Put a file into the case: a further notice, an examination, a letter.")

    @Argument(help: ArgumentHelp("A mail, or the JSON of `banken examine --format json`.", valueName: "FILE")) var files: [String]
    @Flag(help: "It is a notice, even if it does not read like one.") var notice = false
    @OptionGroup var options: CaseOptions

    func run() throws {
        for file in files {
            let bytes = try CaseOptions.read(file)
            let folder = try options.record { folder in
                try CaseIntake.events(
                    bytes, name: file, folder: folder, now: options.moment, zone: options.offset(folder.file), language: options.language,
                    isNotice: notice)
            }
            guard
                let entry = folder.file.entries.last(where: {
                    if case .task = $0.event { false } else if case .deadline = $0.event { false } else { true }
                })
            else { continue }
            options.tell(CaseEntryWords.line(entry.event))
        }
    }
}

/// `banken case decide`.
struct CaseDecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Write down a judgement: known good, because …; or bad.")

    @Argument(help: ArgumentHelp("The id of a finding, or what it is about.", valueName: "SUBJECT")) var subject: String
    @Option(help: "known-good, bad or open.") var judgement: CaseDecision.Judgement
    @Option(help: ArgumentHelp("Why. Somebody will ask in a year.", valueName: "WORDS")) var because: String
    @OptionGroup var options: CaseOptions

    func run() throws {
        try options.record { _ in [.decision(CaseDecision(subject: RawText(subject), judgement: judgement, because: RawText(because)))] }
    }
}

/// `banken case task`.
struct CaseTaskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "task", abstract: "Add something to do, or say that it is done.")

    @Argument(help: ArgumentHelp("What is to be done.", valueName: "WORDS")) var text: String?
    @Option(help: ArgumentHelp("This task is done.", valueName: "ID")) var done: String?
    @OptionGroup var options: CaseOptions

    func validate() throws {
        if (text == nil) == (done == nil) { throw ValidationError("Say what is to be done, or which task is done with --done.") }
    }

    func run() throws {
        try options.record { folder in
            if let text { return [.task(id: folder.file.freeID("task"), text: RawText(text))] }
            let id = RawText(done ?? "")
            guard folder.file.tasks.contains(where: { $0.id == id }) else {
                throw CommandFailure("There is no task \(id.escaped()). `banken case show --format json` lists them.", outcome: .wrongUsage)
            }
            return [.taskDone(id: id)]
        }
    }
}

/// `banken case action`.
struct CaseActionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "action", abstract: "Write down what was done to the server; letters cite it.")

    @Argument(help: ArgumentHelp("What was done.", valueName: "WORDS")) var text: String
    @OptionGroup var options: CaseOptions

    func run() throws { try options.record { _ in [.action(text: RawText(text))] } }
}

/// `banken case answer`.
struct CaseAnswerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer", abstract: "Answer a question that letters and forms need; without words, list the questions.")

    @Argument(help: ArgumentHelp("Which question.", valueName: "QUESTION")) var question: CaseQuestion?
    @Argument(help: ArgumentHelp("The answer.", valueName: "WORDS")) var text: String?
    @OptionGroup var options: CaseOptions

    func run() throws {
        guard let question, let text else { return try list() }
        try options.record { _ in [.answer(question: RawText(question.rawValue), text: RawText(text))] }
    }

    private func list() throws {
        let file = try options.folder().file
        var output = ""
        for question in CaseQuestion.allCases {
            let words = question.words[options.language].pieces.map { if case .words(let words) = $0 { words } else { "" } }.joined()
            let answer = file.answers[RawText(question.rawValue)]?.spoken ?? (options.language == .ja ? "(まだ答えていません)" : "(not answered)")
            output += "\(question.rawValue)\n  \(words)\n  \(answer)\n"
        }
        try CaseShowCommand.write(output, nil)
    }
}

/// `banken case note`.
struct CaseNoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "note", abstract: "Write something down: a telephone call, a thought.")

    @Argument(help: ArgumentHelp("What to write down.", valueName: "WORDS")) var text: String
    @OptionGroup var options: CaseOptions

    func run() throws { try options.record { _ in [.note(text: RawText(text))] } }
}

/// `banken case close`.
struct CaseCloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "End the case. A new notice or examination opens it again.")

    @Option(help: ArgumentHelp("Why it is over.", valueName: "WORDS")) var because: String
    @Flag(help: "Even while a deadline runs.") var anyway = false
    @OptionGroup var options: CaseOptions

    func run() throws {
        try options.record { folder in
            if !anyway, folder.file.clocks.contains(where: { $0.met == nil }) {
                throw CommandFailure(
                    "A deadline of this case still runs. Say that it was met with `banken case deadline ID --met`, or close with --anyway.",
                    outcome: .refused)
            }
            return [.closed(because: RawText(because))]
        }
    }
}

extension CaseDecision.Judgement: ExpressibleByArgument {}
extension CaseQuestion: ExpressibleByArgument {}
extension CaseReportKind: ExpressibleByArgument {}
extension XARFOutgoing.Kind: ExpressibleByArgument {}
