import Model

/// Whom a service of PAM lets in although every module that asks for a secret says no: the answer of pam.conf(5)'s rules, found
/// by following them.
package struct PamStack: Sendable {
    /// Who is let in.
    package enum Admission: Hashable, Sendable {
        /// Whoever asks; the rule that decides.
        case anybody(PamRule)
        /// Whoever meets what this rule asks about.
        case whoever(PamRule)
    }

    /// What one module says here.
    private enum Answer { case success, failure, ignored }

    private let files: [RawText: [PamRule]]
    /// Modules that may answer either way, by their rule; what they say in this round.
    private var meets: Bool = false
    private var usedCondition: PamRule?
    private var decisive: PamRule?
    private var steps = 0
    private static let mostSteps = 2_000

    /// - Parameter files: the rules of each file of /etc/pam.d, by name; of files elsewhere that are included, by path.
    package init(files: [RawText: [PamRule]]) { self.files = files }

    /// Follows the `auth` rules of a service.
    package func admission(to service: RawText) -> Admission? {
        var plain = self
        if plain.follow(service, depth: 0) == .success, let rule = plain.decisive { return .anybody(rule) }
        var met = self
        met.meets = true
        if met.follow(service, depth: 0) == .success, let rule = met.usedCondition ?? met.decisive { return .whoever(rule) }
        return nil
    }

    /// Follows one file as `substack` does: what ends it ends only itself.
    private mutating func follow(_ name: RawText, depth: Int) -> Answer {
        var state = State()
        run(name, depth: depth, &state)
        return state.outcome
    }

    private struct State {
        /// The first failure of a required module decides; a success counts until then.
        var hasFailed = false
        var hasSucceeded = false
        var isOver = false
        var jump = 0
        var outcome: Answer { hasFailed ? .failure : hasSucceeded ? .success : .ignored }
    }

    private mutating func run(_ name: RawText, depth: Int, _ state: inout State) {
        guard depth < 16, let rules = files[name] else {
            // A missing file makes the whole service fail.
            state.hasFailed = true
            return
        }
        for rule in rules.prefix(500) where rule.type == "auth" || rule.control == "@include" {
            guard !state.isOver, steps < Self.mostSteps else { return }
            steps += 1
            if state.jump > 0 {
                // An included file counts its own lines, the others as one.
                if rule.control != "@include" { state.jump -= 1 }
                continue
            }
            if rule.control == "@include" || rule.control == "include" {
                run(rule.module, depth: depth + 1, &state)
            } else if rule.control == "substack" {
                let answer = follow(rule.module, depth: depth + 1)
                act(Self.actions["required"] ?? [:], answer, rule, &state)
            } else {
                act(Self.actions(of: rule.control), answer(of: rule), rule, &state)
            }
        }
    }

    private mutating func act(_ actions: [String: String], _ answer: Answer, _ rule: PamRule, _ state: inout State) {
        let action =
            switch answer {
            case .success: actions["success"] ?? actions["default"] ?? "ignore"
            case .ignored: actions["ignore"] ?? actions["default"] ?? "ignore"
            case .failure: actions["auth_err"] ?? actions["default"] ?? "bad"
            }
        switch action {
        case "ok", "done":
            if answer == .failure, !state.hasFailed {
                // "ok" for a failure hands the failure on.
                state.hasFailed = true
            } else if !state.hasFailed {
                if !state.hasSucceeded || action == "done" { decisive = rule }
                state.hasSucceeded = true
            }
            if action == "done" { state.isOver = true }
        case "bad": state.hasFailed = true
        case "die":
            state.hasFailed = true
            state.isOver = true
        case "reset":
            state.hasFailed = false
            state.hasSucceeded = false
        case "ignore": break
        default: state.jump = Int(action) ?? 0
        }
    }

    /// What a module says of somebody who knows no secret.
    private mutating func answer(of rule: PamRule) -> Answer {
        let name = rule.module.lastComponent.comparable
        if Self.silent.contains(name) { return .ignored }
        if Self.willing.contains(name) { return .success }
        let isCondition = Self.conditions.contains(name) || name == "pam_wheel.so" && rule.arguments.contains("trust")
        guard isCondition else { return .failure }
        if name == "pam_succeed_if.so", Self.isMetByAll(rule.arguments) { return .success }
        if meets, usedCondition == nil { usedCondition = rule }
        return meets ? .success : .failure
    }

    /// Whether every account meets what pam_succeed_if(8) is told to ask: `uid >= 0`, `user != nobody-by-that-name` is not followed.
    private static func isMetByAll(_ arguments: [RawText]) -> Bool {
        let flags: Set<RawText> = ["debug", "use_uid", "quiet", "quiet_fail", "quiet_success", "audit"]
        let words = arguments.filter { !flags.contains($0) }
        guard words.count >= 3, words.count % 3 == 0 else { return false }
        return stride(from: 0, to: words.count, by: 3).allSatisfy { start in
            guard words[start] == "uid" || words[start] == "gid", let number = words[start + 2].utf8.flatMap({ Int64($0) }) else { return false }
            switch words[start + 1].comparable {
            case ">=", "ge": return number <= 0
            case ">", "gt": return number < 0
            case "<", "lt", "<=", "le": return number >= 4_294_967_294
            case "!=", "ne": return number < 0 || number >= 4_294_967_295
            default: return false
            }
        }
    }

    /// Modules of Linux-PAM and of distributions whose `auth` part never says no to a stranger.
    private static let willing: Set<String> = ["pam_permit.so", "pam_securetty.so", "pam_nologin.so", "pam_shells.so", "pam_access.so"]
    /// Modules that only set something up, or whose refusal waits for a failure elsewhere.
    private static let silent: Set<String> = [
        "pam_env.so", "pam_faildelay.so", "pam_warn.so", "pam_echo.so", "pam_cap.so", "pam_group.so", "pam_keyinit.so", "pam_motd.so",
        "pam_faillock.so", "pam_tally2.so", "pam_tally.so", "pam_gnome_keyring.so", "pam_kwallet.so", "pam_kwallet5.so", "pam_issue.so",
        "pam_mount.so", "pam_ecryptfs.so", "pam_limits.so", "pam_selinux.so", "pam_umask.so",
    ]
    /// Modules that ask who somebody is and not what he knows, or another program.
    private static let conditions: Set<String> = [
        "pam_succeed_if.so", "pam_localuser.so", "pam_usertype.so", "pam_listfile.so", "pam_time.so", "pam_rhosts.so",
        "pam_rhosts_auth.so", "pam_exec.so", "pam_script.so", "pam_python.so", "pam_lua.so",
    ]

    /// The four words as the bracketed form spells them out (pam.conf(5)).
    private static let actions: [String: [String: String]] = [
        "required": ["success": "ok", "new_authtok_reqd": "ok", "ignore": "ignore", "default": "bad"],
        "requisite": ["success": "ok", "new_authtok_reqd": "ok", "ignore": "ignore", "default": "die"],
        "sufficient": ["success": "done", "new_authtok_reqd": "done", "default": "ignore"],
        "optional": ["success": "ok", "new_authtok_reqd": "ok", "default": "ignore"],
    ]

    private static func actions(of control: RawText) -> [String: String] {
        let lower = control.asciiLowercased
        if let known = actions[lower.comparable] { return known }
        guard lower.hasPrefix("[") else { return actions["required"] ?? [:] }
        var found: [String: String] = [:]
        for pair in lower.bytes.drop(while: { $0 == 0x5b }).prefix(while: { $0 != 0x5d }).split(whereSeparator: ConfigurationLine.isBlank)
            .prefix(64)
        {
            let halves = pair.split(separator: 0x3d, maxSplits: 1)
            if halves.count == 2 { found[RawText(halves[0]).comparable] = RawText(halves[1]).comparable }
        }
        return found
    }
}
