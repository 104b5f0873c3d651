import Evidence
import Formats
import Hosts
import Model
import Sys

/// What the operator accepted of one host, on our disk.
struct AcceptedFile: Sendable {
    let place: RawText
    private(set) var entries: [AcceptanceEntry] = []
    /// Whether another key signed it than the one that the operator named: nothing in it is believed then.
    private(set) var isForeign = false

    /// Reads the file; one that is not there accepts nothing. A broken chain or a wrong signature is refused as a whole: whoever
    /// changes one line must not have the others believed.
    ///
    /// - Parameter trust: whose key it is. A file that a key of the state folder signed is no forgery where another key was named.
    init(_ place: RawText, key: [UInt8], trust: BaselineTrust = .local) throws {
        self.place = place
        let bytes: [UInt8]
        do throws(Errno) { bytes = try OwnFile.read(place, limit: 64 << 20) } catch {
            if error == .notFound { return }
            throw CommandFailure("\(place.escaped()) could not be read: the kernel answered with error \(error.code).")
        }
        let parsed = AcceptedFormat.parse(bytes.span)
        if trust == .named, let first = parsed.value.first, first.publicKey != key {
            isForeign = true
            return
        }
        let intact = AcceptanceChain.intact(parsed.value, first: AcceptedFormat.magic, publicKey: key)
        guard parsed.problems.isEmpty, intact == parsed.value.count else {
            throw CommandFailure(
                "\(place.escaped()) was changed by somebody else: line \(intact + 2) is not signed by the key \(Digest(.sha256, key).hexadecimal) or does not follow the line before it. Nothing in it is believed.",
                outcome: .refused)
        }
        entries = parsed.value
    }

    /// What holds now: the last word on each subject, where it was not taken back.
    var current: [Acceptance.Subject: Acceptance] {
        var current: [Acceptance.Subject: Acceptance] = [:]
        for entry in entries { current[entry.acceptance.subject] = entry.acceptance.seal == nil ? nil : entry.acceptance }
        return current
    }

    mutating func add(_ acceptance: Acceptance, key: SigningKey) throws {
        let last = entries.last?.line ?? AcceptedFormat.magic
        let part = AcceptedFormat.signedPart(
            acceptance, previous: ContentDigester.fingerprint(last.bytes), publicKey: key.publicKey)
        guard let signature = key.signature(over: ContentDigester.fingerprint(part.bytes)) else {
            throw CommandFailure("The acceptance could not be signed.")
        }
        let line = AcceptedFormat.line(signed: part, signature: signature)
        let known = AcceptedFormat.parse((AcceptedFormat.magic + "\n" + line + "\n").bytes.span)
        guard let entry = known.value.first else { throw CommandFailure("The reason is too long to be kept.", outcome: .wrongUsage) }
        entries.append(entry)
    }

    /// The whole file as it stands on the disk.
    var bytes: [UInt8] {
        ([AcceptedFormat.magic] + entries.map(\.line)).reduce(into: []) { $0 += $1.bytes + [0x0a] }
    }
}

extension Examination {
    /// Sets apart what the operator accepted and what is still in that state; tells which findings a baseline knew already.
    mutating func apply(_ file: AcceptedFile?, _ host: any HostView) {
        if let file, file.isForeign {
            gaps.append(
                Gap(
                    collector: "accepted", subject: file.place,
                    reason: Localized(
                        en: "What was accepted is signed with another key than the one named, so it is not believed.",
                        ja: "了承の記録は、指定された鍵とは別の鍵で署名されているため、使いませんでした。"), facts: []))
        }
        let accepted = file?.current ?? [:]
        guard !accepted.isEmpty else { return }
        var seals: [RawText: Fingerprint?] = [:]
        func standing(path: RawText?) -> Acceptance? {
            guard let path, let acceptance = accepted[.path(path)] else { return nil }
            let seal = seals[path] ?? Seal.file(path, host)
            seals[path] = .some(seal)
            return seal == acceptance.seal ? acceptance : nil
        }
        findings.removeAll { finding in
            var acceptance = standing(path: finding.subject.path)
            if acceptance == nil, let own = accepted[.finding(RawText(finding.id))], own.seal == Seal.finding(finding, host) {
                acceptance = own
            }
            guard let acceptance else { return false }
            self.accepted.append(
                AcceptedThing(
                    finding: finding.id, title: finding.title, severity: finding.severity, subject: finding.subject,
                    acceptance: acceptance))
            return true
        }
        drift?.changes.removeAll { change in
            guard let acceptance = standing(path: change.subject.path) else { return false }
            self.accepted.append(
                AcceptedThing(
                    finding: nil, title: change.title, severity: change.severity, subject: change.subject, acceptance: acceptance))
            return true
        }
    }
}
