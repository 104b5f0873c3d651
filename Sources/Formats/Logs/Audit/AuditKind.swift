import Model

/// What the types of audit records mean as events.
enum AuditKind {
    /// The type of a record by the number that the kernel writes (linux/audit.h, audit-records.h of auditd's library).
    private static let numbers: [Int: String] = [
        1006: "LOGIN", 1100: "USER_AUTH", 1101: "USER_ACCT", 1103: "CRED_ACQ", 1104: "CRED_DISP", 1105: "USER_START", 1106: "USER_END",
        1108: "USER_CHAUTHTOK", 1109: "USER_ERR", 1110: "CRED_REFR", 1112: "USER_LOGIN", 1113: "USER_LOGOUT", 1114: "ADD_USER",
        1115: "DEL_USER", 1116: "ADD_GROUP", 1117: "DEL_GROUP", 1123: "USER_CMD", 1124: "USER_TTY", 1127: "SYSTEM_BOOT",
        1128: "SYSTEM_SHUTDOWN", 1130: "SERVICE_START", 1131: "SERVICE_STOP", 1300: "SYSCALL", 1302: "PATH", 1305: "CONFIG_CHANGE",
        1306: "SOCKADDR", 1307: "CWD", 1309: "EXECVE", 1319: "TTY", 1325: "NETFILTER_CFG", 1326: "SECCOMP", 1327: "PROCTITLE",
        1330: "KERN_MODULE", 1334: "BPF", 1400: "AVC", 1404: "MAC_STATUS", 1701: "ANOM_ABEND", 1700: "ANOM_PROMISCUOUS",
        1107: "USER_AVC",
    ]

    private static let kinds: [String: EventKind] = [
        "USER_LOGIN": .loginSuccess, "USER_LOGOUT": .logout, "USER_START": .sessionOpen, "USER_END": .sessionClose,
        "USER_CMD": .command, "USER_TTY": .command, "TTY": .command, "ADD_USER": .accountCreate, "DEL_USER": .accountDelete,
        "USER_MGMT": .accountChange, "ACCT_LOCK": .accountChange, "ACCT_UNLOCK": .accountChange, "ROLE_ASSIGN": .accountChange,
        "ROLE_REMOVE": .accountChange, "ADD_GROUP": .groupChange, "DEL_GROUP": .groupChange, "GRP_MGMT": .groupChange,
        "GRP_CHAUTHTOK": .groupChange, "USER_CHAUTHTOK": .passwordChange, "AVC": .policyDenial, "USER_AVC": .policyDenial,
        "SELINUX_ERR": .policyDenial, "SECCOMP": .policyDenial, "ANOM_ABEND": .processFault, "CONFIG_CHANGE": .configurationChange,
        "USYS_CONFIG": .configurationChange, "MAC_STATUS": .configurationChange, "MAC_POLICY_LOAD": .configurationChange,
        "MAC_CONFIG_CHANGE": .configurationChange, "DAEMON_CONFIG": .configurationChange, "FEATURE_CHANGE": .configurationChange,
        "DAEMON_START": .serviceStart, "DAEMON_RESUME": .serviceStart, "DAEMON_END": .serviceStop, "DAEMON_ABORT": .serviceFailure,
        "DAEMON_ROTATE": .logRotate, "SERVICE_START": .serviceStart, "SERVICE_STOP": .serviceStop, "SYSTEM_BOOT": .systemBoot,
        "SYSTEM_SHUTDOWN": .systemShutdown, "KERN_MODULE": .moduleLoad, "TIME_ADJNTPVAL": .clockChange, "TIME_INJOFFSET": .clockChange,
        "NETFILTER_CFG": .firewallChange, "SOFTWARE_UPDATE": .packageInstall, "EXECVE": .command, "PROCTITLE": .message,
        "VIRT_CONTROL": .message, "CRYPTO_SESSION": .message, "CRYPTO_KEY_USER": .message, "LOGIN": .message, "USER_AUTH": .message,
        "USER_ACCT": .message, "USER_ERR": .message, "CRED_ACQ": .message, "CRED_DISP": .message, "CRED_REFR": .message,
        "SYSTEM_RUNLEVEL": .message, "BPF": .message, "SYSCALL": .message,
    ]

    /// The kind that a record's type gives; nil for one that only adds to another (PATH, CWD).
    static func kind(of name: String) -> EventKind? {
        if let kind = kinds[name] { return kind }
        return name.hasPrefix("ANOM_") ? .policyDenial : nil
    }

    /// The type's name, also where it stands as a number ("1400", "UNKNOWN[1400]").
    static func name(_ text: Span<UInt8>, _ type: Range<Int>) -> String? {
        if let first = type.first, ShellByte.isDigit(text[first]) {
            return LogText.number(text, type).flatMap { numbers[$0.value] }
        }
        guard type.count <= 40 else { return nil }
        return RawText(PackageBytes.array(text, type)).utf8
    }

    static func isType(_ text: Span<UInt8>, _ type: Range<Int>) -> Bool {
        guard type.count >= 3, let name = name(text, type) else { return false }
        return kinds[name] != nil || name.hasPrefix("ANOM_")
    }

    /// What a system call does, in the words of events.
    static func kind(ofCall name: String) -> EventKind? { calls[name] }

    private static let calls: [String: EventKind] = {
        var table: [String: EventKind] = [:]
        let groups: [(EventKind, String)] = [
            (.command, "execve execveat"),
            (.networkConnect, "connect"), (.networkListen, "bind listen"),
            (.fileDelete, "unlink unlinkat"), (.folderDelete, "rmdir"), (.folderCreate, "mkdir mkdirat"),
            (.fileRename, "rename renameat renameat2"), (.fileCreate, "creat link linkat symlink symlinkat mknod mknodat"),
            (.fileAccess, "open openat openat2 open_by_handle_at read readlink readlinkat access faccessat faccessat2"),
            (.fileModify, "write pwrite64 truncate ftruncate"),
            (
                .fileMetadata,
                "chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat setxattr lsetxattr fsetxattr removexattr lremovexattr "
                    + "fremovexattr utime utimes utimensat futimesat chown32 fchown32 lchown32"
            ),
            (.moduleLoad, "init_module finit_module"),
            (.clockChange, "settimeofday adjtimex clock_settime clock_adjtime stime clock_settime64"),
            (.processStart, "fork vfork clone clone3"), (.processEnd, "exit exit_group"),
            (.privilegeUse, "setuid setreuid setresuid setgid setregid setresgid"),
            (.configurationChange, "mount umount2 sethostname setdomainname swapon swapoff pivot_root"),
        ]
        for (kind, names) in groups { for name in names.split(separator: " ") { table[String(name)] = kind } }
        return table
    }()
}
