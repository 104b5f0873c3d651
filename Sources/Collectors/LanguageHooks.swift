import Formats
import Hosts
import Model

/// What interpreters load by themselves: start modules of Python, path files of accounts, and what a web folder's own
/// settings put before every script.
enum LanguageHooks {
    static let id = "languages"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let modules: [RawText] = [
        "/usr/lib/python3*/sitecustomize.py", "/usr/lib/python3/dist-packages/*customize.py", "/etc/python3*/sitecustomize.py",
        "/usr/lib/python3*/site-packages/*customize.py", "/usr/lib64/python3*/site-packages/*customize.py",
        "/usr/local/lib/python3*/*-packages/*customize.py", "/usr/lib/python2*/sitecustomize.py",
        "/usr/lib/python3*/usercustomize.py", "/usr/lib/python3*/*-packages/usercustomize.py", "/etc/perl/sitecustomize.pl",
        "/etc/perl/*.pm", "/etc/perl/*/*.pm", "/etc/perl/*/*/*.pm",
        "/usr/local/lib/site_perl/sitecustomize.pl", "/usr/lib/ruby/vendor_ruby/rubygems/defaults/operating_system.rb",
    ]
    private static let mostFolders = 400

    static func collect(_ collection: inout Collection) {
        for pattern in modules {
            for path in Wildcard.expand(pattern, collection.host).prefix(50) { add(path, &collection) }
        }
        for account in collection.facts.accounts.prefix(1_000) where account.home.hasPrefix("/") && account.home.count > 1 {
            for folder in Wildcard.expand(account.home.appending(".local/lib/python3*/site-packages"), collection.host).prefix(10) {
                for name in collection.names(in: folder, id, kinds).prefix(5_000) {
                    if name.hasSuffix("customize.py") { add(folder.appending(name), &collection) }
                    guard name.hasSuffix(".pth") else { continue }
                    let source = SettingFiles.Source(name, .languageHook, .pythonPath)
                    SettingFiles.read(folder.appending(name), source, user: account.name, &collection)
                }
            }
            for (pattern, mechanism) in personal {
                for path in Wildcard.expand(account.home.appending(pattern), collection.host).prefix(50) {
                    addPersonal(path, mechanism, &collection)
                }
            }
        }
        webFolders(&collection)
    }

    /// What programs that a person calls run by themselves: ipython's start files, and the filter that lesspipe(1) asks first.
    private static let personal: [(RawText, AutorunEntry.Mechanism)] = [
        (".ipython/profile_*/startup/*.py", .languageHook), (".jupyter/jupyter_*_config.py", .languageHook), (".pythonrc*", .languageHook),
        (".lessfilter", .shellStart),
    ]

    /// Of a person's own scripts only those that would do harm, or that run what no package brought.
    private static func addPersonal(_ path: RawText, _ mechanism: AutorunEntry.Mechanism, _ collection: inout Collection) {
        let first = collection.facts.autoruns.count
        collection.addOwnScript(mechanism, path)
        guard first < collection.facts.autoruns.count else { return }
        let entry = collection.facts.autoruns[first]
        let traits = entry.traits + entry.targets.flatMap { $0.file?.traits ?? [] }
        let others = entry.targets.filter { target in target.path != entry.file?.path && target.file?.record == .unowned }
        if !traits.contains(where: { $0.trait != .startsPrograms }), others.isEmpty { collection.facts.autoruns.removeLast() }
    }

    private static func add(_ written: RawText, _ collection: inout Collection) {
        guard let path = collection.host.resolve(written), !collection.facts.autoruns.contains(where: { $0.place.path == path }),
            case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular, status.size > 0
        else {
            return
        }
        let first = collection.facts.autoruns.count
        collection.addOwnScript(.languageHook, path)
        collection.noteCode(since: first)
    }

    /// .htaccess and .user.ini in what a web server gives out, two folders deep.
    private static func webFolders(_ collection: inout Collection) {
        var folders = collection.facts.webRoots.prefix(mostFolders / 2).map { $0 }
        for root in folders where folders.count < mostFolders {
            for name in collection.names(in: root, id, kinds).prefix(60) {
                let path = root.appending(name)
                if case .success(let status) = collection.host.status(path, followingLast: false), status.kind == .directory {
                    folders.append(path)
                }
            }
        }
        for folder in folders.prefix(mostFolders) {
            for (name, grammar) in [(".htaccess", SettingGrammar.apache), (".user.ini", .php)] as [(RawText, SettingGrammar)] {
                let path = folder.appending(name)
                guard collection.host.resolve(path) != nil else { continue }
                SettingFiles.read(path, SettingFiles.Source(name, .languageHook, grammar), user: "www-data", &collection)
            }
        }
    }
}
