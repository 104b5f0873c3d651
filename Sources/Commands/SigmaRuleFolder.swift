import Hosts
import Model
import Sigma
import Sys

/// Reads files of Sigma rules from where the operator keeps them.
enum SigmaRuleFolder {
    private static let mostBytes = 4 << 20
    private static let mostFiles = 100_000

    /// The rules of a file, or of all `.yml` and `.yaml` files below a folder.
    static func files(_ name: String) throws -> [SigmaRuleFile] {
        let path = RawText(name)
        do throws(Errno) {
            if try OwnFile.status(path).kind == .directory {
                let host = try RootedHost(path)
                return read(host, "/", name, depth: 0)
            }
            let bytes = try OwnFile.read(path, limit: mostBytes)
            return [SigmaRuleFile(path: name, text: RawText(bytes).utf8 ?? "")]
        } catch {
            let why = error == .notFound ? "there is no such file or folder" : "the kernel answered with error \(error.code)"
            throw CommandFailure("The Sigma rules \(path.escaped()) could not be read: \(why).", outcome: .wrongUsage)
        }
    }

    private static func read(_ host: RootedHost, _ folder: RawText, _ name: String, depth: Int) -> [SigmaRuleFile] {
        guard depth < 32, case .success(let names) = host.names(in: folder) else { return [] }
        var files: [SigmaRuleFile] = []
        for entry in names {
            guard files.count < mostFiles else { break }
            let path = folder.appending(entry)
            guard case .success(let status) = host.status(path, followingLast: false) else { continue }
            if status.kind == .directory {
                files += read(host, path, name, depth: depth + 1)
            } else if entry.hasSuffix(".yml") || entry.hasSuffix(".yaml"), case .success(let content) = host.read(path, limit: mostBytes) {
                files.append(SigmaRuleFile(path: name + path.escaped(), text: RawText(content.bytes).utf8 ?? ""))
            }
        }
        return files
    }
}
