import Formats
import Hosts
import Model

/// Settings in which a program names a command that it runs, or a library that it loads, by itself.
enum SettingFiles {
    static let id = "settings"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let mostFiles = 8_000
    private static let mostBytes = 1 << 20

    struct Source {
        let pattern: RawText
        let mechanism: AutorunEntry.Mechanism
        let grammar: SettingGrammar
        /// Whether a command is kept only where it does something odd or leads to what no package brought: files of which an account
        /// has many, and whose commands are its own affair.
        let onlyStrange: Bool

        init(_ pattern: RawText, _ mechanism: AutorunEntry.Mechanism, _ grammar: SettingGrammar, onlyStrange: Bool = false) {
            (self.pattern, self.mechanism, self.grammar, self.onlyStrange) = (pattern, mechanism, grammar, onlyStrange)
        }
    }

    static func collect(_ collection: inout Collection) {
        var left = mostFiles
        var seen: Set<RawText> = []
        for source in system + servers {
            for path in Wildcard.expand(source.pattern, collection.host) where left > 0 {
                guard let end = collection.host.resolve(path), seen.insert(end + "\n" + RawText(source.grammar.name)).inserted else {
                    continue
                }
                left -= 1
                read(path, source, user: "root", &collection)
            }
        }
        var homes: Set<RawText> = []
        for account in collection.facts.accounts.prefix(5_000) where account.home.hasPrefix("/") && account.home.count > 1 {
            guard homes.insert(account.home).inserted else { continue }
            for source in personal + clients where left > 0 {
                for path in Wildcard.expand(account.home.appending(source.pattern), collection.host).prefix(200) where left > 0 {
                    left -= 1
                    read(path, source, user: account.name, &collection)
                }
            }
        }
        if left == 0 {
            collection.gaps.add(
                Gap(
                    collector: id,
                    reason: Localized(
                        en: "There are so many files of settings that only the first \(mostFiles) were read.",
                        ja: "設定ファイルが多すぎるため、\(mostFiles) 件までを読みました。"),
                    facts: kinds))
        }
    }

    static func read(_ path: RawText, _ source: Source, user: RawText, _ collection: inout Collection) {
        guard case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular, status.size > 0,
            let file = collection.appraise(path), !file.record.isEqual, file.sameContentAs == nil,
            let content = collection.read(path, limit: mostBytes, id, kinds)
        else { return }
        for setting in source.grammar.parse(content.bytes.span).value.prefix(500) {
            let place = Place(path, line: setting.line)
            switch setting.kind {
            case .command where setting.key == "core.hooksPath" || setting.key.asciiLowercased == "init.templatedir":
                hookFolder(setting.text, place, user, &collection)
            case .command:
                collection.addAutorun(
                    source.mechanism, place, name: path.lastComponent, user: user, command: setting.text, base: "/", file: file)
                noteServedShell(setting, place, &collection)
                noteCredentials(setting, place, &collection)
                noteSentFile(setting, place, source, &collection)
                if source.onlyStrange { dropOrdinary(&collection) }
            case .library: library(setting, place, file, &collection)
            case .script: script(setting, place, source.mechanism, file, &collection)
            case .code, .servedCode: code(setting, place, source.mechanism, file, &collection)
            }
        }
    }

    /// Takes the last entry back where it shows nothing and leads to nothing strange.
    private static func dropOrdinary(_ collection: inout Collection) {
        guard let last = collection.facts.autoruns.last, last.traits.isEmpty else { return }
        let isStrange = last.targets.contains { target in
            guard let file = target.file else { return false }
            return file.record == .unowned && file.sameContentAs == nil && file.status.kind == .regular
        }
        if !isStrange { collection.facts.autoruns.removeLast() }
    }

    /// Code that stands in the settings themselves.
    private static func code(
        _ setting: SettingCommand, _ place: Place, _ mechanism: AutorunEntry.Mechanism, _ file: FileFact, _ collection: inout Collection
    ) {
        let trait: Trait = setting.kind == .servedCode ? .bindShell : .startsPrograms
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: mechanism, place: place, name: place.path.lastComponent, command: setting.text,
                traits: [TraitHit(trait: trait, line: place.line ?? 1, offset: 0, text: setting.text)], file: file))
    }

    /// A bare shell in the place of a daemon serves whoever connects.
    private static func noteServedShell(_ setting: SettingCommand, _ place: Place, _ collection: inout Collection) {
        let served: [RawText] = ["twist", "server"]
        let words = setting.text.split(0x20).filter { !$0.isEmpty }
        guard served.contains(setting.key) || place.path.hasPrefix("/etc/inetd."), let program = words.first?.lastComponent,
            ["sh", "bash", "dash", "ksh", "zsh", "csh"].contains(program),
            words.dropFirst().allSatisfy({ $0.hasPrefix("-") || $0 == program }),
            let last = collection.facts.autoruns.indices.last
        else { return }
        collection.facts.autoruns[last].traits.append(
            TraitHit(trait: .bindShell, line: place.line ?? 1, offset: 0, text: setting.text))
    }

    /// A helper of git's that keeps what it is handed (gitcredentials(7)).
    private static func noteCredentials(_ setting: SettingCommand, _ place: Place, _ collection: inout Collection) {
        guard setting.key.asciiLowercased == "credential.helper", let last = collection.facts.autoruns.indices.last,
            setting.text.contains("tee ") || setting.text.contains(">>") || setting.text.contains("curl ")
        else { return }
        collection.facts.autoruns[last].traits.append(
            TraitHit(trait: .readsPasswords, line: place.line ?? 1, offset: 0, text: setting.text))
    }

    /// A rule of incron that sends off whatever changes: its command uploads the file that it is handed as `$@` or `$#` (incrontab(5)).
    private static func noteSentFile(_ setting: SettingCommand, _ place: Place, _ source: Source, _ collection: inout Collection) {
        guard source.grammar.name == SettingGrammar.incron.name, let last = collection.facts.autoruns.indices.last,
            let program = setting.text.split(0x20).first?.lastComponent, ["curl", "wget", "nc", "ncat", "scp", "rsync"].contains(program),
            setting.text.contains("$@") || setting.text.contains("$#"), setting.text.contains("://") || setting.text.contains("@")
        else { return }
        collection.facts.autoruns[last].traits.append(
            TraitHit(trait: .sendsOut, line: place.line ?? 1, offset: 0, text: setting.text))
    }

    private static func library(_ setting: SettingCommand, _ place: Place, _ file: FileFact, _ collection: inout Collection) {
        guard let path = libraryPath(setting.text, place.path, &collection), let module = collection.appraise(path),
            !module.record.isEqual, module.sameContentAs == nil
        else { return }
        var judged = module
        if case .success(let content) = collection.host.read(module.path, limit: 16 << 20),
            let strange = ModuleMarks.strangeness(content.bytes.span, at: module.path)
        {
            judged.traits.append(strange)
        }
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: .serverModule, place: place, name: place.path.lastComponent, command: setting.key + " " + setting.text,
                file: file, targets: [AutorunTarget(role: .library, written: setting.text, path: module.path, file: judged)]))
    }

    /// Where a module lies that is named without its folder, by the habits of PHP and of Apache.
    private static func libraryPath(_ written: RawText, _ settings: RawText, _ collection: inout Collection) -> RawText? {
        if written.hasPrefix("/") { return written }
        var candidates: [RawText] = []
        if written.contains("/") {
            candidates = [
                "/etc/httpd/" + written, "/etc/apache2/" + written, "/usr/local/apache2/" + written, "/usr/lib/apache2/" + written,
                "/usr/share/nginx/" + written, "/usr/lib/nginx/" + written, "/usr/lib64/nginx/" + written, "/usr/local/nginx/" + written,
                "/etc/nginx/" + written,
            ]
        } else {
            let patterns: [RawText] = [
                "/usr/lib/php/*/", "/usr/lib64/php/modules/", "/usr/lib/php*/modules/", "/usr/local/lib/php/extensions/*/",
                "/usr/lib/php*/extensions/*/", "/usr/lib/mysql/plugin/", "/usr/lib64/mysql/plugin/", "/usr/lib/*/mariadb*/plugin/",
            ]
            candidates = patterns.flatMap { Wildcard.expand(RawText($0.bytes.dropLast()), collection.host) }.map { $0.appending(written) }
        }
        return candidates.first { if case .success = collection.host.status($0, followingLast: true) { true } else { false } }
    }

    private static func script(
        _ setting: SettingCommand, _ place: Place, _ mechanism: AutorunEntry.Mechanism, _ file: FileFact, _ collection: inout Collection
    ) {
        if setting.key == "import" {
            // What setuptools and packages with shared name spaces write.
            guard !setting.text.contains("_distutils_hack"), !setting.text.contains("has_mfs"),
                !setting.text.hasPrefix("import _virtualenv"),
                !setting.text.hasPrefix("import __editable__")
            else { return }
            collection.facts.autoruns.append(
                AutorunEntry(
                    mechanism: .languageHook, place: place, name: place.path.lastComponent, command: setting.text,
                    targets: imported(setting.text, &collection)))
            collection.facts.autoruns[collection.facts.autoruns.count - 1].file = file
            return
        }
        let path = setting.text.hasPrefix("/") ? setting.text : place.path.parentFolder.appending(setting.text)
        let target = collection.appraise(path).map { collection.withCodeTraits($0) }
        guard setting.text.hasPrefix("/") || target != nil else { return }
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: .languageHook, place: place, name: place.path.lastComponent, command: setting.key + " = " + setting.text,
                file: file, targets: [AutorunTarget(role: .script, written: setting.text, path: target?.path ?? path, file: target)]))
    }

    /// What a line of Python hands to a shell, as far as it names a file.
    private static func imported(_ line: RawText, _ collection: inout Collection) -> [AutorunTarget] {
        guard let start = line.bytes.firstIndex(of: 0x2f) else { return [] }
        let path = RawText(line.bytes[start...].prefix { ![0x20, 0x22, 0x27, 0x29, 0x3b].contains($0) })
        guard let file = collection.appraise(path), file.status.kind == .regular, !file.record.isEqual else { return [] }
        return [AutorunTarget(role: .script, written: path, path: path, file: collection.withCodeTraits(file))]
    }

    /// A folder of hooks that git uses for every repository.
    private static func hookFolder(_ written: RawText, _ place: Place, _ user: RawText, _ collection: inout Collection) {
        var folder = written
        if folder.hasPrefix("~/"), let home = collection.home(of: user) { folder = home.appending(RawText(folder.bytes.dropFirst(2))) }
        guard folder.hasPrefix("/") else { return }
        let hooks = written.contains("emplate") ? folder.appending("hooks") : folder
        for candidate in [folder, hooks] {
            for name in collection.names(in: candidate, id, kinds).prefix(100) where !name.hasSuffix(".sample") {
                collection.addOwnScript(.git, candidate.appending(name))
            }
        }
    }
}
