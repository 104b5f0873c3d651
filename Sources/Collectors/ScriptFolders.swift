import Formats
import Hosts
import Model

/// Folders whose scripts something runs by itself, and entries of autostart folders.
enum ScriptFolders {
    static let id = "startup"
    private static let kinds: Set<FactKind> = [.autoruns]

    private static let folders: [(RawText, AutorunEntry.Mechanism)] = [
        ("/etc/update-motd.d", .messageOfTheDay), ("/usr/share/update-motd.d", .messageOfTheDay), ("/etc/local.d", .initScript),
        ("/etc/network/if-up.d", .networkHook), ("/etc/network/if-pre-up.d", .networkHook), ("/etc/network/if-down.d", .networkHook),
        ("/etc/network/if-post-down.d", .networkHook), ("/etc/NetworkManager/dispatcher.d", .networkHook),
        ("/etc/NetworkManager/dispatcher.d/pre-up.d", .networkHook), ("/etc/NetworkManager/dispatcher.d/pre-down.d", .networkHook),
        ("/etc/NetworkManager/dispatcher.d/no-wait.d", .networkHook), ("/usr/lib/NetworkManager/dispatcher.d", .networkHook),
        ("/usr/lib/NetworkManager/dispatcher.d/pre-up.d", .networkHook), ("/usr/lib/NetworkManager/dispatcher.d/no-wait.d", .networkHook),
        ("/etc/networkd-dispatcher/*", .networkHook), ("/usr/lib/networkd-dispatcher/*", .networkHook),
        ("/etc/dhcp/dhclient-enter-hooks.d", .networkHook), ("/etc/dhcp/dhclient-exit-hooks.d", .networkHook),
        ("/etc/dhcp/dhclient.d", .networkHook), ("/usr/lib/dhcpcd/dhcpcd-hooks", .networkHook), ("/lib/dhcpcd/dhcpcd-hooks", .networkHook),
        ("/etc/resolvconf/update.d", .networkHook), ("/etc/resolvconf/update-libc.d", .networkHook), ("/etc/udhcpc", .networkHook),
        ("/etc/ppp/ip-up.d", .networkHook), ("/etc/ppp/ip-down.d", .networkHook), ("/etc/ppp/ipv6-up.d", .networkHook),
        ("/etc/wpa_supplicant/hooks", .networkHook), ("/etc/openvpn/scripts", .networkHook),
        ("/etc/sysconfig/network-scripts", .networkHook),
        ("/etc/xen/scripts", .networkHook), ("/etc/libvirt/hooks", .networkHook), ("/etc/libvirt/hooks/*.d", .networkHook),
        ("/etc/X11/xinit/xinitrc.d", .desktop), ("/etc/X11/Xsession.d", .desktop), ("/etc/X11/Xreset.d", .desktop),
        ("/etc/gdm*/*", .desktop), ("/etc/kernel/postinst.d", .packageHook), ("/etc/kernel/postrm.d", .packageHook),
        ("/etc/kernel/preinst.d", .packageHook), ("/etc/kernel/prerm.d", .packageHook), ("/etc/kernel/install.d", .packageHook),
        ("/usr/lib/kernel/install.d", .packageHook), ("/etc/initramfs/post-update.d", .bootHook), ("/etc/needrestart/hook.d", .packageHook),
        ("/etc/needrestart/notify.d", .packageHook), ("/etc/needrestart/restart.d", .packageHook), ("/etc/grub.d", .bootHook),
        ("/etc/initramfs-tools/hooks", .bootHook), ("/usr/share/initramfs-tools/hooks", .bootHook),
        ("/etc/initramfs-tools/scripts/*", .bootHook), ("/usr/share/initramfs-tools/scripts/*", .bootHook),
        ("/usr/lib/dracut/modules.d/*", .bootHook), ("/etc/mkinitcpio.d", .bootHook), ("/etc/initcpio/hooks", .bootHook),
        ("/etc/initcpio/install", .bootHook), ("/usr/lib/initcpio/hooks", .bootHook), ("/etc/pm/sleep.d", .systemdSleep),
        ("/usr/lib/pm-utils/sleep.d", .systemdSleep), ("/etc/pm/power.d", .systemdSleep), ("/etc/acpi", .systemdSleep),
        ("/etc/apm/event.d", .systemdSleep), ("/etc/letsencrypt/renewal-hooks/*", .packageHook),
        ("/etc/ca-certificates/update.d", .packageHook),
        ("/etc/dpkg/dpkg.cfg.d/*.d", .packageHook), ("/usr/lib/python3*/site-packages/dnf-plugins", .packageHook),
        ("/usr/lib/python2*/site-packages/dnf-plugins", .packageHook), ("/usr/local/lib/python3*/site-packages/dnf-plugins", .packageHook),
        ("/usr/lib64/libdnf5/plugins", .packageHook), ("/usr/lib/libdnf5/plugins", .packageHook),
        ("/usr/lib/yum-plugins", .packageHook), ("/usr/share/yum-plugins", .packageHook), ("/usr/lib/zypp/plugins/*", .packageHook),
        ("/etc/smartmontools/run.d", .logHook),
        ("/etc/snmp/scripts", .logHook), ("/etc/fail2ban/action.d", .logHook), ("/var/lib/cloud/scripts/per-boot", .initScript),
        ("/var/lib/cloud/scripts/per-instance", .initScript), ("/etc/rc.boot", .initScript), ("/etc/runit/*", .initScript),
        ("/etc/service/*", .initScript), ("/etc/sv/*", .initScript), ("/service/*", .initScript), ("/etc/s6/*", .initScript),
        ("/usr/lib/udev", .udev), ("/lib/udev", .udev), ("/etc/udev", .udev), ("/etc/console-setup", .initScript),
        ("/etc/security/limits.d/*.d", .pam), ("/etc/qemu-ga/hooks.d", .networkHook), ("/etc/qemu/fsfreeze-hook.d", .networkHook),
        ("/etc/cloud/clean.d", .packageHook), ("/usr/lib/apt/methods", .packageHook), ("/etc/etckeeper/*.d", .packageHook),
        ("/etc/docker/plugins", .initScript), ("/usr/share/git-core/templates/hooks", .git),
        ("/etc/openvpn", .networkHook), ("/etc/wireguard", .networkHook), ("/etc/keepalived", .networkHook),
        ("/etc/watchdog.d", .logHook), ("/etc/munin/plugins", .logHook), ("/usr/lib/cups/backend", .networkHook),
        ("/usr/lib/cups/filter", .networkHook), ("/etc/logwatch/scripts/*", .logHook), ("/etc/apcupsd", .logHook),
    ]
    /// Single scripts that something runs by itself.
    private static let scripts: [(RawText, AutorunEntry.Mechanism)] = [
        ("/etc/rc.shutdown", .initScript), ("/etc/apache2/envvars", .initScript), ("/etc/sysconfig/httpd", .initScript),
        ("/etc/dhclient-enter-hooks", .networkHook), ("/etc/dhcp/dhclient-enter-hooks", .networkHook),
        ("/etc/dhcp/dhclient-exit-hooks", .networkHook), ("/etc/security/namespace.init", .pam), ("/etc/dhclient-exit-hooks", .networkHook),
        ("/etc/dhcpcd.exit-hook", .networkHook), ("/etc/dhcpcd.enter-hook", .networkHook), ("/etc/ppp/ip-up.local", .networkHook),
        ("/etc/ppp/ip-up", .networkHook), ("/etc/ppp/ip-down.local", .networkHook), ("/sbin/ifup-local", .networkHook),
        ("/sbin/ifup-pre-local", .networkHook), ("/sbin/ifdown-local", .networkHook), ("/etc/X11/xinit/xinitrc", .desktop),
        ("/etc/X11/Xsession", .desktop), ("/etc/X11/xdm/Xsetup", .desktop), ("/sbin/installkernel", .bootHook),
        ("/etc/sbin/hotplug", .udev),
        ("/etc/rc.modules", .initScript), ("/etc/rc.d/rc.modules", .initScript), ("/usr/lib/command-not-found", .shellStart),
        ("/usr/share/command-not-found/command-not-found", .shellStart), ("/usr/local/sbin/adduser.local", .packageHook),
        ("/usr/local/sbin/deluser.local", .packageHook),
        ("/etc/qemu-kvm/fsfreeze-hook", .networkHook), ("/etc/boot.d/boot.local", .rcLocal), ("/etc/rc.firewall", .initScript),
    ]

    static func collect(_ collection: inout Collection) {
        for (path, mechanism) in scripts where collection.host.resolve(path) != nil { collection.addOwnScript(mechanism, path) }
        // Maps of autofs(5) that can be run are asked for every name.
        for path in Wildcard.expand("/etc/auto.*", collection.host).prefix(100) {
            guard case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular,
                status.isExecutable
            else { continue }
            collection.addOwnScript(.networkHook, path)
        }
        var seen: Set<RawText> = []
        for (pattern, mechanism) in folders {
            for written in Wildcard.expand(pattern, collection.host) {
                guard let folder = collection.host.resolve(written), seen.insert(folder).inserted,
                    case .success(let status) = collection.host.status(folder, followingLast: true), status.kind == .directory
                else {
                    continue
                }
                for name in collection.names(in: folder, id, kinds).prefix(2_000) {
                    let path = folder.appending(name)
                    // Sourced parts need no mode; beside settings and keys only what can be run counts.
                    guard case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular,
                        !ofSettings.contains(mechanism) && !isMixed(pattern) || status.isExecutable
                    else { continue }
                    let first = collection.facts.autoruns.count
                    collection.addOwnScript(mechanism, path)
                    if pattern.contains("-plugins") || pattern.contains("/plugins/") { collection.noteCode(since: first) }
                }
            }
        }
        autostart(&collection)
        packageHooks(&collection)
    }

    private static func autostart(_ collection: inout Collection) {
        var autostart: [RawText] = ["/etc/xdg/autostart", "/usr/share/autostart", "/usr/share/gnome/autostart", "/usr/share/xsessions"]
        for account in collection.facts.accounts.prefix(5_000) where account.home.count > 1 {
            for folder in [".config/autostart", ".config/autostart-scripts", ".config/plasma-workspace/env"] as [RawText] {
                autostart.append(account.home.appending(folder))
            }
        }
        for folder in autostart {
            for name in collection.names(in: folder, id, kinds) {
                let path = folder.appending(name)
                guard name.hasSuffix(".desktop") else {
                    if folder.contains("/.config/") { collection.addOwnScript(.desktop, path) }
                    continue
                }
                guard let file = collection.appraise(path), !file.record.isEqual,
                    let content = collection.read(path, limit: 1 << 20, id, kinds)
                else { continue }
                for command in DesktopEntryFormat.parse(content.bytes.span).value.commands.prefix(10) {
                    collection.addAutorun(.desktop, Place(path, line: command.line), name: name, command: command.text, file: file)
                }
            }
        }
    }

    private static let ofSettings: Set<AutorunEntry.Mechanism> = [.udev, .logHook, .systemdSleep, .pam]

    /// Folders that hold more settings and keys than scripts.
    private static func isMixed(_ pattern: RawText) -> Bool {
        let mixed: [RawText] = [
            "/etc/openvpn", "/etc/wireguard", "/etc/keepalived", "/etc/sysconfig/network-scripts", "/etc/gdm*/*", "/etc/console-setup",
            "/usr/lib/dracut/modules.d/*", "/etc/mkinitcpio.d", "/etc/udhcpc", "/etc/xen/scripts",
        ]
        return mixed.contains(pattern)
    }

    private static func packageHooks(_ collection: inout Collection) {
        var paths: [RawText] = ["/etc/apt/apt.conf"]
        paths += collection.names(in: "/etc/apt/apt.conf.d", id, kinds).map { "/etc/apt/apt.conf.d/" + $0 }
        for path in paths {
            guard let file = collection.appraise(path), file.status.kind == .regular, !file.record.isEqual, file.sameContentAs == nil,
                let content = collection.read(path, limit: 1 << 20, id, kinds)
            else { continue }
            for hook in AptHookFormat.parse(content.bytes.span).value.prefix(100) {
                collection.addAutorun(
                    .packageHook, Place(path, line: hook.line), name: hook.key, user: "root", command: hook.command, base: "/", file: file)
            }
        }
    }
}
