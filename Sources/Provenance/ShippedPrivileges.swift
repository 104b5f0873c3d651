import Model

/// Which programs distributions ship with rights of their own. dpkg records no modes and no capabilities, so that on Debian and
/// its children nothing on the host itself says which of them are as they were shipped.
///
/// From the modes in Debian's and Ubuntu's packages (lintian's tag "elevated-privileges"), from their maintainer scripts that call
/// setcap, and from the %caps and modes of Fedora's and RHEL's packages; by name, since folders differ between them.
package enum ShippedPrivileges {
    /// Whether some distribution ships a program of this name with the set-user-ID or set-group-ID bit.
    package static func isSetID(_ path: RawText) -> Bool {
        if path.isInside("/usr/games") || path.isInside("/usr/lib/games") { return true }
        return setID.contains(path.lastComponent)
    }

    /// The capabilities that some distribution or vendor gives a program of this name; 0 for none.
    package static func capabilities(_ path: RawText) -> UInt64 {
        if path.hasSuffix(".plugin") { return plugin }
        return given[path.lastComponent] ?? 0
    }

    private static let setID: Set<RawText> = [
        // Base systems.
        "su", "sudo", "sudoedit", "sudo-rs", "su-rs", "mount", "umount", "passwd", "chsh", "chfn", "chage", "newgrp", "gpasswd", "expiry",
        "sg", "unix_chkpwd", "unix2_chkpwd", "pam_extrausers_chkpwd", "pam_timestamp_check", "crontab", "fcrontab", "fcronsighup", "at",
        "ssh-agent", "ssh-keysign", "dbus-daemon-launch-helper", "polkit-agent-helper-1", "pkexec", "pkla-check-authorization",
        "fusermount", "fusermount3", "ntfs-3g", "wall", "write", "bsd-write", "ping", "ping6", "arping", "clockdiff", "traceroute6",
        "traceroute6.iputils", "traceroute", "newuidmap", "newgidmap", "dotlockfile", "userhelper", "usernetctl", "utempter",
        "gnome-pty-helper", "locate", "mlocate", "plocate", "slocate", "screen", "doas", "bbsuid", "login", "ksu", "grub2-set-bootflag",
        "mount.nfs", "umount.nfs", "mount.cifs", "umount.cifs", "mount.davfs", "mount.ecryptfs_private", "umount.ecryptfs_private",
        "pmount", "pumount", "udevil", "eject", "umount.udisks2", "uuidd", "man", "mandb", "rcp", "rlogin", "rsh", "cdrecord",
        "netreport", "staprun", "stap-server", "gssproxy", "sssd_pam", "ldap_child", "krb5_child", "selinux_child", "proxy_child",
        "p11_child", "cockpit-session", "snap-confine", "bwrap", "firejail", "chrome-sandbox", "chromium-sandbox", "lxc-user-nic",
        "schroot", "singularity", "starter-suid", "apptainer", "qemu-bridge-helper", "virtualbox", "VirtualBoxVM", "VBoxHeadless",
        "VBoxSDL",
        "VBoxNetDHCP", "VBoxNetAdpCtl", "VBoxNetNAT", "VBoxVolInfo", "vmware-user-suid-wrapper", "vmware-vmx",
        "spice-client-glib-usb-acl-helper",
        "nvidia-modprobe", "bumblebeed", "kismet_capture", "super", "calife", "sux", "sudosh", "tcb_chkpwd", "ssh-keysign2", "mtr",
        "mtr-packet", "fping", "fping6", "oping", "noping", "tcptraceroute", "netselect", "hping3", "iftop", "dumpcap", "tracepath",
        // Mail, news, print, fax, terminals.
        "postdrop", "postqueue", "exim", "exim4", "sendmail", "sendmail.sendmail", "newaliases", "mailq", "procmail", "lockfile",
        "maildrop",
        "deliverquota", "lockmail", "mutt_dotlock", "mail.local", "mail-lock", "mail-unlock", "mail-touchlock", "dma", "dma-mbox-create",
        "nullmailer-queue", "qmail-queue", "smtpctl", "lockspool", "ssmtp", "esmtp", "camel-lock-helper", "camel-lock-helper-1.2", "maidag",
        "dotlock", "dotlock.mailutils", "mlock", "courier-authdaemon", "cgi-bin", "innbind", "rnews", "inews", "uucp", "uux", "uucico",
        "uuxqt", "uuname", "uustat", "cu", "lpr", "lpq", "lprm", "lpc", "lpd", "rlpr", "lppasswd", "hylafax", "faxq-helper",
        "xterm", "rxvt", "urxvt", "urxvtd", "urxvtcd", "mlterm", "fbterm", "gnome-terminal", "kgrantpty", "kcheckpass", "kdesud", "kppp",
        "pppd", "pppoe", "pppoe-wrapper", "uml_net", "isdn", "vboxgetty", "xlock", "xtrlock", "slock", "physlock", "vlock", "vlock-main",
        "xscreensaver",
        "Xorg", "Xorg.wrap", "Xwrapper", "X", "xorg-wrapper", "v4l-conf", "vlc", "start-stop-user", "mountpoint", "zgv", "dvtm", "wodim",
        // Web, lists, monitoring, panels, databases.
        "suexec", "suexec-custom", "suexec-pristine", "suexec2", "php-cgi", "suphp", "cgiwrap", "auth_pam_tool", "sympa",
        "sympa_newaliases-wrapper",
        "queue", "bouncequeue", "familyqueue", "wwsympa-wrapper.fcgi", "sympa_soap_server-wrapper.fcgi", "mailman", "admin", "admindb",
        "confirm", "create", "edithtml", "listinfo", "options", "private", "rmlist", "roster", "subscribe", "check_icmp", "check_dhcp",
        "check_ide_smart", "check_fping", "check_host", "check_rta_multi", "icinga2", "nagios", "ncpmount", "ncpumount", "smbmnt",
        "smbumount",
        "authbind", "helper", "pam-tmpdir-helper", "opiepasswd", "opiesu", "opieinfo", "opielogin", "otpw", "login_duo", "yubikey", "ykchk",
        "oath",
        "amanda", "calcsize", "killpgrp", "rundump", "runtar", "dumper", "planner", "ambind", "application", "bacula-tray", "zabbix",
        "ndppd", "openvpn-down-root", "vpnc", "wpa_gui", "xl2tpd", "cntlm", "newvserver", "kvm-ok", "btattach", "bluetooth", "hcitool",
        "dvbstream", "gpm", "svgalib", "ibsim", "rdma", "osiris", "tiger", "chkstat", "zypp-refresh-wrapper", "expn", "gkrellm", "wmii",
        "wpoison", "cups-pk-helper", "ecryptfs-mount", "gst-ptp-helper", "abrt-action-install-debuginfo-to-abrt-cache", "locate.findutils",
        "trickled", "sperl",
    ]

    private static let raw = FileCapabilities.bits(["cap_net_raw"])
    private static let network = FileCapabilities.bits(["cap_net_raw", "cap_net_admin", "cap_net_bind_service"])
    private static let nice = FileCapabilities.bits(["cap_sys_nice"])

    /// The collectors of Netdata, a package of many hosts, which look into every process and folder.
    private static let plugin = FileCapabilities.bits([
        "cap_dac_read_search", "cap_sys_ptrace", "cap_perfmon", "cap_sys_admin", "cap_net_admin", "cap_net_raw", "cap_setuid", "cap_syslog",
        "cap_sys_rawio",
    ])

    private static let given: [RawText: UInt64] = [
        "ping": network, "ping6": network, "arping": network, "clockdiff": raw | nice, "mtr-packet": network, "mtr": network, "fping": raw,
        "fping6": raw, "oping": raw, "noping": raw, "tcptraceroute": raw, "traceroute6.iputils": raw, "traceroute": raw, "dumpcap": network,
        "tcpdump": network, "nethogs": network, "iftop": network, "bettercap": network, "nmap": network, "hping3": network,
        "ss-server": network,
        "newuidmap": FileCapabilities.bits(["cap_setuid"]), "newgidmap": FileCapabilities.bits(["cap_setgid"]),
        "suexec": FileCapabilities.bits(["cap_setuid", "cap_setgid"]),
        "suexec-custom": FileCapabilities.bits(["cap_setuid", "cap_setgid"]),
        "gst-ptp-helper": network | nice, "gnome-keyring-daemon": FileCapabilities.bits(["cap_ipc_lock"]), "kwin_wayland": nice,
        "gamescope": nice, "gnome-shell": nice, "sway": nice,
        "systemd-detect-virt": FileCapabilities.bits(["cap_dac_override", "cap_sys_ptrace"]),
        "i3status": network, "rcp": network, "rlogin": network, "rsh": network, "vault": FileCapabilities.bits(["cap_ipc_lock"]),
        "bao": FileCapabilities.bits(["cap_ipc_lock"]), "openbao": FileCapabilities.bits(["cap_ipc_lock"]), "caddy": network,
        "traefik": network,
        "node": network, "nodejs": network, "java": network, "haproxy": network, "AdGuardHome": network, "blackbox_exporter": network,
        "pihole-FTL": network | nice | FileCapabilities.bits(["cap_ipc_lock", "cap_chown", "cap_sys_time"]), "dnsdist": network,
        "squid": network, "pinger": raw, "sing-box": network, "xray": network, "v2ray": network, "tailscaled": network, "frr": network,
        "lxc-user-nic": network, "fusermount3": FileCapabilities.bits(["cap_sys_admin"]), "snap-confine": UInt64.max,
        "intel_gpu_top": FileCapabilities.bits(["cap_perfmon"]),
        "btop": FileCapabilities.bits(["cap_perfmon", "cap_dac_read_search", "cap_sys_ptrace"]),
        "perf": FileCapabilities.bits(["cap_perfmon", "cap_sys_ptrace", "cap_sys_admin", "cap_syslog"]),
        "sssd_pam": UInt64.max, "ldap_child": UInt64.max, "krb5_child": UInt64.max, "selinux_child": UInt64.max,
        "cockpit-session": UInt64.max,
        "check_icmp": network, "check_dhcp": network, "check_ping": network, "check_snmp": network, "icinga2": network,
        "ksmserver": nice, "start_kdeinit": FileCapabilities.bits(["cap_sys_resource"]), "kismet_cap_linux_wifi": network,
        "kismet_cap_linux_bluetooth": network, "ntpd": FileCapabilities.bits(["cap_sys_time"]),
        "bwrap": FileCapabilities.bits(["cap_sys_admin"]),
        "polkit-agent-helper-1": UInt64.max, "unix_chkpwd": FileCapabilities.bits(["cap_dac_override", "cap_audit_write"]),
    ]
}
