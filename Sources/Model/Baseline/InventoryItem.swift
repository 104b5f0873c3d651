/// One thing of a host that is no file, as a baseline keeps it: a package, an account, a listener.
package struct InventoryItem: Hashable, Sendable, Comparable {
    package enum Kind: UInt8, Sendable, Hashable, CaseIterable {
        case package = 1, autorun, account, key, listener, mount, setting

        package var name: String {
            switch self {
            case .package: "package"
            case .autorun: "autorun"
            case .account: "account"
            case .key: "key"
            case .listener: "listener"
            case .mount: "mount"
            case .setting: "setting"
            }
        }
    }

    package var kind: Kind
    /// What it goes by: two items of one kind and name are the same thing at two times.
    package var name: RawText
    /// Everything about it that is compared, in words.
    package var value: RawText

    package init(_ kind: Kind, _ name: RawText, _ value: RawText) { (self.kind, self.name, self.value) = (kind, name, value) }

    package static func < (left: InventoryItem, right: InventoryItem) -> Bool {
        if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
        return left.name == right.name ? left.value < right.value : left.name < right.name
    }
}

/// Whose baseline it is, when it was made, and by what.
package struct BaselineHeader: Hashable, Sendable {
    package var saved: Timestamp
    package var hostName: RawText
    package var machineID: RawText
    /// "live" or "root".
    package var view: RawText
    /// The version of Banken that made it.
    package var version: RawText
    /// Of all content rules; with other rules, what was judged then has to be judged again.
    package var rules: Fingerprint?
    /// Whether it was made with root's rights.
    package var asRoot: Bool

    package init(
        saved: Timestamp, hostName: RawText, machineID: RawText, view: RawText, version: RawText, rules: Fingerprint?, asRoot: Bool
    ) {
        (self.saved, self.hostName, self.machineID, self.view) = (saved, hostName, machineID, view)
        (self.version, self.rules, self.asRoot) = (version, rules, asRoot)
    }
}

/// A package that the host's own database names.
package struct InstalledPackage: Hashable, Sendable {
    /// "dpkg", "rpm", "apk", "pacman".
    package var system: String
    package var name: RawText
    package var version: RawText
    package var architecture: RawText

    package init(system: String, name: RawText, version: RawText, architecture: RawText) {
        (self.system, self.name, self.version, self.architecture) = (system, name, version, architecture)
    }
}
