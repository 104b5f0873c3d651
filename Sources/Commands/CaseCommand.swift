import ArgumentParser

/// `banken case`.
struct CaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case", abstract: "The case: what the abuse desk wrote, what was found, until when what is due, and the letters.",
        discussion: """
            banken case new --mail notice.eml      read the notice, start the clock
            banken case report --kind interim      the first answer, to be sent at once
            banken case add examination.json       what `banken examine --format json` found
            banken case show                       where it stands, and the one next step

            A case is a folder that can be copied to a stick. Nothing is ever sent by this program.
            """,
        subcommands: [
            CaseNewCommand.self, CaseListCommand.self, CaseShowCommand.self, CaseAddCommand.self, CaseReportCommand.self,
            CaseAnswerCommand.self,
            CaseDecideCommand.self, CaseDeadlineCommand.self, CaseLetterCommand.self, CaseTaskCommand.self, CaseActionCommand.self,
            CaseNoteCommand.self,
            CaseCloseCommand.self,
        ])
}
