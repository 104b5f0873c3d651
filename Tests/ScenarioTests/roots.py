# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
"""Real roots to plant stories on, made once by the distribution's own tools and kept outside the source tree."""

import os
import shutil
import subprocess

CACHE = os.environ.get("BANKEN_ROOTS", "/var/cache/banken-roots")
MIRROR = os.environ.get("BANKEN_MIRROR", "http://deb.debian.org/debian")
RELEASE = "bookworm"
BARE_EXTRA = "openssh-server,net-tools,procps,ca-certificates"
SERVER = (
    "apache2 php libapache2-mod-php php-mysql mariadb-server wordpress postfix dovecot-imapd vsftpd fail2ban auditd "
    "openssh-server cron rsyslog logrotate").split()

# Web software of many authors and years: PHP, Perl, Python, JavaScript, with its own obfuscated and encoded parts.
SITES = (
    "phpmyadmin roundcube-core roundcube-plugins mediawiki dokuwiki awstats cacti munin wordpress wordpress-l10n "
    "wordpress-theme-twentytwentythree php-tcpdf php-htmlpurifier icingaweb2 zabbix-frontend-php postfixadmin gitweb "
    "libjs-jquery-ui libjs-mathjax ckeditor backuppc smokeping mailgraph nagios4-cgi webalizer").split()


# What a server in daily use has besides: a kernel with its initial file system, a boot loader, and the programs whose
# settings start other programs (PAM, polkit, D-Bus, NetworkManager, the package manager, mail, SNMP, git, Python).
DAILY = (
    "linux-image-cloud-amd64 initramfs-tools grub-pc sudo polkitd dbus network-manager isc-dhcp-client ifupdown at anacron "
    "git etckeeper python3 python3-pip ruby rsyslog auditd apparmor unattended-upgrades needrestart apt-listchanges xinetd "
    "snmpd procmail postfix bash-completion opendoas x11-common libpam-google-authenticator libpam-cap libcap2-bin attr acl "
    "nftables tmux vim curl wget locales chrony smartmontools debsums").split()

# What Debian 11 and 13 are given to be servers; both web servers, because both are common.
RELEASE_SERVER = (
    "nginx apache2 php-fpm mariadb-server postfix dovecot-imapd fail2ban openssh-server sudo rsyslog auditd cron logrotate").split()


class Unavailable(Exception):
    """A root cannot be made on this machine; the words say why."""


def run(*command, **options):
    try:
        result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    except FileNotFoundError as problem:
        raise Unavailable(f"there is no program {command[0]} here") from problem
    if result.returncode != 0:
        tail = "\n".join(result.stdout.splitlines()[-8:])
        raise Unavailable(f"{' '.join(command[:4])} … ended with {result.returncode}: {tail}")
    return result.stdout


def bare():
    """Debian 12 with what debootstrap installs by itself, an SSH server and net-tools."""
    return made("debian12", lambda folder: run(
        "debootstrap", f"--include={BARE_EXTRA}", RELEASE, folder, MIRROR))


def server():
    """Debian 12 as a web, database, mail and FTP server."""
    def make(folder):
        run("cp", "-a", "--reflink=auto", bare() + "/.", folder)
        inside(folder, ["apt-get", "update", "-qq"])
        inside(folder, ["apt-get", "install", "-y", "-qq", *SERVER])
        inside(folder, ["apt-get", "clean"])
    return made("debian12-server", make)


def reinstalled():
    """The server after every package with programs was unpacked once more, as a long-lived host's are by upgrades."""
    def make(folder):
        run("cp", "-a", "--reflink=auto", server() + "/.", folder)
        inside(folder, ["apt-get", "install", "-y", "-qq", "--reinstall", *SERVER, "bash", "coreutils", "libc-bin", "login",
                        "passwd", "procps", "net-tools", "python3-minimal", "perl-base"])
        inside(folder, ["apt-get", "clean"])
    return made("debian12-reinstalled", make)


def sites():
    """The server with other people's web software unpacked below /var/www, where no package record knows it."""
    def make(folder):
        run("cp", "-a", "--reflink=auto", server() + "/.", folder)
        inside(folder, ["sh", "-e", "-c", "cd /tmp && apt-get update -qq && apt-get download -qq " + " ".join(SITES)])
        script = "for file in /tmp/*.deb; do name=${file#/tmp/}; dpkg-deb -x $file /var/www/sites/${name%%_*}; rm $file; done"
        os.makedirs(os.path.join(folder, "var/www/sites"))
        inside(folder, ["sh", "-e", "-c", script])
    return made("debian12-sites", make)


def daily():
    """Debian 12 with a kernel, a boot loader and what a server in daily use has, upgraded."""
    def make(folder):
        run("cp", "-a", "--reflink=auto", bare() + "/.", folder)
        sources(folder, RELEASE)
        inside(folder, ["sh", "-e", "-c", "echo grub-pc grub-pc/install_devices_empty boolean true | debconf-set-selections"])
        inside(folder, ["apt-get", "update", "-qq"])
        inside(folder, ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *DAILY])
        inside(folder, ["apt-get", "-y", "-qq", "full-upgrade"])
        inside(folder, ["apt-get", "clean"])
    return made("debian12-daily", make)


def release_bare(number, suite):
    """Another Debian as debootstrap makes it."""
    return made(f"debian{number}", lambda folder: run("debootstrap", "--include=ca-certificates", suite, folder, MIRROR))


def release_server(number, suite):
    """The same as a server, with the packages of the point release alone."""
    def make(folder):
        run("cp", "-a", "--reflink=auto", release_bare(number, suite) + "/.", folder)
        inside(folder, ["apt-get", "update", "-qq"])
        inside(folder, ["apt-get", "install", "-y", "-qq", *RELEASE_SERVER])
        inside(folder, ["apt-get", "clean"])
    return made(f"debian{number}-server", make)


def upgraded(number, suite, before):
    """A server after every upgrade that its release has had since, security's own included."""
    def make(folder):
        run("cp", "-a", "--reflink=auto", before() + "/.", folder)
        sources(folder, suite)
        inside(folder, ["apt-get", "update", "-qq"])
        inside(folder, ["apt-get", "-y", "-qq", "full-upgrade"])
        inside(folder, ["apt-get", "clean"])
    return made(f"debian{number}-upgraded", make)


def sources(folder, suite):
    """The suites that an installed Debian fetches its upgrades from."""
    with open(os.path.join(folder, "etc/apt/sources.list"), "w", encoding="ascii") as file:
        file.write(f"deb {MIRROR} {suite} main\ndeb {MIRROR} {suite}-updates main\ndeb {MIRROR}-security {suite}-security main\n")


def debian11():
    return release_bare(11, "bullseye")


def debian11_server():
    return release_server(11, "bullseye")


def debian11_upgraded():
    return upgraded(11, "bullseye", debian11_server)


def debian12_upgraded():
    return upgraded(12, RELEASE, server)


def debian13():
    return release_bare(13, "trixie")


def debian13_server():
    return release_server(13, "trixie")


def debian13_upgraded():
    return upgraded(13, "trixie", debian13_server)


def made(name, make):
    """The folder of a root, made where it is not there yet; a root that was not finished is never used."""
    folder = os.path.join(CACHE, name)
    root = os.path.join(folder, "root")
    if os.path.isdir(root):
        return root
    os.makedirs(folder, mode=0o755, exist_ok=True)
    partial = os.path.join(folder, "partial")
    if os.path.isdir(partial):
        shutil.rmtree(partial)
    os.mkdir(partial, mode=0o755)
    make(partial)
    os.rename(partial, root)
    return root


def inside(folder, command):
    """Runs a command of the root in itself; services are kept from starting (policy-rc.d, 101 of invoke-rc.d(8)), and dpkg
    does not wait for the disk."""
    policy = os.path.join(folder, "usr/sbin/policy-rc.d")
    with open(policy, "w", encoding="ascii") as file:
        file.write("#!/bin/sh\nexit 101\n")
    os.chmod(policy, 0o755)
    unsafe = os.path.join(folder, "etc/dpkg/dpkg.cfg.d/unsafe-io")
    with open(unsafe, "w", encoding="ascii") as file:
        file.write("force-unsafe-io\n")
    resolver, kept = os.path.join(folder, "etc/resolv.conf"), None
    if os.path.exists(resolver):
        with open(resolver, "rb") as file:
            kept = file.read()
    shutil.copyfile("/etc/resolv.conf", resolver)
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8", "HOME": "/root"}
    mounted = []
    try:
        for kind, place in (("proc", "proc"), ("tmpfs", "run"), ("devtmpfs", "dev")):
            target = os.path.join(folder, place)
            if place == "dev":
                run("mount", "--bind", "/dev", target)
            else:
                run("mount", "-t", kind, kind, target)
            mounted.append(target)
        run("chroot", folder, *command, env=environment)
    finally:
        for target in reversed(mounted):
            subprocess.run(["umount", "-l", target], check=False)
        os.unlink(policy)
        os.unlink(unsafe)
        if kept is not None:
            with open(resolver, "wb") as file:
                file.write(kept)
