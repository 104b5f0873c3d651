import Collectors
import FixtureHosts
import Hosts
import Model
import Testing

@Suite struct `The identity of a host` {
    struct Release: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var parts: String
        var system: RawText
        var family: [String]
    }

    static let releases = [
        Release(
            testDescription: "Debian 12",
            parts:
                "-- /etc/os-release link=../usr/lib/os-release --\n-- /usr/lib/os-release --\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nID=debian\n",
            system: "Debian GNU/Linux 12 (bookworm)", family: ["debian"]),
        Release(
            testDescription: "Ubuntu", parts: "-- /etc/os-release --\nPRETTY_NAME=\"Ubuntu 24.04.1 LTS\"\nID=ubuntu\nID_LIKE=debian\n",
            system: "Ubuntu 24.04.1 LTS",
            family: ["ubuntu", "debian"]),
        Release(
            testDescription: "AlmaLinux",
            parts: "-- /etc/os-release --\nID=\"almalinux\"\nID_LIKE=\"rhel centos fedora\"\nPRETTY_NAME=\"AlmaLinux 9.3\"\n",
            system: "AlmaLinux 9.3", family: ["almalinux", "rhel", "centos", "fedora"]),
        Release(
            testDescription: "openSUSE",
            parts: "-- /usr/lib/os-release --\nNAME=\"openSUSE Leap\"\nID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n",
            system: "openSUSE Leap",
            family: ["opensuse-leap", "suse", "opensuse"]),
        Release(
            testDescription: "Alpine", parts: "-- /etc/os-release --\nNAME='Alpine Linux'\nID=alpine\nPRETTY_NAME='Alpine Linux v3.20'\n",
            system: "Alpine Linux v3.20",
            family: ["alpine"]),
        Release(
            testDescription: "Arch", parts: "-- /etc/os-release --\nPRETTY_NAME=Arch\\ Linux\nID=arch\n", system: "Arch Linux",
            family: ["arch"]),
        Release(
            testDescription: "RHEL 5, before os-release",
            parts: "-- /etc/redhat-release --\nRed Hat Enterprise Linux Server release 5.11 (Tikanga)\n",
            system: "Red Hat Enterprise Linux Server release 5.11 (Tikanga)", family: ["rhel", "fedora"]),
        Release(
            testDescription: "Debian 4, before os-release", parts: "-- /etc/debian_version --\n4.0\n", system: "Debian GNU/Linux 4.0",
            family: ["debian"]),
        Release(testDescription: "nothing that tells", parts: "-- /etc/motd --\nWelcome\n", system: "", family: []),
    ]

    @Test(arguments: releases)
    func `tells the distribution, old ones too`(release: Release) throws {
        let host = try FixtureHost(release.parts)
        let identity = HostIdentityReader.read(host, now: Timestamp(seconds: 0))
        #expect(identity.system == release.system)
        #expect(identity.family == release.family)
        #expect(identity.view == .root)
    }

    @Test(arguments: [
        ("-- /etc/hostname --\nweb1\n", "web1"), ("-- /etc/hostname --\n  web1  \nsecond\n", "web1"),
        ("-- /etc/HOSTNAME --\nold.example.jp\n", "old.example.jp"),
        ("-- /etc/sysconfig/network --\nNETWORKING=yes\nHOSTNAME=web1.example.jp\n", "web1.example.jp"), ("-- /etc/hostname --\n\n", ""),
        ("-- /etc/motd --\nx\n", ""),
        ("-- \"/etc/hostname\" hex --\n776562ff0a\n", "web\\xff"),
    ])
    func `tells the name, from wherever a system keeps it`(parts: String, name: String) throws {
        #expect(HostIdentityReader.read(try FixtureHost(parts), now: Timestamp(seconds: 0)).name.escaped() == name)
    }

    @Test(arguments: [
        ("-- /etc/localtime link=/usr/share/zoneinfo/Asia/Tokyo --\n", "Asia/Tokyo", 32_400),
        ("-- /etc/localtime link=../usr/share/zoneinfo/Europe/Paris --\n", "Europe/Paris", 3_600),
        ("-- /etc/timezone --\nAsia/Tokyo\n", "Asia/Tokyo", 32_400), ("-- /etc/motd --\nx\n", "UTC", 0),
        ("-- /etc/sysconfig/clock --\nZONE=\"America/New_York\"\nUTC=true\n", "America/New_York", -18_000),
        ("-- /etc/timezone --\nMars/Olympus\n", "Mars/Olympus", 0),
    ])
    func `tells the time zone, and its offset where only its name was kept`(parts: String, zone: String, offset: Int) throws {
        let identity = HostIdentityReader.read(try FixtureHost(parts), now: Timestamp(seconds: 0))
        #expect(identity.timeZone.escaped() == zone)
        #expect(identity.offset == offset)
    }

    @Test func `tells the newest kernel of a copied root and the running one of a live host`() throws {
        let modules = "-- /lib/modules/6.1.0-9-amd64 kind=dir --\n-- /lib/modules/6.1.0-18-amd64 kind=dir --\n"
        let copied = HostIdentityReader.read(try FixtureHost(modules), now: Timestamp(seconds: 0))
        let live = HostIdentityReader.read(
            try FixtureHost("[live]\n" + modules + "-- /proc/sys/kernel/osrelease --\n5.10.0-x\n"), now: Timestamp(seconds: 0))
        #expect(copied.kernel == "6.1.0-18-amd64")
        #expect(live.kernel == "5.10.0-x")
        #expect(live.view == .live)
    }
}
