import Model

/// Reads what a command line does, as `ShellTraits` finds it; handed in, because this module reads no formats.
package typealias CommandReader = @Sendable ([UInt8]) -> Set<Trait>

/// How telling a command is, by what it does and by who gives it.
enum CommandJudgement {
    /// - Parameters:
    ///   - isJob: it is run by cron or at, not by a person.
    ///   - isService: it runs as the account of a service.
    static func gravity(_ command: RawText, _ traits: Set<Trait>, isJob: Bool, isService: Bool) -> Telltale.Gravity? {
        if !traits.isDisjoint(with: [.reverseShell, .bindShell, .minesCurrency, .decodeAndRun, .deceptivePath]) { return .proof }
        let isHidden = command.contains("/dev/shm/") || command.contains("/tmp/.")
        if traits.contains(.downloadAndRun) {
            // Makers of software say “curl … | sh” with their name; an address of numbers is nobody's handbook.
            return isJob || isService || fetchesFromNumber(command) || isHidden ? .proof : .sign
        }
        if isJob || isService, runsHiddenProgram(command) { return .proof }
        if isJob, isService, traits.contains(.runsFromHiddenFolder) { return .proof }
        if traits.contains(.runsFromTemporaryFolder) || traits.contains(.runsFromHiddenFolder) && isHidden {
            return isHidden || isService ? .proof : isJob ? .sign : nil
        }
        if isHidden, command.contains("curl ") || command.contains("wget ") { return .proof }
        if makesRoot(command) { return .proof }
        if traits.contains(.wipesLogs), records.contains(where: { command.contains($0) }) { return .proof }
        if traits.contains(.hidesHistory) || traits.contains(.loadsKernelModule) || isService && fetchesFromNumber(command) { return .sign }
        return nil
    }

    /// Whether it starts a hidden file, or one in a hidden folder, below a folder of the system, where no package has such programs.
    private static func runsHiddenProgram(_ command: RawText) -> Bool {
        let first = command.bytes.prefix { $0 != 0x20 && $0 != 0x3b && $0 != 0x26 }
        let path = RawText(Array(first))
        let isHidden = path.split(0x2f).contains { $0.count > 2 && $0.hasPrefix(".") && $0 != ".build-id" }
        guard path.hasPrefix("/"), isHidden else { return false }
        return ["/usr/", "/bin/", "/sbin/", "/lib", "/etc/", "/boot/", "/dev/", "/run/", "/var/run/"].contains {
            (folder: RawText) in path.hasPrefix(folder)
        }
    }

    private static let records: [RawText] = ["wtmp", "btmp", "utmp", "lastlog", "auth.log", "/secure"]

    /// useradd(8) or usermod(8) with the number of root.
    private static func makesRoot(_ command: RawText) -> Bool {
        guard command.contains("useradd ") || command.contains("usermod ") || command.contains("adduser ") else { return false }
        return [" -u 0", " -ou 0", " -u0", "--uid 0", "--uid=0"].contains { (option: RawText) in
            guard let range = command.firstRange(of: option) else { return false }
            let next = range.upperBound < command.count ? command.bytes[range.upperBound] : 0x20
            return next == 0x20
        }
    }

    /// Whether something is fetched from a server that has no name. curl and wget take an address without a scheme as well.
    static func fetchesFromNumber(_ command: RawText) -> Bool {
        if command.contains("curl ") || command.contains("wget ") {
            for word in command.bytes.prefix(4_096).split(whereSeparator: { [0x20, 0x22, 0x27, 0x28, 0x29, 0x7c, 0x3b].contains($0) }) {
                guard let slash = word.firstIndex(of: 0x2f) else { continue }
                let host = word[..<slash]
                if host.count >= 7, host.allSatisfy({ $0 == 0x2e || $0 >= 0x30 && $0 <= 0x39 }), host.filter({ $0 == 0x2e }).count == 3 {
                    return true
                }
            }
        }
        for scheme in ["http://", "https://", "ftp://", "tftp://"] as [RawText] {
            guard let range = command.firstRange(of: scheme) else { continue }
            let host = command.bytes[range.upperBound...].prefix { $0 == 0x2e || $0 >= 0x30 && $0 <= 0x39 }
            if host.count >= 7, host.filter({ $0 == 0x2e }).count == 3 { return true }
        }
        return false
    }
}
