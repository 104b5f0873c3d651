import ArgumentParser
import Evidence
import Formats
import Model
import Sys

/// Where our own state lies: keys, and a folder for each host that a baseline was made of.
struct StateFolder: Sendable {
    let path: RawText

    /// `--state`, `BANKEN_STATE`, `/var/lib/banken`; without root's rights `$XDG_STATE_HOME/banken`.
    init(named: String?) {
        if let named = named ?? Environment.value("BANKEN_STATE"), !named.isEmpty {
            path = RawText(named)
        } else if Machine.effectiveUser == 0 {
            path = "/var/lib/banken"
        } else {
            let home = Environment.value("HOME") ?? "/"
            path = RawText(Environment.value("XDG_STATE_HOME") ?? home + "/.local/state") + "/banken"
        }
    }

    /// Whether the operator pointed at a state folder, rather than leaving it to the default.
    static func isNamed(_ option: String?) -> Bool {
        option != nil || Environment.value("BANKEN_STATE").map { !$0.isEmpty } ?? false
    }

    /// The folder of a host: its machine id, or what stands for one where it has none.
    func folder(of host: HostIdentity) -> RawText {
        let id = host.machineID
        let isPlain = id.count == 32 && id.bytes.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x66 }
        let name =
            isPlain
            ? id
            : "unnamed-" + RawText(String(ContentDigester.fingerprint((host.name + "\n" + host.root).bytes).digest.hexadecimal.prefix(32)))
        return path + "/hosts/" + name
    }

    func baseline(of host: HostIdentity) -> RawText { folder(of: host) + "/baseline" }
    func accepted(of host: HostIdentity) -> RawText { folder(of: host) + "/accepted" }
    var key: RawText { path + "/key" }
    var publicKey: RawText { path + "/key.pub" }

    func make(_ folder: RawText) throws {
        do throws(Errno) { try OwnFile.makeFolder(folder) } catch {
            throw CommandFailure(
                "The state folder \(folder.escaped()) could not be made: the kernel answered with error \(error.code). Name another with --state."
            )
        }
    }

    /// The key to sign with: of a file, or our own, which is made on first use.
    func signingKey(_ file: String?) throws -> SigningKey {
        let place = file.map { RawText($0) } ?? key
        let bytes: [UInt8]
        do throws(Errno) { bytes = try OwnFile.read(place, limit: 4096) } catch {
            guard error == .notFound else {
                throw CommandFailure("The key \(place.escaped()) could not be read: the kernel answered with error \(error.code).")
            }
            return try makeKey(place)
        }
        guard let secret = KeyFile.secret(bytes.span), let key = SigningKey(secret: secret) else {
            throw CommandFailure("\(place.escaped()) holds no key that Banken made (“banken-key ed25519 …”).", outcome: .wrongUsage)
        }
        return key
    }

    private func makeKey(_ place: RawText) throws -> SigningKey {
        let key = SigningKey()
        try make(place.parentFolder.isEmpty ? "." : place.parentFolder)
        try write(place, KeyFile.text(secret: key.secret), mode: 0o600)
        try write(place + ".pub", KeyFile.text(publicKey: key.publicKey), mode: 0o644)
        return key
    }

    /// The key to check with, and whose it is: named by the operator as a file or in hexadecimal, or the one in the state folder.
    func publicKey(_ named: String?) throws -> (key: [UInt8], trust: BaselineTrust) {
        if let named, let key = [UInt8](hexadecimal: Array(named.utf8)), key.count == 32 { return (key, .named) }
        let place = named.map { RawText($0) } ?? publicKey
        do throws(Errno) {
            let bytes = try OwnFile.read(place, limit: 4096)
            if let key = KeyFile.publicKey(bytes.span) { return (key, named == nil ? .local : .named) }
        } catch {
            throw CommandFailure(
                "The public key \(place.escaped()) could not be read: the kernel answered with error \(error.code). Name it with --public-key: a file, or 64 hexadecimal digits.",
                outcome: named == nil ? .failed : .wrongUsage)
        }
        throw CommandFailure("\(place.escaped()) holds no public key that Banken made.", outcome: .wrongUsage)
    }

    func write(_ place: RawText, _ bytes: [UInt8], mode: Int32 = 0o600) throws {
        do throws(Errno) { try Output.replaceFile(place, with: bytes, mode: mode) } catch {
            throw CommandFailure(
                "\(place.escaped()) could not be written: the kernel answered with error \(error.code). Nothing was left half-written.")
        }
    }
}

/// The options of everything that keeps state.
struct StateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where baselines, keys and what was accepted lie. Default: BANKEN_STATE, else /var/lib/banken.", valueName: "DIR"))
    var state: String?

    @Option(
        help: ArgumentHelp(
            "Check signatures with this public key, a file or 64 hexadecimal digits, and not with the one in the state folder: whoever was root on the machine with that folder could have replaced both.",
            valueName: "KEY"))
    var publicKey: String?

    @Flag(help: "Read every file, even where the kernel's marks say that nobody wrote to it since the baseline.")
    var paranoid = false

    var folder: StateFolder { StateFolder(named: state) }
}
