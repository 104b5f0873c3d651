import ArgumentParser
import Collectors
import Formats
import Hosts
import Model
import Sys

/// What `examine` and `scan` may rely on beside the host: a baseline, and what the operator accepted.
struct RelianceOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Rely on the baseline of this host: files that nobody wrote to since, by inode, size, times, rights and owner, are not read again, and findings say whether they are older."
        ))
    var baseline = false

    @OptionGroup var stateOptions: StateOptions
}

extension Examiner {
    /// Examines, and relies on what the options name. Without them nothing beside the host is looked at: state that lies on a host
    /// is as believable as the host.
    func examine(relying options: RelianceOptions) async throws -> Examination {
        let state = options.stateOptions.folder
        guard options.baseline || StateFolder.isNamed(options.stateOptions.state) else { return try await examine() }
        let named = options.stateOptions.publicKey
        let paranoid = options.stateOptions.paranoid
        let look = try await look(accepted: { identity in
            guard (try? OwnFile.status(state.accepted(of: identity))) != nil else { return nil }
            let (key, trust) = try state.publicKey(named)
            return try AcceptedFile(state.accepted(of: identity), key: key, trust: trust)
        }) { identity, rules in
            guard options.baseline else { return nil }
            let earlier = try BaselineFile.read(state.baseline(of: identity), key: state.publicKey(named).key)
            return BaselineWork(earlier: earlier, readsUntouched: paranoid, rules: rules)
        }
        return look.examination
    }
}

extension Finding {
    /// Notes whether the file that it is about is as it was in the baseline.
    mutating func compare(with baseline: Baseline, _ host: any HostView) {
        guard let path = subject.path, let then = baseline.file(path),
            case .success(let now) = host.status(path, followingLast: false), then.isUntouched(now)
        else { return }
        asInBaseline = baseline.header.saved
    }
}
