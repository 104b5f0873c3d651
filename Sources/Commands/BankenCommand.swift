import ArgumentParser
import Model
import Sys

/// The command line: reads it, runs the command, and turns every outcome into one of the exit codes.
package struct BankenCommand: AsyncParsableCommand {
    package static let version = "0.1.0"
    package static let configuration = CommandConfiguration(
        commandName: "banken",
        abstract: "Finds out whether this Linux server was broken into, and what happened. / このサーバーが侵入されたか、何が起きたかを調べます。",
        discussion: """
            banken examine            look at the running machine and tell what happened
            banken examine /mnt/disk  the same for a root that was copied or mounted
            banken scan               findings only

            Nothing on the examined host is written to, and none of its programs is run.
            """,
        version: version,
        subcommands: [
            ExamineCommand.self, ScanCommand.self, LogCommand.self, TimelineCommand.self, SigmaCommand.self, BaselineCommand.self,
            ManifestCommand.self, CaseCommand.self,
            RulesCommand.self,
            DoctorCommand.self,
        ])

    package init() {}

    /// Runs the program with the arguments given and never comes back.
    package static func start(_ arguments: [String]) -> Never {
        WorkerExecutor.run(workers: Machine.processors) { await perform(arguments) }
        Output.exit(ExitOutcome.failed.code)
    }

    private static func perform(_ arguments: [String]) async {
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            Output.exit(ExitOutcome.done.code)
        } catch let outcome as ExitOutcome {
            Output.exit(outcome.code)
        } catch let failure as CommandFailure {
            try? Output.write(Array((failure.description + "\n").utf8), to: 2)
            Output.exit(failure.outcome.code)
        } catch {
            let message = fullMessage(for: error)
            let isHelp = exitCode(for: error).isSuccess
            if !message.isEmpty { try? Output.write(Array((message + "\n").utf8), to: isHelp ? 1 : 2) }
            Output.exit(isHelp ? ExitOutcome.done.code : ExitOutcome.wrongUsage.code)
        }
    }
}
