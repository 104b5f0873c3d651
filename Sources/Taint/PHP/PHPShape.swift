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
    var opensSocket: TaintPlace?
    var runsShell: TaintPlace?

    mutating func look(at program: PHPProgram, _ bytes: [UInt8]) {
        size = bytes.count
        jumps = ByteSearch.contains("goto ", bytes)
        let declared = Set(program.classes.map(\.name))
        isPart = program.classes.contains { !$0.parent.isEmpty && !declared.contains($0.parent) }
        let checks: [StaticString] = [
            "getimagesize", "pathinfo", "mime_content_type", "finfo", "in_array", "is_user_logged", "current_user_can", "wp_verify_nonce",
            "check_admin", "allowed", "extension", "csrf", "exif_imagetype", "strrchr", "preg_match",
        ]
        checksUploads = checks.contains { ByteSearch.contains($0, bytes) }
        let guards: [StaticString] = ["defined(", "defined (", "namespace ", "_jexec", "abspath", "@package", "@license", "@copyright"]
        isGuarded = guards.contains { ByteSearch.contains($0, bytes) }
        let includes: [StaticString] = ["require_once", "include_once", "require(", "require ", "include(", "include "]
        if includes.contains(where: { ByteSearch.contains($0, bytes) }) { isPart = true }
    }
}
