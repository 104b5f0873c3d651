/// What the functions of a program can do with all that they call, so that those are passed over which can do nothing.
struct PHPReach {
    /// A call as far as its outcome depends on it.
    struct Call: Hashable {
        let function: ObjectIdentifier
        let arguments: Int
    }

    /// What a call gave, in which state of the program and how deep in other calls.
    struct Answer {
        let value: PHPValue
        let age: Int
        let depth: Int
    }

    private var means: [ObjectIdentifier: PHPMeans] = [:]
    /// How many functions it was worked out for.
    private(set) var count = 0
    /// Methods that PHP calls without a name in the source.
    private static let unnamed: Set<[UInt8]> = Set(
        ["__get", "__set", "__call", "__callstatic", "__tostring", "__invoke", "__isset", "__unset"].map { Array($0.utf8) })

    init() {}

    init(_ functions: [PHPFunction], _ classes: [[UInt8]: PHPClass]) {
        count = functions.count
        var callers: [[UInt8]: [PHPFunction]] = [:]
        for function in functions {
            means[ObjectIdentifier(function)] = function.means
            for name in function.means.calls { callers[name, default: []].append(function) }
        }
        // What is made by `new` calls the constructor and destructor of its class or of one that this extends.
        var children: [[UInt8]: [[UInt8]]] = [:]
        for type in classes.values where !type.parent.isEmpty { children[type.parent, default: []].append(type.name) }
        var queue = functions.filter { !$0.means.isIdle || $0.means.makes || $0.means.shares }
        var isOpen = false
        while let function = queue.popLast() {
            guard let own = means[ObjectIdentifier(function)] else { continue }
            var names = [function.name]
            if function.name.starts(with: "__construct".utf8) || function.name.starts(with: "__destruct".utf8)
                || function.name == function.owner
            {
                var open = [function.owner]
                while let type = open.popLast(), names.count < 1_000 {
                    names.append(type)
                    open += children[type] ?? []
                }
            }
            if Self.unnamed.contains(function.name), !own.isIdle { isOpen = true }
            for name in names {
                for caller in callers[name] ?? [] {
                    guard var joined = means[ObjectIdentifier(caller)] else { continue }
                    let before = (joined.acts, joined.takes, joined.makes, joined.shares)
                    joined.join(own)
                    guard before != (joined.acts, joined.takes, joined.makes, joined.shares) else { continue }
                    means[ObjectIdentifier(caller)] = joined
                    queue.append(caller)
                }
            }
        }
        if isOpen { means = [:] }
    }

    /// Nil where it cannot be told what it calls.
    func means(of function: PHPFunction) -> PHPMeans? { means[ObjectIdentifier(function)] }
}

extension PHPInterpreter {
    func means(of function: PHPFunction) -> PHPMeans {
        if reach.count != pending.count { reach = PHPReach(pending, classes) }
        return reach.means(of: function) ?? .all
    }

    /// A call by what its outcome depends on; nil where it has to be followed every time.
    func call(_ function: PHPFunction, _ values: [PHPValue]) -> PHPReach.Call? {
        let means = means(of: function)
        guard !means.shares, !function.parameters.contains(where: \.isReference), function.uses.isEmpty, !function.isArrow else {
            return nil
        }
        var hasher = Hasher()
        for value in values {
            hasher.combine(value.taint?.source)
            hasher.combine(value.taint?.marks)
            switch value.form {
            case .unknown, .undefined, .null: hasher.combine(0)
            case .bool(let truth): hasher.combine(truth)
            case .object(let name): hasher.combine(name)
            case .int(let number): hasher.combine(means.makes ? number : 0)
            case .double: hasher.combine(1)
            case .text(let text):
                // Whoever makes no text of text does the same with any, unless it names something.
                if means.makes || PHPTables.isHarmful(text) || value.isAssembled { hasher.combine(text) } else { hasher.combine(2) }
            case .array(let array):
                guard !means.makes, array.taint == nil else { return nil }
                hasher.combine(3)
            case .closure: return nil
            }
        }
        return PHPReach.Call(function: ObjectIdentifier(function), arguments: hasher.finalize())
    }
}
