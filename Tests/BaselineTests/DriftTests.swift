import Collectors
import Drift
import Evidence
import FixtureHosts
import Formats
import Hosts
import Model
import Testing

/// Two states of one host: what is kept of the first, held against the second.
enum TwoStates {
    static let saved = Timestamp(seconds: 1_748_736_000)
    static let rules = ContentDigester.fingerprint([9])

    static func facts(_ text: String, _ work: BaselineWork) async throws -> Facts {
        let host = try FixtureHost(text)
        let identity = HostIdentityReader.read(host, now: saved)
        var collection = Collection(host: host, identity: identity, now: saved, rules: nil) { _ in }
        collection.baseline = work
        return await collection.run()
    }

    static func baseline(_ text: String) async throws -> Baseline {
        let folders = RecordedFolders(saved: saved)
        let facts = try await facts(text, BaselineWork(earlier: nil, kept: folders, rules: rules))
        let header = BaselineHeader(
            saved: saved, hostName: "", machineID: "", view: "root", version: "0", rules: rules, asRoot: facts.asRoot)
        var bytes = BaselineFormat.beginning(header, items: Inventory.items(facts), folders: folders.count.kept)
        folders.forEach { bytes += $0 }
        return try #require(BaselineFormat.parse(bytes).value)
    }

    static func drift(_ before: String, _ after: String, paranoid: Bool = false) async throws -> Drift {
        let earlier = try await baseline(before)
        let facts = try await facts(after, BaselineWork(earlier: earlier, compares: true, readsUntouched: paranoid, rules: rules))
        return DriftJudge.drift(
            facts, since: earlier.header, items: earlier.items, files: earlier.fileCount, publicKey: [], trust: .named)
    }
}

extension Drift {
    /// "altered /etc/motd low".
    var told: [String] {
        changes.map { "\($0.how.rawValue) \(($0.subject.path ?? $0.subject.name ?? "").escaped()) \($0.severity.name)" }
    }
}

@Suite struct `The drift` {
    private static let host = """
        A host.
        -- /etc/passwd --
        root:x:0:0:root:/root:/bin/bash
        -- /etc/motd --
        hello
        -- /var/log/syslog --
        one
        -- /usr/bin/tool mode=0755 --
        the tool
        -- /usr/local/bin/own mode=0755 --
        own
        -- packages --
        tools: /usr/bin/tool
        """

    @Test func `of a host that did not change is none`() async throws {
        let drift = try await TwoStates.drift(Self.host, Self.host)
        #expect(drift.changes == [])
        #expect(drift.explained == [])
        #expect(drift.quiet == [])
        #expect(drift.files > 6)
    }

    @Test func `tells what is new, gone and altered, and counts what changes by itself`() async throws {
        let after = """
            A host.
            -- /etc/passwd mtime=2025-05-01T00:00:00Z --
            root:x:0:0:root:/root:/bin/bash
            taro:x:1000:1000::/home/taro:/bin/sh
            -- /var/log/syslog mtime=2025-05-01T00:00:00Z --
            one
            two
            -- /usr/bin/tool mode=0755 --
            the tool
            -- /usr/local/bin/own mode=4755 mtime=2025-05-01T00:00:00Z --
            own
            -- /opt/app/a --
            a
            -- /opt/app/b --
            b
            -- packages --
            tools: /usr/bin/tool
            """
        let drift = try await TwoStates.drift(Self.host, after)
        #expect(
            Set(drift.told) == [
                "altered /usr/local/bin/own high", "altered /etc/passwd low", "added taro low", "removed /etc/motd low", "added /opt info",
            ])
        #expect(drift.changes.first { $0.subject.path == "/opt" }?.inside == 3)
        #expect(drift.quiet == [QuietChanges(.log, altered: 1)])
        #expect(drift.explained == [])
    }

    @Test func `that a package update explains is told apart`() async throws {
        let updated = Self.host.replacing("the tool", with: "the new tool").replacing(
            "/usr/bin/tool mode=0755", with: "/usr/bin/tool mode=0755 mtime=2025-05-01T00:00:00Z")
        // The fixture's packages are all of one version, so the items of the baseline are given another one.
        let earlier = try await TwoStates.baseline(Self.host)
        let facts = try await TwoStates.facts(updated, BaselineWork(earlier: earlier, compares: true, rules: TwoStates.rules))
        func drift(_ items: [InventoryItem]) -> Drift {
            DriftJudge.drift(facts, since: earlier.header, items: items, files: 0, publicKey: [], trust: .named)
        }
        let older = earlier.items.map { $0.kind == .package ? InventoryItem(.package, $0.name, "0.9-1") : $0 }
        #expect(drift(older).told == [])
        #expect(drift(older).explained.contains { $0.subject.path == "/usr/bin/tool" })
        // The same version, and record and file are others: nobody but an intruder does that.
        let same = drift(earlier.items)
        #expect(same.told == ["altered /usr/bin/tool medium"])
    }

    @Test func `of content behind untouched marks shows when everything is read`() async throws {
        let forged = Self.host.replacing("hello", with: "HELLO")
        let trusting = try await TwoStates.drift(Self.host, forged)
        #expect(trusting.told == [])
        let paranoid = try await TwoStates.drift(Self.host, forged, paranoid: true)
        #expect(paranoid.told == ["altered /etc/motd critical"])
    }

    @Test func `does not call gone what could not be read`() async throws {
        let before = Self.host + "\n-- /srv/data/a --\na\n-- /srv/data/b --\nb\n"
        let after = Self.host + "\n-- /srv/data kind=dir unreadable --\n"
        let drift = try await TwoStates.drift(before, after)
        #expect(drift.told == [])
    }

    @Test func `keeps no hash of a password`() async throws {
        let host = Self.host + "\n-- /etc/shadow mode=0600 --\nroot:$6$saltsalt$hashhashhash:19000:0:99999:7:::\n"
        let earlier = try await TwoStates.baseline(host)
        for item in earlier.items { #expect(!item.value.contains("hashhash") && !item.value.contains("saltsalt")) }
        let changed = host.replacing("hashhashhash", with: "hashhashhasi").replacing(
            "mode=0600 --", with: "mode=0600 mtime=2025-05-01T00:00:00Z --")
        let drift = try await TwoStates.drift(host, changed)
        #expect(Set(drift.told) == ["altered root low", "altered /etc/shadow low"])
    }

    @Test func `lets files that nobody wrote to unread, and judges them as before`() async throws {
        let earlier = try await TwoStates.baseline(Self.host)
        let first = try await TwoStates.facts(Self.host, BaselineWork(earlier: nil, rules: TwoStates.rules))
        let second = try await TwoStates.facts(Self.host, BaselineWork(earlier: earlier, rules: TwoStates.rules))
        let paranoid = try await TwoStates.facts(
            Self.host, BaselineWork(earlier: earlier, readsUntouched: true, rules: TwoStates.rules))
        #expect(second.coverage.notReadAgain > 0)
        #expect(second.coverage.bytes < first.coverage.bytes)
        #expect(paranoid.coverage.notReadAgain == 0)
        #expect(second.files.map(\.path) == first.files.map(\.path))
        #expect(second.files.map(\.record) == first.files.map(\.record))
    }

    @Test func `reads a file again whose package record is another one now`() async throws {
        let earlier = try await TwoStates.baseline(Self.host)
        let forged = Self.host.replacing("tools: /usr/bin/tool", with: "tools: !/usr/bin/tool")
        let facts = try await TwoStates.facts(forged, BaselineWork(earlier: earlier, rules: TwoStates.rules))
        #expect(facts.files.first { $0.path == "/usr/bin/tool" }?.record.isDifferent == true)
    }
}
