import Formats
import Hosts
import Model

/// What boot loaders pass to the kernel: another first program, defences switched off, commands for systemd.
enum BootLoaderFiles {
    static let id = "startup"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let patterns: [RawText] = [
        "/etc/default/grub", "/etc/default/grub.d/*.cfg", "/etc/grub.d/40_custom", "/etc/grub.d/41_custom", "/boot/grub/grub.cfg",
        "/boot/grub/custom.cfg", "/boot/grub/menu.lst", "/boot/grub/grub.conf", "/boot/grub2/grub.cfg", "/boot/grub2/custom.cfg",
        "/boot/grub2/user.cfg", "/boot/efi/EFI/*/grub.cfg", "/boot/loader/entries/*.conf", "/boot/efi/loader/entries/*.conf",
        "/efi/loader/entries/*.conf", "/boot/syslinux/*.cfg", "/boot/extlinux/*.conf", "/boot/extlinux.conf", "/etc/lilo.conf",
        "/boot/grub2/grubenv", "/boot/grub/grubenv",
    ]
    private static let bare: [RawText] = [
        "/etc/kernel/cmdline", "/usr/lib/kernel/cmdline", "/boot/cmdline.txt", "/boot/firmware/cmdline.txt",
    ]

    static func collect(_ collection: inout Collection) {
        for pattern in patterns {
            for path in Wildcard.expand(pattern, collection.host).prefix(100) { read(path, isBare: false, &collection) }
        }
        for path in bare { read(path, isBare: true, &collection) }
        if collection.host.kind == .live { read("/proc/cmdline", isBare: true, &collection) }
    }

    private static func read(_ path: RawText, isBare: Bool, _ collection: inout Collection) {
        guard case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular,
            let content = collection.read(path, limit: 1 << 20, id, kinds)
        else { return }
        var known: Set<RawText> = []
        for parameter in KernelParameterFormat.parse(content.bytes.span, isBare: isBare).value where known.insert(parameter.text).inserted {
            guard let meaning = meaning(parameter), collection.facts.hooks.bootParameters.count < 500 else { continue }
            var found = BootParameter(meaning: meaning, place: Place(path, line: parameter.line), text: parameter.text)
            if meaning == .firstProgram, let program = parameter.value {
                found.target = collection.appraise(program)
                if let target = found.target, isFirstProgram(program), target.record.isEqual { continue }
            }
            if path != "/proc/cmdline" { found.file = collection.appraise(path) }
            collection.facts.hooks.bootParameters.append(found)
        }
    }

    private static func meaning(_ parameter: KernelParameter) -> BootParameter.Meaning? {
        switch parameter.name.utf8 ?? "" {
        case "init", "rdinit": parameter.value.map { $0.hasPrefix("/") } == true ? .firstProgram : nil
        case "systemd.run", "systemd.wants", "systemd.mask", "systemd.debug_shell", "systemd.debug-shell", "rd.systemd.debug_shell",
            "rd.systemd.wants", "rd.systemd.mask", "systemd.setenv":
            .service
        case "selinux", "enforcing", "apparmor", "audit", "ima_appraise", "module.sig_enforce", "security", "lockdown", "nokaslr",
            "nosmep", "nosmap", "nopti":
            isOff(parameter) ? .defenceOff : nil
        default: nil
        }
    }

    private static func isOff(_ parameter: KernelParameter) -> Bool {
        guard let value = parameter.value else { return parameter.text.hasPrefix("no") }
        return ["0", "off", "none", "disabled"].contains(value.asciiLowercased)
    }

    /// The first programs of distributions.
    private static func isFirstProgram(_ path: RawText) -> Bool {
        let programs: [RawText] = [
            "/sbin/init", "/usr/sbin/init", "/bin/systemd", "/usr/bin/systemd", "/lib/systemd/systemd", "/usr/lib/systemd/systemd",
            "/lib/sysvinit/init", "/sbin/openrc-init", "/usr/lib/sysvinit/init", "/sbin/runit-init", "/bin/init", "/sbin/upstart",
        ]
        return programs.contains(path)
    }
}
