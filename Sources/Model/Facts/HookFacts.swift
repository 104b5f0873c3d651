/// What is hooked into the system in other ways than by an entry that names a command.
package struct HookFacts: Hashable, Sendable {
    package var unitOverrides: [UnitOverride] = []
    package var shadowedPrograms: [ShadowedProgram] = []
    package var policyGrants: [PolicyGrant] = []
    package var loginGrants: [LoginGrant] = []
    package var containers: [ContainerFact] = []
    package var bootParameters: [BootParameter] = []
    package var imageFiles: [InitialImageFile] = []
    package var compiledModules: [CompiledModule] = []
    package var archives: [PackageArchive] = []
    /// Maintainer scripts of dpkg whose package is not installed.
    package var strayPackageScripts: [FileFact] = []

    package init() {}
}

/// A unit of systemd that is not what its package brought: switched off, covered by another file, or changed by a drop-in.
package struct UnitOverride: Hashable, Sendable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A link to /dev/null, or an empty file, takes the unit's place.
        case masked
        /// A file of the same name takes the unit's place.
        case shadowed
        /// A drop-in adds to the unit.
        case dropIn = "drop-in"
    }
    package var kind: Kind
    /// "ssh.service".
    package var unit: RawText
    package var place: Place
    /// The file of the package; of a masked unit nil where it is not installed.
    package var packaged: RawText?
    /// Lines that the packaged unit does not hold: "ExecStart=/usr/local/sbin/sshd".
    package var added: [RawText]
    /// What the added commands run.
    package var targets: [AutorunTarget]
    /// Of the link itself, the file or the drop-in.
    package var file: FileFact?

    package init(
        kind: Kind, unit: RawText, place: Place, packaged: RawText? = nil, added: [RawText] = [], targets: [AutorunTarget] = [],
        file: FileFact? = nil
    ) {
        (self.kind, self.unit, self.place, self.packaged) = (kind, unit, place, packaged)
        (self.added, self.targets, self.file) = (added, targets, file)
    }
}

/// A program that is found before, or in place of, a packaged one of the same name.
package struct ShadowedProgram: Hashable, Sendable {
    package enum Way: String, Sendable, Hashable, CaseIterable {
        /// It lies in a folder that is searched earlier.
        case searchPath
        /// dpkg-divert(1) by the operator moved the packaged one away.
        case diversion
        /// update-alternatives(1) leads there.
        case alternative
        /// The packaged one lies beside it under another name ("ps.orig").
        case renamed
        /// An image of systemd-sysext(8) or a line of fstab(5) lays it over the packaged one.
        case overlay
    }
    package var way: Way
    /// What runs now.
    package var file: FileFact
    /// The packaged program that does not.
    package var original: RawText
    package var package: RawText?
    /// How many programs of the same folder shadow packaged ones too.
    package var siblings: Int

    package init(way: Way, file: FileFact, original: RawText, package: RawText?, siblings: Int = 0) {
        (self.way, self.file, self.original) = (way, file, original)
        (self.package, self.siblings) = (package, siblings)
    }
}

/// A rule of PAM that lets in whoever meets a condition, without asking for a secret.
package struct LoginGrant: Hashable, Sendable {
    /// The file of /etc/pam.d that is asked: "sshd".
    package var service: RawText
    package var place: Place
    package var text: RawText
    package var file: FileFact

    package init(service: RawText, place: Place, text: RawText, file: FileFact) {
        (self.service, self.place, self.text, self.file) = (service, place, text, file)
    }
}

/// A rule of polkit or D-Bus that lets accounts do what they otherwise may not.
package struct PolicyGrant: Hashable, Sendable {
    package enum Breadth: String, Sendable, Hashable, CaseIterable {
        /// Whoever asks may do everything.
        case everything
        /// Whoever asks may do this.
        case anybody
        /// Named accounts or groups may do everything.
        case named
    }
    package var breadth: Breadth
    package var place: Place
    package var text: RawText
    package var file: FileFact

    package init(breadth: Breadth, place: Place, text: RawText, file: FileFact) {
        (self.breadth, self.place, self.text, self.file) = (breadth, place, text, file)
    }
}

/// A container with rights over the host, as its engine has it on disk.
package struct ContainerFact: Hashable, Sendable {
    package enum Right: String, Sendable, Hashable, CaseIterable {
        case privileged, hostProcesses, hostRoot, engineSocket, systemFolder, restartsAlways, dangerousCapability
    }
    package var name: RawText
    package var image: RawText
    /// "docker", "podman", "kubernetes", "lxc".
    package var engine: String
    package var command: RawText
    package var rights: [Right]
    /// Folders of the host that it sees.
    package var binds: [RawText]
    package var file: FileFact

    package init(
        name: RawText, image: RawText, engine: String, command: RawText = "", rights: [Right], binds: [RawText] = [], file: FileFact
    ) {
        (self.name, self.image, self.engine, self.command) = (name, image, engine, command)
        (self.rights, self.binds, self.file) = (rights, binds, file)
    }
}

/// A parameter of the kernel's command line that a boot loader passes.
package struct BootParameter: Hashable, Sendable {
    package enum Meaning: String, Sendable, Hashable, CaseIterable {
        /// Another first program than the distribution's.
        case firstProgram
        /// A defence of the kernel is switched off.
        case defenceOff
        /// Something of systemd is switched off or added.
        case service
    }
    package var meaning: Meaning
    package var place: Place
    /// "init=/usr/lib/helper".
    package var text: RawText
    /// The program that it names.
    package var target: FileFact?
    package var file: FileFact?

    package init(meaning: Meaning, place: Place, text: RawText, target: FileFact? = nil, file: FileFact? = nil) {
        (self.meaning, self.place, self.text) = (meaning, place, text)
        (self.target, self.file) = (target, file)
    }
}

/// A place that packages are fetched from, where something about it is unusual.
package struct PackageArchive: Hashable, Sendable {
    package enum Doubt: String, Sendable, Hashable, CaseIterable {
        /// Signatures are not asked for: `trusted=yes`, `gpgcheck=0`.
        case unsigned
        /// Signatures are not asked for by any source: `APT::Get::AllowUnauthenticated`.
        case allUnsigned
        /// It is named by a number.
        case bareAddress
    }
    package var doubt: Doubt
    package var place: Place
    package var text: RawText
    package var file: FileFact?

    package init(doubt: Doubt, place: Place, text: RawText, file: FileFact? = nil) {
        (self.doubt, self.place, self.text, self.file) = (doubt, place, text, file)
    }
}
