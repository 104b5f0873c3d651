/// What a command line or a script would do that honest ones seldom do, read from its text without running it.
package enum Trait: String, Sendable, Hashable, CaseIterable {
    /// Fetches something and hands it to an interpreter (`curl … | sh`).
    case downloadAndRun
    /// Connects a shell to a network address (`/dev/tcp`, `nc -e`, `mkfifo` with `nc`, interpreter one-liners, `socat exec`).
    case reverseShell
    /// Offers a shell on a listening port.
    case bindShell
    /// Decodes hidden text and hands it to an interpreter (`base64 -d | sh`, `eval` of a decoded string).
    case decodeAndRun
    /// Runs a program out of a folder that everybody may write to (/tmp, /var/tmp, /dev/shm, /run/lock …).
    case runsFromTemporaryFolder
    /// Runs a program out of a folder whose name begins with a dot or is made of blanks and dots.
    case runsFromHiddenFolder
    /// Names a path made to deceive: `. ..`, trailing blanks, control characters.
    case deceptivePath
    /// Keeps a shell from recording what is typed (`unset HISTFILE`, `history -c`, `ln -s /dev/null ~/.bash_history`).
    case hidesHistory
    /// Loads a library into every program (`LD_PRELOAD`, `LD_AUDIT`, `/etc/ld.so.preload`).
    case preloadsLibrary
    /// Makes files unchangeable (`chattr +i`, `chattr +a`).
    case makesImmutable
    /// Speaks to a mining pool (`stratum+tcp://`, names of mining programs with their options).
    case minesCurrency
    /// Speaks IRC (`PRIVMSG`, `JOIN #`, an IRC server with its port).
    case speaksIRC
    /// Adds a log-in: an account, a password or a key.
    case addsLogin
    /// Sets the set-user-ID bit on a program, or gives a capability.
    case setsPrivilege
    /// Switches protection off (firewall flushed, SELinux, audit, fail2ban, log daemons stopped).
    case disablesDefence
    /// Deletes or empties logs.
    case wipesLogs
    /// Deletes everything below a system folder, or the whole root.
    case destroysFiles
    /// Loads a kernel module that lies outside /lib/modules.
    case loadsKernelModule
    /// Sets times of files by hand (`touch -r`, `touch -t`, `touch -d`).
    case setsTimes
    /// Is handed the passwords that people type at log-in (`expose_authtok` of pam_exec(8)).
    case readsPasswords
    /// Lets whoever asks log in, whatever he types (`auth sufficient pam_permit.so` of pam_permit(8)).
    case admitsAnybody
    /// Puts an alias or a function in the place of a program that asks for a password or shows what runs, to listen or to leave out.
    case replacesCommand
    /// Writes down every command that somebody types, in a place where it does not show.
    case watchesTyping
    /// Sends secrets or files to an outside address (`curl --data @/etc/shadow`).
    case sendsOut
    /// Makes the kernel run a program of its choice as root (`core_pattern`, `release_agent`, `uevent_helper`, `binfmt_misc`).
    case setsKernelHelper
    /// Starts other programs, where code of its kind has no need to.
    case startsPrograms
    /// Starts a program in the background, cut off from what started it.
    case runsDetached
    /// Lies where a program keeps its modules, and is none of them.
    case posesAsModule
}

/// A trait with the place in the text that shows it.
package struct TraitHit: Hashable, Sendable {
    package var trait: Trait
    /// Line number from 1.
    package var line: Int
    /// Bytes from the start of the content to the start of that line.
    package var offset: Int
    /// The line, at most 200 bytes of it.
    package var text: RawText

    package init(trait: Trait, line: Int, offset: Int, text: RawText) {
        (self.trait, self.line, self.offset, self.text) = (trait, line, offset, text)
    }
}
