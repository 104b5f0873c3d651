import Formats
import Hosts
import Model

/// Hooks and settings of repositories of git, where servers keep them: in homes, below /srv, /opt, /var/www and /etc.
enum GitRepositories {
    static let id = "repositories"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let mostRepositories = 400
    private static let patterns: [RawText] = [
        "/etc/.git", "/srv/.git", "/srv/*/.git", "/srv/*/*/.git", "/opt/*/.git", "/opt/*/*/.git", "/var/www/.git", "/var/www/*/.git",
        "/var/www/*/*/.git", "/var/lib/*/.git", "/usr/local/*/.git", "/usr/share/nginx/*/.git", "/.git",
    ]

    static func collect(_ collection: inout Collection) {
        var folders = patterns.flatMap { Wildcard.expand($0, collection.host) }
        for account in collection.facts.accounts.prefix(1_000) where account.home.hasPrefix("/") && account.home.count > 1 {
            for pattern in [".git", "*/.git", "*/*/.git"] as [RawText] where folders.count < mostRepositories {
                folders += Wildcard.expand(account.home.appending(pattern), collection.host)
            }
        }
        var seen: Set<RawText> = []
        for folder in folders.prefix(mostRepositories) {
            guard let place = collection.host.resolve(folder), seen.insert(place).inserted else { continue }
            let source = SettingFiles.Source("config", .git, .git)
            SettingFiles.read(place.appending("config"), source, user: "root", &collection)
            let hooks = place.appending("hooks")
            for name in collection.names(in: hooks, id, kinds).prefix(100) where !name.hasSuffix(".sample") {
                let path = hooks.appending(name)
                guard case .success(let status) = collection.host.status(path, followingLast: true), status.isExecutable else { continue }
                collection.addOwnScript(.git, path)
            }
        }
        if folders.count > mostRepositories {
            collection.gaps.add(
                Gap(
                    collector: id,
                    reason: Localized(
                        en: "There are so many repositories of git that the hooks of only \(mostRepositories) were read.",
                        ja: "git のリポジトリーが多すぎるため、フックの確認は \(mostRepositories) 件までです。"),
                    facts: kinds))
        }
    }
}
