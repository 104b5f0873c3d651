/// A place in a file of the host.
package struct Place: Hashable, Sendable {
    package var path: RawText
    /// Line number from 1.
    package var line: Int?

    package init(_ path: RawText, line: Int? = nil) {
        (self.path, self.line) = (path, line)
    }
}

/// An entry that starts something without anybody asking: a job, a unit, a boot script, a log-in hook, a preloaded library.
package struct AutorunEntry: Hashable, Sendable {
    package enum Mechanism: String, Sendable, Hashable, CaseIterable {
        case cronSystem = "cron.system"
        case cronUser = "cron.user"
        case cronDirectory = "cron.directory"
        case anacron, at
        case systemdUnit = "systemd.unit"
        case systemdGenerator = "systemd.generator"
        case initScript = "init.script"
        case rcLocal = "rc.local"
        case inittab, upstart, udev
        case shellStart = "shell.start"
        case messageOfTheDay = "motd"
        case preload
        case pam
        case desktop = "xdg.autostart"
        case packageHook = "package.hook"
        case networkHook = "network.hook"
        case kernelModule = "kernel.module"
        case sshCommand = "ssh.command"
        /// Scripts of systemd-sleep(8) and systemd-shutdown(8).
        case systemdSleep = "systemd.sleep"
        /// Files that systemd-tmpfiles(8) makes at every boot.
        case temporaryFiles = "tmpfiles"
        /// An interpreter of binfmt.d(5).
        case binaryFormat = "binfmt"
        /// What the image that boots the kernel, or the boot loader's set-up, runs.
        case bootHook = "boot.hook"
        case dbus, git, mail
        /// What a log daemon, an audit daemon or log rotation starts.
        case logHook = "log.hook"
        /// A module of a web server or an extension of PHP.
        case serverModule = "server.module"
        /// A library of nsswitch.conf(5).
        case nameService = "name.service"
        /// A folder of ld.so.conf(5).
        case loaderPath = "loader.path"
        /// What an interpreter of Python, Perl, Ruby, PHP or JavaScript loads by itself.
        case languageHook = "language.hook"
        /// A text that some program reads by itself, of whose grammar nothing is known.
        case setting
    }

    package var mechanism: Mechanism
    /// Where the entry is written.
    package var place: Place
    /// The name that its mechanism gives it: a unit's name, a job file's name.
    package var name: RawText
    /// When it runs, as written: "*/5 * * * *", "@reboot", "OnCalendar=daily".
    package var schedule: RawText?
    /// As whom it runs, where that is said or known.
    package var user: RawText?
    /// The command as written; empty for a script that is itself the entry.
    package var command: RawText
    /// What the command line itself would do.
    package var traits: [TraitHit]
    /// The file that the entry is written in.
    package var file: FileFact?
    /// What it finally runs: program, interpreter, script, library, in the order of the command line.
    package var targets: [AutorunTarget]

    package init(
        mechanism: Mechanism, place: Place, name: RawText, schedule: RawText? = nil, user: RawText? = nil, command: RawText = "",
        traits: [TraitHit] = [], file: FileFact? = nil, targets: [AutorunTarget] = []
    ) {
        (self.mechanism, self.place, self.name, self.schedule) = (mechanism, place, name, schedule)
        (self.user, self.command, self.traits) = (user, command, traits)
        (self.file, self.targets) = (file, targets)
    }
}

/// One thing that an autorun entry finally runs or loads.
package struct AutorunTarget: Hashable, Sendable {
    package enum Role: String, Sendable, Hashable {
        case program, interpreter, script, library, environment
    }
    package var role: Role
    /// As written in the entry.
    package var written: RawText
    /// Where it was found within the host; nil where nothing is there.
    package var path: RawText?
    /// The file at the end of all links; nil where nothing is there.
    package var file: FileFact?

    package init(role: Role, written: RawText, path: RawText? = nil, file: FileFact? = nil) {
        (self.role, self.written, self.path, self.file) = (role, written, path, file)
    }
}
