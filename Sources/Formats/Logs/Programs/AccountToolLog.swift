import Model

extension ProgramLog {
    /// The tools of shadow that change accounts (useradd(8), usermod(8), userdel(8), groupadd(8), gpasswd(1), chsh(1), chage(1) …), adduser of
    /// Debian, accounts-daemon.
    static let accountTools = ProgramLog(
        id: "accounts", title: Localized(en: "Changes of accounts (useradd, usermod …)", ja: "アカウントの変更(useradd・usermodなど)"),
        programs: [
            "useradd", "usermod", "userdel", "groupadd", "groupmod", "groupdel", "gpasswd", "chsh", "chfn", "chage", "newusers", "adduser",
            "deluser", "addgroup", "delgroup", "vipw", "vigr", "accounts-daemon", "newgrp", "usernetctl", "groupmems", "lchsh", "lchfn",
            "lusermod",
        ]
    ) { text, message, draft in
        AccountMessage.read(text, LogText.trimmed(text, message), &draft) || PamMessage.passwd(text, message, &draft)
    }
}

enum AccountMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        switch LogText.byte(text, message.lowerBound) {
        case 0x6e: return created(text, message, &draft)
        case 0x61: return added(text, message, &draft)
        case 0x63: return changed(text, message, &draft)
        case 0x64: return deleted(text, message, &draft)
        case 0x67: return group(text, message, &draft)
        case 0x72:
            // "removed group 'bob' owned by 'bob'", "removed shadow group …", "request by … [prog pid:1 uid:0]: create user 'bob'"
            if LogText.begins(text, message, "removed group ") || LogText.begins(text, message, "removed shadow group ") {
                quotedGroup(text, message, &draft)
                (draft.kind, draft.outcome) = (.groupChange, .success)
                return true
            }
            return requested(text, message, &draft)
        case 0x6c, 0x75:
            // "lock user 'bob' password", "unlock user 'bob' password", "user bob added by root to group sudo"
            if LogText.begins(text, message, "lock user '") || LogText.begins(text, message, "unlock user '") {
                quotedUser(text, message, &draft)
                (draft.kind, draft.outcome) = (.accountChange, .success)
                return true
            }
            return membership(text, message, &draft)
        case 0x6d:
            // "members of group staff set by root to bob,eve"
            guard let rest = LogText.behind("members of group ", in: text, message), let by = LogText.first(" set by ", in: text, rest)
            else {
                return false
            }
            draft.add("group.name", rest.lowerBound..<by)
            if let to = LogText.first(" to ", in: text, by..<rest.upperBound) {
                draft.add("user.by", by + 8..<max(by + 8, to))
                draft.add("group.members", to + 4..<rest.upperBound)
            }
            (draft.kind, draft.outcome) = (.groupChange, .success)
            return true
        case 0x66:
            guard LogText.begins(text, message, "failed adding user '") else { return false }
            quotedUser(text, message, &draft)
            (draft.kind, draft.outcome) = (.accountCreate, .failure)
            return true
        case 0x69, 0x49:
            guard
                let rest = LogText.behind("invalid password for ", in: text, message)
                    ?? LogText.behind("Invalid password for ", in: text, message)
            else { return false }
            draft.user = Slice(PamMessage.unquoted(text, rest))
            (draft.kind, draft.outcome) = (.privilegeUse, .failure)
            return true
        case 0x41:
            // adduser of Debian: "Adding new user `bob' (1001) with group `bob (1001)' ..."
            guard let rest = LogText.behind("Adding new user `", in: text, message) ?? LogText.behind("Adding user `", in: text, message)
            else {
                return false
            }
            draft.user = Slice(rest.lowerBound..<(LogText.first(0x27, in: text, rest) ?? rest.upperBound))
            let toGroup = LogText.between(" to group `", "'", in: text, rest)
            if let toGroup { draft.add("group.name", toGroup) }
            (draft.kind, draft.outcome) = (toGroup == nil ? .accountCreate : .groupChange, .success)
            return true
        default: return false
        }
    }

    /// `new user: name=bob, UID=1001, GID=1001, home=/home/bob, shell=/bin/bash, from=/dev/pts/0`, `new group: name=bob, GID=1001`.
    private static func created(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("new user: name=", in: text, message) {
            draft.user = Slice(LogText.token(text, rest.lowerBound, end: rest.upperBound))
            fields(
                text, rest,
                [(" UID=", "user.id"), (" GID=", "group.id"), (" home=", "user.home"), (" shell=", "user.shell"), (" from=", "tty")], &draft
            )
            (draft.kind, draft.outcome) = (.accountCreate, .success)
            return true
        }
        guard let rest = LogText.behind("new group: name=", in: text, message) else { return false }
        draft.add("group.name", LogText.token(text, rest.lowerBound, end: rest.upperBound))
        fields(text, rest, [(" GID=", "group.id")], &draft)
        (draft.kind, draft.outcome) = (.groupChange, .success)
        return true
    }

    private static func fields(_ text: Span<UInt8>, _ range: Range<Int>, _ wanted: [(String, String)], _ draft: inout EventDraft) {
        for (key, name) in wanted {
            guard let at = LogText.first(key, in: text, range) else { continue }
            let from = at + key.utf8.count
            draft.add(name, from..<(LogText.first(0x2c, in: text, from..<max(from, range.upperBound)) ?? max(from, range.upperBound)))
        }
    }

    /// `add 'bob' to group 'sudo'`, `add 'bob' to shadow group 'sudo'`.
    private static func added(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard LogText.begins(text, message, "add '"), LogText.contains(text, message, "group") else { return false }
        quotedUser(text, message, &draft)
        quotedGroup(text, message, &draft)
        (draft.kind, draft.outcome) = (.groupChange, .success)
        return true
    }

    /// `change user 'bob' shell from '/bin/sh' to '/bin/bash'`, `changed user 'bob' shell to '/bin/zsh'`, `changed password expiry for bob`,
    /// `change user name 'bob' to 'eve'`.
    private static func changed(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard LogText.begins(text, message, "change") else { return false }
        draft.outcome = .success
        draft.kind = .accountChange
        if let rest = LogText.behind("changed password expiry for ", in: text, message)
            ?? LogText.behind("changed expiry for ", in: text, message)
        {
            draft.user = Slice(rest)
            return true
        }
        if LogText.begins(text, message, "change group") || LogText.begins(text, message, "changed group") {
            quotedGroup(text, message, &draft)
            draft.kind = .groupChange
            return true
        }
        guard LogText.begins(text, message, "change user ") || LogText.begins(text, message, "changed user ") else {
            draft.kind = .message
            draft.outcome = nil
            return false
        }
        quotedUser(text, message, &draft)
        if let close = LogText.first("' ", in: text, message) {
            let what = LogText.word(text, close + 2, end: message.upperBound)
            draft.add("account.changed", what)
            if LogText.equals(text, what, "password") { draft.kind = .passwordChange }
            if let to = LogText.last(" to '", in: text, message) {
                draft.add("account.value", to + 5..<max(to + 5, message.upperBound - 1))
            }
        }
        return true
    }

    /// `delete user 'bob'`, `delete 'bob' from group 'sudo'`.
    private static func deleted(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let isUser = LogText.begins(text, message, "delete user '")
        guard isUser || LogText.begins(text, message, "delete '") else { return false }
        quotedUser(text, message, &draft)
        if !isUser { quotedGroup(text, message, &draft) }
        (draft.kind, draft.outcome) = (isUser ? .accountDelete : .groupChange, .success)
        return true
    }

    /// `group added to /etc/group: name=staff, GID=1002`, `group 'staff' removed from /etc/group`, `group changed in …`.
    private static func group(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard LogText.begins(text, message, "group ") else { return false }
        if let name = LogText.value("name=", in: text, message) {
            draft.add("group.name", name)
        } else {
            quotedGroup(text, message, &draft)
        }
        (draft.kind, draft.outcome) = (.groupChange, .success)
        return true
    }

    /// `user bob added by root to group sudo`, `user bob removed by root from group sudo`.
    private static func membership(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let rest = LogText.behind("user ", in: text, message),
            let by = LogText.first(" added by ", in: text, rest) ?? LogText.first(" removed by ", in: text, rest),
            let group = LogText.last(" group ", in: text, rest)
        else { return false }
        draft.user = Slice(rest.lowerBound..<by)
        draft.add("group.name", group + 7..<rest.upperBound)
        if let actor = LogText.value(" by ", in: text, by..<rest.upperBound) { draft.add("user.by", actor) }
        (draft.kind, draft.outcome) = (.groupChange, .success)
        return true
    }

    /// accounts-daemon: `request by system-bus-name::1.85 [prog pid:1 uid:0]: create user 'bob'`.
    private static func requested(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard LogText.begins(text, message, "request by "), let at = LogText.first("]: ", in: text, message) else { return false }
        let rest = at + 3..<message.upperBound
        let kind: EventKind =
            if LogText.begins(text, rest, "create user ") {
                .accountCreate
            } else if LogText.begins(text, rest, "delete user ") {
                .accountDelete
            } else if LogText.begins(text, rest, "set password") {
                .passwordChange
            } else {
                .accountChange
            }
        quotedUser(text, rest, &draft)
        draft.kind = kind
        return true
    }

    private static func quotedUser(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        if let name = LogText.between("'", "'", in: text, range) { draft.user = Slice(name) }
    }

    private static func quotedGroup(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        guard let at = LogText.first("group '", in: text, range), let close = LogText.first(0x27, in: text, at + 7..<range.upperBound)
        else { return }
        draft.add("group.name", at + 7..<close)
    }
}
