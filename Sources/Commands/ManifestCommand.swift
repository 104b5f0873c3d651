import Archives
import ArgumentParser
import Collectors
import Evidence
import Formats
import Hosts
import Model
import Sys

/// `banken manifest`: what the distribution's packages hold, to judge hosts by whose own record may be forged.
struct ManifestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifest", abstract: "Make, show and verify manifest packs: what the distribution's packages hold.",
        discussion: """
            apt-get download coreutils    on a clean machine, in the version of the host
            banken manifest make *.deb --output bookworm.manifest
            banken scan /mnt/suspect --manifest bookworm.manifest

            A pack is as good as the packages it was made of: fetch them with a package manager that checks the distribution's signatures.
            """,
        subcommands: [Make.self, Show.self, Verify.self])

    struct Make: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make", abstract: "Make a pack of .deb and .rpm files, or of all in a folder.")
        @Argument(help: ArgumentHelp("Package files, and folders that hold some (a mirror).", valueName: "FILE")) var files: [String]
        @Option(help: ArgumentHelp("Where the pack is written.", valueName: "FILE")) var output: String
        @Option(
            help: ArgumentHelp(
                "Sign with the key in this file, made on first use, and not with the one in the state folder.", valueName: "FILE"))
        var key: String?
        @Option(help: ArgumentHelp("Where our keys lie. Default: BANKEN_STATE, else /var/lib/banken.", valueName: "DIR")) var state: String?

        func run() throws {
            if let reason = TarReader.unavailable { throw CommandFailure(DoctorCommand.plain(reason.en)) }
            let key = try StateFolder(named: state).signingKey(key)
            let places = try files.flatMap { try PackageFiles.below(RawText($0)) }
            var bytes = ManifestFormat.magic.bytes + [0x0a]
            var count = 0
            for place in places {
                ManifestFormat.append(try manifest(place), to: &bytes)
                count += 1
            }
            guard count > 0 else { throw CommandFailure("There is no .deb or .rpm file in what was named.", outcome: .wrongUsage) }
            guard let signature = key.signature(over: ContentDigester.fingerprint(bytes)) else {
                throw CommandFailure("The pack could not be signed.")
            }
            bytes += SignatureLine(publicKey: key.publicKey, signature: signature).bytes
            try StateFolder(named: state).write(RawText(output), bytes, mode: 0o644)
            try? Output.write(
                Array("\(count) packages, \(bytes.count) bytes, public key \(Digest(.sha256, key.publicKey).hexadecimal)\n".utf8), to: 2)
        }

        private func manifest(_ place: RawText) throws -> PackageManifest {
            let bytes: [UInt8]
            do throws(Errno) { bytes = try OwnFile.read(place, limit: PackageArchive.mostBytes) } catch {
                throw CommandFailure("\(place.escaped()) could not be read: the kernel answered with error \(error.code).")
            }
            do throws(ArchiveFailure) { return try PackageArchive.manifest(bytes) } catch {
                throw CommandFailure("\(place.escaped()) could not be understood: \(error.reason).")
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "List the packages of a pack, or the files of one.")
        @Argument(help: ArgumentHelp("The pack.", valueName: "FILE")) var file: String
        @Option(name: .customLong("package"), help: ArgumentHelp("Show the files of this package.", valueName: "NAME")) var name: String?

        func run() throws {
            let pack = try ManifestFile.read(file, key: nil).pack
            let parsed = ManifestFormat.parse(pack.bytes.span) { name == nil || $0.name == RawText(name ?? "") }
            var text = ""
            for package in parsed.value {
                text +=
                    "\(package.system.rawValue) \(package.name.escaped()) \(package.version.escaped()) \(package.architecture.escaped()) \(package.files.count)\n"
                guard name != nil else { continue }
                for file in package.files {
                    text +=
                        "  \(file.kind.rawValue) \(String(file.mode, radix: 8)) \(file.sha256?.hexadecimal ?? "-") \(file.path.escaped())\n"
                }
            }
            try? Output.write(Array(text.utf8), to: 1)
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "verify", abstract: "Check the signature of a pack and its lines.")
        @Argument(help: ArgumentHelp("The pack.", valueName: "FILE")) var file: String
        @Option(help: ArgumentHelp("The key that it has to be signed with: a file or 64 hexadecimal digits.", valueName: "KEY"))
        var publicKey: String?

        func run() throws {
            let pack = try ManifestFile.read(file, key: publicKey).pack
            let parsed = ManifestFormat.parse(pack.bytes.span)
            if let problem = parsed.problems.first {
                throw CommandFailure("Line \(problem.line ?? 0) of the pack makes no sense: \(problem.reason).")
            }
            let key = Digest(.sha256, pack.publicKey).hexadecimal
            let whose = publicKey == nil ? " (its own word: compare it with what the maker told you)" : ""
            let files = parsed.value.reduce(0) { $0 + $1.files.count }
            try? Output.write(Array("\(parsed.value.count) packages, \(files) files, signed by \(key)\(whose)\n".utf8), to: 1)
        }
    }
}

/// The package files in what was named on the command line.
enum PackageFiles {
    private static let deepest = 16

    static func below(_ place: RawText) throws -> [RawText] {
        let status: FileStatus
        do throws(Errno) { status = try OwnFile.status(place) } catch {
            throw CommandFailure("\(place.escaped()) is not there.", outcome: .wrongUsage)
        }
        return status.kind == .directory ? folder(place, depth: 0) : [place]
    }

    private static func folder(_ place: RawText, depth: Int) -> [RawText] {
        guard depth < deepest, let host = try? RootedHost(place), case .success(let names) = host.names(in: "/") else { return [] }
        return names.flatMap { name -> [RawText] in
            let path = place.appending(name)
            switch host.status(RawText("/").appending(name), followingLast: false).map(\.kind) {
            case .success(.directory): return folder(path, depth: depth + 1)
            case .success(.regular): return name.hasSuffix(".deb") || name.hasSuffix(".rpm") ? [path] : []
            default: return []
            }
        }
    }
}
