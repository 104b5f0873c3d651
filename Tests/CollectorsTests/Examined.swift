import Collectors
import FixtureHosts
import Hosts
import Model

/// What the collectors see on a host that is written down.
func examined(_ text: String) async throws -> Facts {
    let host = try FixtureHost(text)
    let now = Timestamp(seconds: 1_748_736_000)
    let identity = HostIdentityReader.read(host, now: now)
    return await Collection(host: host, identity: identity, now: now, rules: nil) { _ in }.run()
}

extension Facts {
    func entries(_ mechanism: AutorunEntry.Mechanism) -> [AutorunEntry] { autoruns.filter { $0.mechanism == mechanism } }

    /// Subjects of the gaps of one collector.
    func gapSubjects(_ collector: String) -> [RawText] { gaps.filter { $0.collector == collector }.compactMap(\.subject) }
}
