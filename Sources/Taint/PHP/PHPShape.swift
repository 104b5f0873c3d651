/// What a visitor may have done to files, by a name of his choice.
enum PHPFileAction: Hashable, CaseIterable {
    case delete, rename, mode, list, read, open, write, makeFolder, upload
}

/// What a file of PHP is as a whole: a part of a larger program, or something that stands alone.
struct PHPShape {
    /// Whether it brings in other files, or extends classes of others: then it is a part of something.
    private(set) var isPart = false
    /// Whether it looks at what is uploaded before it is kept.
    private(set) var checksUploads = false
    private(set) var size = 0
    /// Whether a guard of the kind that parts of larger programs begin with stands in it.
    private(set) var isGuarded = false
    /// Whether jumps change the order of what is run.
    private(set) var jumps = false
    /// Whether it looks at what kind of visitor comes, and knows search engines by name.
    private(set) var tellsVisitorsApart = false
    /// Whether it asks who the visitor is and what he may do.
    private(set) var asksWhoMay = false
    /// Whether it reads the body of the request as it is.
    private(set) var sendsBody = false
    /// Whether it tells a data base to write a file or to run a command.
    private(set) var ordersDatabase = false
    /// Where it connects to a data base that a visitor names.
    var chosenDatabase: TaintPlace?
    /// A visitor's name of a file that is open.
    var chosenFile: Taint?
    /// Names of functions that run something, put together letter by letter.
    var spelt: Set<[UInt8]> = []
    /// Where it looks for those who may do everything.
    var seeksAdministrator: TaintPlace?
    var opensSocket: TaintPlace?
    var runsShell: TaintPlace?

    mutating func look(at program: PHPProgram, _ size: Int, _ words: Set<TellingWord>) {
        self.size = size
        jumps = words.contains(.goto)
        sendsBody = words.contains(.inputStream)
        ordersDatabase = PHPShape.ordersDatabase(words)
        asksWhoMay = !words.isDisjoint(with: [.currentUserCan, .verifyNonce, .checkAdmin, .isLoggedIn])
        let declared = Set(program.classes.map(\.name))
        isPart = program.classes.contains { !$0.parent.isEmpty && !declared.contains($0.parent) }
        checksUploads = !words.isDisjoint(with: PHPShape.checks)
        isGuarded = !words.isDisjoint(with: PHPShape.guards)
        tellsVisitorsApart = PHPShape.tellsVisitorsApart(words)
        if !words.isDisjoint(with: PHPShape.includes) { isPart = true }
    }

    static func tellsVisitorsApart(_ words: Set<TellingWord>) -> Bool {
        !words.isDisjoint(with: [.agentHeader, .refererHeader])
            && !words.isDisjoint(with: [.google, .yahoo, .bingBot, .yandex, .baidu, .slurp, .spider])
    }

    /// Whether words of parts of larger programs stand in a file.
    static func isPartOfProgram(_ words: Set<TellingWord>) -> Bool {
        !words.isDisjoint(with: guards) || !words.isDisjoint(with: includes)
    }

    static func ordersDatabase(_ words: Set<TellingWord>) -> Bool {
        !words.isDisjoint(with: [.intoOutfile, .intoDumpfile, .commandShell, .soname])
    }

    private static let checks: Set<TellingWord> = [
        .getImageSize, .pathInfo, .mimeType, .fileInfo, .inArray, .isLoggedIn, .currentUserCan, .verifyNonce, .checkAdmin, .allowed,
        .nameExtension, .csrf, .imageType, .lastPart, .pregMatch,
    ]
    private static let guards: Set<TellingWord> = [
        .definedCall, .definedSpaced, .namespace, .openingNamespace, .jexec, .abspath, .package, .license, .copyright,
    ]
    private static let includes: Set<TellingWord> = [.requireOnce, .includeOnce, .requireCall, .require, .includeCall, .include]
}
