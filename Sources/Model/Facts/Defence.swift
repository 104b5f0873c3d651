/// A name that /etc/hosts sends somewhere, after hosts(5).
package struct HostsEntry: Hashable, Sendable {
    package var address: RawText
    package var name: RawText
    package var place: Place

    package init(address: RawText, name: RawText, place: Place) { (self.address, self.name, self.place) = (address, name, place) }
}

/// A setting of one of the system's own defences, by a name of ours: "journald.Storage", "selinux.SELINUX", "sysctl.kernel.core_pattern".
package struct DefenceSetting: Hashable, Sendable {
    package var name: String
    package var value: RawText
    package var place: Place
    /// The program that the setting names, where it names one.
    package var target: AutorunTarget?

    package init(name: String, value: RawText, place: Place, target: AutorunTarget? = nil) {
        (self.name, self.value, self.place, self.target) = (name, value, place, target)
    }
}

/// A saved rule that sends traffic on to another address: `-j DNAT --to-destination` of iptables-extensions(8), `dnat to` of nft(8).
package struct TrafficForward: Hashable, Sendable {
    package var address: RawText
    package var text: RawText
    package var place: Place

    package init(address: RawText, text: RawText, place: Place) { (self.address, self.text, self.place) = (address, text, place) }
}

/// How the defences of a host are set up on disk.
package struct DefenceFacts: Sendable {
    package var hosts: [HostsEntry] = []
    package var settings: [DefenceSetting] = []
    package var forwards: [TrafficForward] = []

    package init() {}
}
