import Model

/// What a loader's file says of the files that it reads itself.
package struct LoaderStrings: Hashable, Sendable {
    /// "/etc/ld.so.cache", in every loader of the GNU C library.
    package var namesCache = false
    /// "/etc/ld.so.preload", or the place that NixOS gives it.
    package var namesPreload = false
    /// Absolute paths that a loader does not read, at most five.
    package var strangePaths: [RawText] = []

    package init() {}

    /// How the paths in a loader begin: its libraries, its settings, and where it was built.
    private static let known: [RawText] = [
        "/lib", "/usr/lib", "/usr/local", "/etc/ld.so.", "/etc/ld-nix.so.preload", "/etc/suid-debug", "/proc/", "/sys/", "/dev/full",
        "/dev/null", "/var/tmp", "/var/profile", "/nix/", "/gnu/", "/libexec", "/usr/share", "/usr/src", "/build", "/tmp/",
    ]

    /// Texts of at least four bytes that begin with a slash and end with NUL.
    package static func parse(_ input: Span<UInt8>) -> Parsed<LoaderStrings> {
        var strings = LoaderStrings()
        var index = 0
        while index < input.count {
            guard input[index] == 0x2f, index == 0 || input[index &- 1] == 0 else {
                index &+= 1
                continue
            }
            var end = index
            while end < input.count, end &- index < 4_096, input[end] > 0x20, input[end] < 0x7f { end &+= 1 }
            if end < input.count, input[end] == 0, end &- index >= 4 { strings.take(PackageBytes.text(input, index..<end)) }
            index = max(end, index &+ 1)
        }
        return Parsed(strings)
    }

    private mutating func take(_ path: RawText) {
        if path == "/etc/ld.so.cache" { namesCache = true }
        if path == "/etc/ld.so.preload" || path == "/etc/ld-nix.so.preload" { namesPreload = true }
        guard strangePaths.count < 5, !path.contains("%"), path.bytes.dropFirst().contains(0x2f) else { return }
        if !LoaderStrings.known.contains(where: { path.hasPrefix($0) }) { strangePaths.append(path) }
    }
}
