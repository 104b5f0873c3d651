/// What a packet socket listens for, from PACKET_DIAG.
package struct PacketSocketFact: Hashable, Sendable {
    package var inode: UInt64
    /// Protocol of if_ether.h; 3 is every frame.
    package var protocolNumber: UInt16
    /// Index of the link that it is bound to; 0 for all.
    package var link: Int32
    /// Links that it keeps in promiscuous mode.
    package var promiscuousLinks: [Int32]
    /// The classic filter (linux/filter.h); empty where it has none.
    package var filter: [FilterInstruction]

    package init(
        inode: UInt64, protocolNumber: UInt16 = 0, link: Int32 = 0, promiscuousLinks: [Int32] = [], filter: [FilterInstruction] = []
    ) {
        (self.inode, self.protocolNumber, self.link) = (inode, protocolNumber, link)
        (self.promiscuousLinks, self.filter) = (promiscuousLinks, filter)
    }
}

/// An instruction of a socket filter, `struct sock_filter` of linux/filter.h.
package struct FilterInstruction: Hashable, Sendable {
    package var code: UInt16
    package var ifTrue: UInt8
    package var ifFalse: UInt8
    package var value: UInt32

    package init(code: UInt16, ifTrue: UInt8, ifFalse: UInt8, value: UInt32) {
        (self.code, self.ifTrue, self.ifFalse, self.value) = (code, ifTrue, ifFalse, value)
    }

    /// BPF_JMP | BPF_JEQ | BPF_K: whether what was loaded is this value.
    package var comparesWithValue: Bool { code == 0x15 }
}

/// A network link, from rtnetlink.
package struct NetworkLink: Hashable, Sendable {
    package var index: Int32
    package var name: RawText
    /// `IFF_*` of linux/if.h.
    package var flags: UInt32
    /// How many keep it in promiscuous mode (IFLA_PROMISCUITY); nil where the kernel does not tell.
    package var promiscuity: UInt32?
    /// The link that it is a part of: a bridge, a bond.
    package var master: Int32?
    /// The link below it: of a VLAN, of a macvlan.
    package var lower: Int32?

    package init(
        index: Int32, name: RawText, flags: UInt32 = 0, promiscuity: UInt32? = nil, master: Int32? = nil, lower: Int32? = nil
    ) {
        (self.index, self.name, self.flags) = (index, name, flags)
        (self.promiscuity, self.master, self.lower) = (promiscuity, master, lower)
    }

    /// IFF_PROMISC as `ip link set promisc on` sets it.
    package var isDeclared: Bool { flags & 0x100 != 0 }
}

/// Sockets that one list of the kernel shows and another does not, twice.
package struct SocketContradiction: Hashable, Sendable {
    /// What hides it.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The kernel tells of it by netlink, and the file of /proc/net leaves it out.
        case missingInProc
        /// /proc/net shows it, and netlink leaves it out.
        case missingInNetlink
        /// The port cannot be had, and no list shows who has it.
        case portWithoutSocket
    }
    package var kind: Kind
    package var socket: SocketFact
    /// Whether the kernel would list a port that somebody has without using it, so that its silence means something.
    package var isConclusive: Bool

    package init(kind: Kind, socket: SocketFact, isConclusive: Bool = true) {
        (self.kind, self.socket, self.isConclusive) = (kind, socket, isConclusive)
    }
}

/// The network of the running host beyond the tables of /proc/net.
package struct NetworkFacts: Sendable {
    package var packetSockets: [PacketSocketFact] = []
    package var links: [NetworkLink] = []
    package var contradictions: [SocketContradiction] = []
    /// Inodes of sockets that the kernel listed twice while no descriptor of any process led to them.
    package var withoutOwner: Set<UInt64> = []

    package init() {}
}
