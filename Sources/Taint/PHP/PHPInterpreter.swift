import Model

/// Follows a program of PHP without running it: constants are computed, data of visitors is followed through variables,
/// functions and objects, and decoded code is read as code again. Everything is bounded by a budget of steps.
final class PHPInterpreter {
    /// How a statement ends.
    enum Flow { case onward, leaves, continues, returns, exits }

    /// A text that is being followed: the file, or code that was decoded from it.
    struct Layer {
        var text: SourceText
        /// Where the file holds what this was decoded from.
        var origin: TaintPlace?
        var depth: Int
    }

    /// Expressions evaluated for one file: a base, so many for each byte of it, and a bound.
    private static let leastSteps = 200_000
    private static let stepsPerByte = 12
    private static let mostSteps = 1_200_000
    /// Bytes of texts put together for one file.
    static let mostBytes = 96 << 20
    static let deepestCalls = 7
    static let deepestExpressions = 220
    static let deepestLayers = 12
    static let mostLayers = 40

    var steps: Int
    private let budget: Int
    var bytesLeft = PHPInterpreter.mostBytes
    var isCut = false
    var layers: [Layer] = []
    var layer = 0
    var frames: [PHPFrame] = [PHPFrame(isOutermost: true)]
    var functions: [[UInt8]: PHPFunction] = [:]
    var classes: [[UInt8]: PHPClass] = [:]
    var constants: [[UInt8]: PHPValue] = [:]
    var properties: [[UInt8]: PHPValue] = [:]
    var made: [[UInt8]] = []
    var isSessionFed: Taint?
    var unserialized: Taint?
    var traces: [TaintTrace] = []
    var depth = 0
    /// Above 0, conditions are decided by known values and only the branch that is taken is followed.
    var concrete = 0
    /// Ways out of loops and functions that were met under a condition that is not known.
    var openExits = 0
    /// Passes of a loop that may have ended before.
    static let fewPasses = 4
    /// Functions whose bodies were followed at least once.
    var followed: Set<ObjectIdentifier> = []
    var calling: [ObjectIdentifier: Int] = [:]
    /// What the file does with names that a visitor gives, for the shape of a file manager.
    var handled: [PHPFileAction: (source: TaintPlace, sink: TaintPlace, function: RawText)] = [:]
    var facts = PHPShape()
    /// Files that are no programs by their names and that this one fills with code.
    var written: Set<[UInt8]> = []
    /// The list that what is followed right now may change before the owner sees it.
    var filtered: ShownList?
    /// Files that hold what a visitor sent, by what is known of their paths.
    var fed: [[UInt8]: Taint] = [:]
    /// What was printed since printing was held back, and what it is handed to.
    var heldBack: (callback: PHPValue, taint: Taint?)?

    init(size: Int) {
        budget = min(PHPInterpreter.mostSteps, PHPInterpreter.leastSteps &+ size &* PHPInterpreter.stepsPerByte)
        steps = budget
    }

    var frame: PHPFrame { frames[frames.count &- 1] }
    var outermost: PHPFrame { frames[0] }

    /// Follows a file from its first statement, then everything in it that nothing called.
    func run(_ bytes: [UInt8], _ words: Set<TellingWord>) {
        layers = [Layer(text: SourceText(bytes), origin: nil, depth: 0)]
        let (tokens, isTokenCut) = PHPLexer.tokens(bytes, inCode: false)
        isCut = isTokenCut
        guard PHPMeans.acts(tokens, bytes) || PHPShape.tellsVisitorsApart(words) || PHPShape.ordersDatabase(words) else { return }
        let program = PHPParser.parse(bytes, tokens, isCut: isTokenCut)
        isCut = program.isCut
        facts.look(at: program, bytes.count, words)
        declare(program)
        _ = run(program.statements)
        if isSessionFed != nil || facts.jumps {
            // The next request finds in its session what this one left there.
            steps = max(steps, budget / 4)
            _ = run(program.statements)
        }
        // Declarations of decoded layers join while they run.
        var index = 0
        var reserve = 16
        while index < pending.count, steps > 0 || reserve > 0 {
            // What stands behind an endless beginning is still looked at.
            if steps <= 0 {
                reserve &-= 1
                steps = budget / 32
            }
            let function = pending[index]
            index &+= 1
            guard !followed.contains(ObjectIdentifier(function)), !means(of: function).isIdle else { continue }
            followAlone(function)
        }
        followMagic()
        concludeShapes()
    }

    /// Functions in the order of their declaration.
    var pending: [PHPFunction] = []
    var reach = PHPReach()
    /// What calls gave, by the function and what was handed to it.
    var answers: [PHPReach.Call: PHPReach.Answer] = [:]
    /// Counts what properties, sessions and named variables took up, since what calls give depends on it.
    var age = 0

    func declare(_ program: PHPProgram) {
        for function in program.functions {
            function.layer = layer
            if !function.name.isEmpty { functions[function.name] = functions[function.name] ?? function }
            pending.append(function)
        }
        for type in program.classes {
            guard classes[type.name] == nil else { continue }
            classes[type.name] = type
            for method in type.methods {
                method.layer = layer
                pending.append(method)
            }
            for property in type.properties {
                guard let value = property.value else { continue }
                setProperty(ByteSearch.lower(property.name), evaluate(value), weak: false)
            }
        }
    }

    /// A function that nothing in the file calls: its parameters are not known.
    func followAlone(_ function: PHPFunction) {
        followed.insert(ObjectIdentifier(function))
        let old = layer
        layer = function.layer
        let frame = PHPFrame()
        frame.currentClass = function.owner
        for parameter in function.parameters { frame.set(parameter.name, .unknown) }
        frames.append(frame)
        _ = run(function.body)
        frames.removeLast()
        layer = old
    }

    /// Methods that PHP calls by itself, once more when all properties are known.
    private func followMagic() {
        let names = ["__destruct", "__tostring", "__wakeup", "__invoke", "__call", "__get", "__set", "__unserialize"]
        guard !properties.isEmpty || unserialized != nil else { return }
        for type in classes.values {
            let isMade = made.contains(type.name)
            guard isMade || unserialized != nil else { continue }
            for method in type.methods where names.contains(where: { method.name.elementsEqual($0.utf8) }) {
                isFollowingMagic = unserialized != nil
                followAlone(method)
                isFollowingMagic = false
            }
        }
    }

    /// While a method that `unserialize` calls is followed, every property is the visitor's.
    var isFollowingMagic = false

    // MARK: Places

    func place(_ offset: Int) -> TaintPlace {
        let current = layers[layer]
        let (line, text) = current.text.line(at: offset)
        guard current.depth > 0, let origin = current.origin else { return TaintPlace(offset: offset, line: line, text: text) }
        return TaintPlace(offset: origin.offset, line: line, layer: current.depth, text: text)
    }

    /// Counts one step; false where the budget is used up.
    func spend(_ count: Int = 1) -> Bool {
        steps &-= count
        if steps > 0 { return true }
        isCut = true
        return false
    }

    /// Counts bytes of a text that is put together.
    func spend(bytes: Int) -> Bool {
        bytesLeft &-= bytes
        if bytesLeft > 0 { return true }
        isCut = true
        return false
    }
}
