import Hosts
import Model
import Sys

/// Where what does not fit into memory may lie while logs are read, in a file without a name.
package enum SpoolFolder: Hashable, Sendable {
    case at(RawText)
    /// Nowhere: what is examined is the machine that we run on, and a file on its disk would overwrite blocks that deleted logs still lie in.
    case nowhere

    /// - Parameters:
    ///   - named: the folder that the operator named for it.
    ///   - isOwn: what is examined is the running machine, or its logs.
    ///   - usual: where it may lie otherwise.
    package init(named: RawText?, isOwn: Bool, usual: RawText) {
        if let named { self = .at(named) } else { self = isOwn ? .nowhere : .at(usual) }
    }
}

/// Why nothing could be laid down outside of memory.
package enum SpoolFailure: Error, Hashable, Sendable {
    /// What is examined is the machine that we run on, and no folder was named.
    case refused
    case kernel(Errno)

    /// - Parameter what: what did not fit into memory, with an article: "the timeline", 「タイムライン」.
    package func reason(_ what: Localized) -> Localized {
        switch self {
        case .refused:
            Localized(
                en:
                    "\(what[.en]) would have to be laid on the disk of this machine while it is read, and this machine is what is examined: that would overwrite traces. Nothing was written. Name a folder on another disk with --spool.",
                ja:
                    "\(what[.ja])を読むには、このマシンのディスクに一時ファイルを置く必要があります。調べている当のマシンなので、痕跡を上書きしないよう中止しました(何も書き込んでいません)。--spool で、別のディスクにあるフォルダーを指定してください。"
            )
        case .kernel(let error):
            Localized(
                en:
                    "\(what[.en]) could not be laid down while it is read: the kernel answered with error \(error.code). Name a folder with room by --spool.",
                ja: "\(what[.ja])を一時的に置く場所がありません(カーネルのエラー \(error.code))。空きのあるフォルダーを --spool で指定してください。")
        }
    }
}

/// Whether what the operator named is the machine that we run on, or logs of it.
package enum OwnMachine {
    /// - Parameter name: a path on this machine, absolute or not; "-" is the standard input, which may carry anything and counts as its own.
    package static func holds(_ name: RawText) -> Bool {
        guard name != "-", let root = try? RootedHost("/") else { return true }
        var path = name
        if !path.hasPrefix("/") {
            guard case .success(let folder) = root.linkTarget("/proc/self/cwd") else { return true }
            path = folder.appending(path)
        }
        // What leads nowhere, or through a link of procfs into a namespace, is not known to be another machine's.
        guard let place = root.resolve(path) else { return true }
        return LogPlaces.isPlace(place)
    }
}

extension LogPlaces {
    /// Whether logs of a host lie at a path of it, or below.
    static func isPlace(_ path: RawText) -> Bool {
        if path == "/" { return true }
        for folder in folders where path == folder || path.hasPrefix(folder + "/") || folder.hasPrefix(path + "/") { return true }
        let parts = path.split(0x2f).filter { !$0.isEmpty }
        return patterns.contains { pattern in
            let wanted = pattern.split(0x2f).filter { !$0.isEmpty }
            return parts.count == wanted.count && zip(wanted, parts).allSatisfy { Wildcard.matches($0.bytes[...], $1.bytes[...]) }
        }
    }
}
