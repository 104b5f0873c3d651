import Commands

await BankenCommand.start(Array(CommandLine.arguments.dropFirst()))
