import Model

/// What a release file of a system without os-release(5) tells.
package struct ReleaseFact: Hashable, Sendable {
    /// As `ID` and `ID_LIKE` of os-release(5) would name them, the nearest first: ["centos", "rhel"].
    package var family: [String]
    /// "CentOS release 6.10 (Final)".
    package var system: RawText
    /// The first word that begins with a digit: "6.10".
    package var version: RawText?

    package init(family: [String], system: RawText, version: RawText? = nil) {
        (self.family, self.system, self.version) = (family, system, version)
    }
}

/// A file by which a distribution tells its name, older than os-release(5).
package struct ReleaseFile: Hashable, Sendable {
    /// Absolute within the host.
    package var path: RawText
    /// As in `ReleaseFact`, where the text does not tell better.
    package var family: [String]
    /// The name to put before a first line that is a bare version; empty where the line names the system itself.
    package var name: RawText
}

/// The release files of old systems, the more telling ones first.
package enum ReleaseFiles {
    /// In the order to look: the first that is there and says something counts.
    package static let all: [ReleaseFile] = [
        ReleaseFile(path: "/etc/centos-release", family: ["centos", "rhel", "fedora"], name: ""),
        ReleaseFile(path: "/etc/fedora-release", family: ["fedora"], name: ""),
        ReleaseFile(path: "/etc/oracle-release", family: ["ol", "rhel", "fedora"], name: ""),
        ReleaseFile(path: "/etc/redhat-release", family: ["rhel", "fedora"], name: ""),
        ReleaseFile(path: "/etc/SuSE-release", family: ["suse"], name: ""),
        ReleaseFile(path: "/etc/alpine-release", family: ["alpine"], name: "Alpine Linux "),
        ReleaseFile(path: "/etc/arch-release", family: ["arch"], name: "Arch Linux"),
        ReleaseFile(path: "/etc/gentoo-release", family: ["gentoo"], name: ""),
        ReleaseFile(path: "/etc/slackware-version", family: ["slackware"], name: ""),
        ReleaseFile(path: "/etc/system-release", family: ["amzn", "rhel", "fedora"], name: ""),
        ReleaseFile(path: "/etc/debian_version", family: ["debian"], name: "Debian GNU/Linux "),
    ]

    /// Names that a first line may begin with, for files that several distributions share.
    private static let spoken: [(RawText, [String])] = [
        ("centos", ["centos", "rhel", "fedora"]), ("red hat enterprise", ["rhel", "fedora"]), ("red hat linux", ["redhat"]),
        ("fedora", ["fedora"]), ("scientific linux", ["scientific", "rhel", "fedora"]), ("rocky", ["rocky", "rhel", "fedora"]),
        ("almalinux", ["almalinux", "rhel", "fedora"]), ("amazon linux", ["amzn", "rhel", "fedora"]),
        ("oracle linux", ["ol", "rhel", "fedora"]), ("cloudlinux", ["cloudlinux", "rhel", "fedora"]),
        ("turbolinux", ["turbolinux"]), ("vine linux", ["vine"]), ("opensuse", ["opensuse", "suse"]),
        ("suse linux enterprise", ["sles", "suse"]),
    ]

    /// What the first line that is not blank says; nil for a path that is no release file, or a file that says nothing.
    package static func parse(_ input: Span<UInt8>, path: RawText) -> Parsed<ReleaseFact?> {
        guard let file = all.first(where: { $0.path == path }) else {
            return Parsed(nil, problems: [Problem(offset: 0, reason: "path is no release file")])
        }
        var first: ArraySlice<UInt8> = []
        HostLine.each(in: input) { line in
            if first.isEmpty { first = line.bytes[...].trimmed { $0.isCSpace } }
        }
        if first.isEmpty {
            // Arch leaves its file empty: that it is there says all.
            if file.path == "/etc/arch-release" { return Parsed(ReleaseFact(family: file.family, system: file.name)) }
            return Parsed(nil, problems: [Problem(offset: 0, reason: "release file is empty")])
        }
        let line = RawText(first)
        let lowercased = line.asciiLowercased
        let family = spoken.first { lowercased.hasPrefix($0.0) }?.1 ?? file.family
        let version = first.split(whereSeparator: \.isBlank).first { $0.first?.isDecimalDigit == true }
        return Parsed(ReleaseFact(family: family, system: file.name + line, version: version.map { RawText($0) }))
    }
}
