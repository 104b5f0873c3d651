import Formats
import Hosts
import Model

/// The commands that the shells of every account kept.
enum HistoryFiles {
    static let id = "histories"
    private static let names: [RawText] = [
        ".bash_history", ".zsh_history", ".sh_history", ".ash_history", ".history", ".local/share/fish/fish_history", ".mysql_history",
        ".python_history",
    ]

    static func collect(_ collection: inout Collection) {
        var seen: Set<RawText> = []
        for account in collection.facts.accounts.prefix(20_000) where account.home.hasPrefix("/") && account.home.count > 1 {
            for name in names {
                let path = account.home.appending(name)
                guard seen.insert(path).inserted, case .success(let status) = collection.host.status(path, followingLast: false) else {
                    continue
                }
                read(path, status, account, &collection)
            }
        }
    }

    private static func read(_ path: RawText, _ status: FileStatus, _ account: Account, _ collection: inout Collection) {
        var target: RawText?
        if case .success(let link) = collection.host.linkTarget(path) { target = link }
        var file = FileFact(path: path, status: status, linkTarget: target)
        guard status.kind == .regular, let content = collection.read(path, limit: 16 << 20, id, [.histories]) else {
            collection.facts.histories.append(ShellHistory(account: account.name, file: file, lines: 0, traits: []))
            return
        }
        if !collection.facts.indicators.isEmpty {
            for line in content.bytes.split(separator: 0x0a, maxSplits: 100_000) where file.indicators.count < 20 {
                if let known = collection.facts.indicators.peer(in: RawText(line)), !file.indicators.contains(known) {
                    file.indicators.append(known)
                }
            }
        }
        let summary = ShellHistoryFormat.parse(content.bytes.span).value
        collection.facts.histories.append(
            ShellHistory(account: account.name, file: file, lines: summary.commands, traits: summary.traits, span: summary.span))
    }
}
