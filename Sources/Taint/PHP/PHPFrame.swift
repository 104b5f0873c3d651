/// The variables of one call, and what branches changed of them.
final class PHPFrame {
    private(set) var variables: [[UInt8]: PHPValue] = [:]
    /// Names that stand for a variable of the outermost frame.
    var globals: Set<[UInt8]> = []
    /// Names that stand for another variable of this frame.
    var aliases: [[UInt8]: [UInt8]] = [:]
    /// Data that may have been put into any variable (`extract`, `parse_str`, `$$key`).
    var flood: Taint?
    var currentClass: [UInt8] = []
    var result: PHPValue?
    var arguments: [PHPValue] = []
    /// For each open branch, what its variables held before.
    private var logs: [[[UInt8]: PHPValue]] = []
    let isOutermost: Bool

    init(isOutermost: Bool = false) { self.isOutermost = isOutermost }

    var isInBranch: Bool { !logs.isEmpty }

    func value(_ name: [UInt8]) -> PHPValue? { variables[name] }

    func set(_ name: [UInt8], _ value: PHPValue) {
        if !logs.isEmpty, logs[logs.count &- 1][name] == nil { logs[logs.count &- 1][name] = variables[name] ?? .undefined }
        variables[name] = value
    }

    /// Changes a variable in its place, without a copy of what it holds.
    func change<Result>(_ name: [UInt8], _ body: (inout PHPValue) -> Result) -> Result {
        if !logs.isEmpty, logs[logs.count &- 1][name] == nil { logs[logs.count &- 1][name] = variables[name] ?? .undefined }
        return body(&variables[name, default: .undefined])
    }

    // MARK: Branches

    func enterBranch() { logs.append([:]) }

    /// Ends a branch: gives the variables that it changed, and puts them back to what they were.
    func leaveBranch() -> [[UInt8]: PHPValue] {
        guard let log = logs.popLast() else { return [:] }
        var changes: [[UInt8]: PHPValue] = [:]
        for (name, old) in log {
            changes[name] = variables[name] ?? .undefined
            variables[name] = old
        }
        return changes
    }

    /// Takes over what branches changed, of which one was taken, or none where `mayBeNone`.
    func merge(_ branches: [[[UInt8]: PHPValue]], mayBeNone: Bool) {
        var names: Set<[UInt8]> = []
        for branch in branches { names.formUnion(branch.keys) }
        for name in names {
            let before = variables[name] ?? .undefined
            var joined: PHPValue? = mayBeNone ? before : nil
            for branch in branches {
                let value = branch[name] ?? before
                joined = joined?.joined(value) ?? value
            }
            if let joined { set(name, joined) }
        }
    }
}
