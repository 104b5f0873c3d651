import Commands

BankenCommand.start(Array(CommandLine.arguments.dropFirst()))
