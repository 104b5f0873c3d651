import ContentRules
import Formats
import Hosts
import Model

/// The images that boot the kernels of this host, unpacked and held against what the disk has: an intruder who edits one is
/// root before anything else runs, and no package record tells of it.
enum InitialImages {
    static let id = "initialImages"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let patterns: [RawText] = [
        "/boot/initrd.img-*", "/boot/initramfs-*.img", "/boot/initramfs-*", "/boot/initrd-*", "/boot/initrd", "/boot/*/*/initrd",
        "/boot/efi/*/*/initrd", "/efi/*/*/initrd",
    ]
    private static let mostImages = 8
    private static let mostPacked = 192 << 20
    private static let mostUnpacked = 512 << 20
    private static let mostKept = 200
    private static let longestJudged = 16 << 20

    static func collect(_ collection: inout Collection) {
        var seen: Set<RawText> = []
        for path in patterns.flatMap({ Wildcard.expand($0, collection.host) }) {
            guard let place = collection.host.resolve(path), seen.insert(place).inserted,
                case .success(let status) = collection.host.status(place, followingLast: true), status.kind == .regular, status.size > 0,
                !isSetAside(place)
            else { continue }
            guard seen.count <= mostImages else { return collection.gaps.add(id, place, .tooDeep(limit: mostImages), kinds) }
            read(place, status, &collection)
        }
    }

    /// Copies that no boot loader starts, and images of other things.
    private static func isSetAside(_ path: RawText) -> Bool {
        ([".bak", ".old", ".dpkg-bak", ".sha256", ".txt", ".hmac"] as [RawText]).contains { path.hasSuffix($0) }
    }

    private static func read(_ path: RawText, _ status: FileStatus, _ collection: inout Collection) {
        guard let content = collection.read(path, limit: mostPacked, id, kinds) else { return }
        var judge = Judge(FileFact(path: path, status: status), &collection)
        let problems = InitialImageFormat.each(content.bytes.span, limit: mostUnpacked) { entry, archive in
            judge.look(entry, archive)
            return judge.found.count < mostKept
        }
        if let problem = problems.first {
            collection.gaps.add(
                Gap(
                    collector: id, subject: path,
                    reason: Localized(
                        en: "A part of the image that boots the kernel could not be unpacked (byte \(problem.offset)).",
                        ja: "カーネルを起動するイメージの一部が展開できませんでした(\(problem.offset) バイト目)。"),
                    facts: kinds))
        }
        for found in judge.found { collection.facts.hooks.imageFiles.append(found) }
    }

    /// What decides whether a file of an image is explained.
    private struct Judge {
        private let image: FileFact
        private let host: any HostView
        private let appraiser: Appraiser
        /// Files of the tools that make images, by their names: hooks keep theirs, some with a number in front.
        private let sources: [RawText: RawText]
        var found: [InitialImageFile] = []

        init(_ image: FileFact, _ collection: inout Collection) {
            (self.image, host) = (image, collection.host)
            appraiser = Appraiser(index: collection.index, rules: collection.rules)
            var sources: [RawText: RawText] = [:]
            let folders: [RawText] = [
                "/usr/share/initramfs-tools/*", "/usr/share/initramfs-tools/scripts/*", "/usr/share/initramfs-tools/scripts/*/*",
                "/etc/initramfs-tools/*", "/etc/initramfs-tools/scripts/*", "/etc/initramfs-tools/scripts/*/*",
                "/usr/lib/dracut/modules.d/*/*", "/usr/lib/initcpio/*", "/usr/lib/initcpio/*/*", "/etc/initcpio/*/*",
            ]
            for path in folders.flatMap({ Wildcard.expand($0, collection.host) }).prefix(20_000) { sources[path.lastComponent] = path }
            self.sources = sources
        }

        mutating func look(_ entry: CpioEntry, _ archive: [UInt8]) {
            guard entry.isRegular, !entry.content.isEmpty, entry.content.count <= longestJudged else { return }
            let path = RawText(entry.path.bytes.drop { $0 == 0x2e || $0 == 0x2f })
            let head = archive.span.extracting(entry.content.lowerBound..<min(entry.content.upperBound, entry.content.lowerBound + 512))
            let shape = ScriptHeader.shape(of: head)
            let isModule = path.contains(".ko")
            guard shape.isProgram || shape == .text, path.lastComponent != "ORDER" else { return }
            // What the disk has at the same place is judged there; that an image is older than it says nothing.
            let twin = host.resolve("/" + path)
            if isModule || shape == .elf, twin != nil { return }
            let content = Array(archive[entry.content])
            if appraiser.template(of: content, except: "") != nil { return }
            let counterpart = twin ?? source(of: path)
            let isHook = path.contains("scripts/") || path.contains("/hooks/") || path.hasPrefix("hooks/")
            var fact = InitialImageFile(image: image, path: path, shape: shape, counterpart: counterpart, isHook: isHook)
            if let counterpart, let known = lines(of: counterpart) {
                if known.bytes == content { return }
                fact.traits = traits(content).filter { !known.lines.contains($0.text) }
            } else {
                fact.traits = traits(content)
            }
            if let rules = appraiser.rules {
                fact.matches = rules.scan(content, of: ScannedFile(path: "/" + path), limits: .ordinary).matches
            }
            // Settings and lists that are made anew with every image say nothing by themselves.
            let isPlain = shape == .text && !isHook || isModule
            if fact.traits.isEmpty, fact.matches.isEmpty, isPlain || counterpart != nil { return }
            found.append(fact)
        }

        private func traits(_ content: [UInt8]) -> [TraitHit] {
            content.count <= 1 << 20 ? Array(ShellTraits.scan(content.span).prefix(50)) : []
        }

        private func source(of path: RawText) -> RawText? {
            let name = path.lastComponent
            if let source = sources[name] { return source }
            // dracut puts a number in front: "99-cleanup.sh".
            let bare = name.bytes.drop { $0.isDigit }
            guard bare.first == 0x2d else { return nil }
            return sources[RawText(bare.dropFirst())]
        }

        private func lines(of path: RawText) -> (bytes: [UInt8], lines: Set<RawText>)? {
            guard case .success(let content) = host.read(path, limit: 1 << 20), !content.isCut else { return nil }
            let lines = content.bytes.split(separator: 0x0a).map { RawText($0.prefix(200)) }
            return (content.bytes, Set(lines))
        }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= 0x30 && self <= 0x39 }
}
