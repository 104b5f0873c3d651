import Formats
import Hosts
import Model

/// What PAM runs or loads at every log-in.
enum LoginModules {
    static let id = "startup"
    private static let kinds: Set<FactKind> = [.autoruns]

    private static let folder: RawText = "/etc/pam.d"
    private static let mostFiles = 500

    static func collect(_ collection: inout Collection) {
        var rules: [RawText: [PamRule]] = [:]
        var own: [RawText: FileFact] = [:]
        for name in collection.names(in: folder, id, kinds).prefix(mostFiles) {
            let path = folder.appending(name)
            guard let file = collection.appraise(path), file.status.kind == .regular,
                let content = collection.read(path, limit: 1 << 20, id, kinds)
            else { continue }
            var parsed = PamFormat.parse(content.bytes.span).value
            for index in parsed.indices { parsed[index].service = name }
            rules[name] = parsed
            guard !file.record.isEqual else { continue }
            own[name] = file
            for rule in parsed.prefix(200) where !rule.isInclude { note(rule, Place(path, line: rule.line), file, &collection) }
        }
        for rule in rules.values.flatMap({ $0 }).prefix(2_000) where rule.isInclude && rule.module.hasPrefix("/") {
            guard rules[rule.module] == nil, rules.count < mostFiles * 2,
                let content = collection.read(rule.module, limit: 1 << 20, id, kinds)
            else { continue }
            var parsed = PamFormat.parse(content.bytes.span).value
            for index in parsed.indices { parsed[index].service = rule.module }
            rules[rule.module] = parsed
        }
        noteAdmissions(rules, own, &collection)
    }

    /// What one rule runs or loads.
    private static func note(_ rule: PamRule, _ place: Place, _ file: FileFact, _ collection: inout Collection) {
        if admitsAnybody(rule) { noteOpenDoor(rule, place, file, &collection) }
        let name = place.path.lastComponent
        if rule.module.lastComponent == "pam_exec.so" || rule.module.lastComponent == "pam_script.so" {
            let words = rule.arguments.drop { !$0.hasPrefix("/") }
            collection.addAutorun(
                .pam, place, name: name, user: "root", command: RawText(Array(words.map(\.bytes).joined(separator: [0x20]))),
                base: "/", file: file)
            notePasswords(rule, place, &collection)
        }
        guard let path = modulePath(rule.module, collection), let module = collection.appraise(path), !module.record.isEqual else { return }
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: .pam, place: place, name: name, command: rule.module, file: file,
                targets: [AutorunTarget(role: .library, written: rule.module, path: module.path, file: module)]))
    }

    /// Where a module lies that is named without a folder: in a folder `security` of the libraries.
    private static func modulePath(_ module: RawText, _ collection: borrowing Collection) -> RawText? {
        if module.hasPrefix("/") { return module }
        let folders: [RawText] = [
            "/lib/security", "/lib64/security", "/usr/lib/security", "/usr/lib64/security", "/usr/local/lib/security",
        ]
        for folder in folders + Wildcard.expand("/usr/lib/*-linux-*/security", collection.host) {
            if case .success = collection.host.status(folder.appending(module), followingLast: true) { return folder.appending(module) }
        }
        return nil
    }

    /// Follows the rules of every service, and tells of those that end well for somebody who knows no secret.
    private static func noteAdmissions(_ rules: [RawText: [PamRule]], _ own: [RawText: FileFact], _ collection: inout Collection) {
        let stack = PamStack(files: rules)
        var known = Set(collection.facts.autoruns.filter { $0.mechanism == .pam && !$0.traits.isEmpty }.map(\.place))
        for service in rules.keys.sorted() where !isWithoutPassword(service) {
            let admission = stack.admission(to: service)
            let rule: PamRule
            switch admission {
            case .anybody(let found), .whoever(let found): rule = found
            case nil: continue
            }
            // The rule that lets in may stand where it always stood, and the one before it that refused be gone.
            let names = [rule.service ?? service, service]
            guard let name = names.first(where: { own[$0] != nil }), let file = own[name] else { continue }
            let place = Place(folder.appending(name), line: name == rule.service ? rule.line : nil)
            guard known.insert(place).inserted else { continue }
            if case .anybody = admission {
                noteOpenDoor(rule, place, file, &collection)
            } else {
                collection.facts.hooks.loginGrants.append(LoginGrant(service: service, place: place, text: text(of: rule), file: file))
            }
        }
    }

    /// Services whose purpose it is to ask nobody: sessions that a display manager or a console starts by itself.
    private static func isWithoutPassword(_ service: RawText) -> Bool {
        ["autologin", "greeter", "launch-environment", "systemd-user"].contains { service.contains($0) }
    }

    private static func noteOpenDoor(_ rule: PamRule, _ place: Place, _ file: FileFact, _ collection: inout Collection) {
        let text = text(of: rule)
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: .pam, place: place, name: place.path.lastComponent, command: text,
                traits: [TraitHit(trait: .admitsAnybody, line: rule.line, offset: 0, text: text)], file: file))
    }

    private static func text(of rule: PamRule) -> RawText {
        RawText(Array(([rule.type, rule.control, rule.module] + rule.arguments).map(\.bytes).joined(separator: [0x20])))
    }

    /// Whether a rule ends the question for a password with a module that never refuses. Distributions let it only stand as
    /// "required" behind the modules that ask (pam.conf(5)).
    private static func admitsAnybody(_ rule: PamRule) -> Bool {
        guard rule.type == "auth", rule.module.lastComponent == "pam_permit.so" else { return false }
        return rule.control.asciiLowercased == "sufficient" || rule.control.asciiLowercased.contains("success=done")
    }

    /// Adds to the last entry that its program is handed passwords, where no package brought that program.
    private static func notePasswords(_ rule: PamRule, _ place: Place, _ collection: inout Collection) {
        guard rule.arguments.contains("expose_authtok"), let last = collection.facts.autoruns.indices.last,
            collection.facts.autoruns[last].targets.contains(where: {
                $0.file.map { !$0.record.isEqual && $0.sameContentAs == nil } ?? true
            })
        else { return }
        let text = text(of: rule)
        collection.facts.autoruns[last].traits.append(TraitHit(trait: .readsPasswords, line: place.line ?? 1, offset: 0, text: text))
    }
}
