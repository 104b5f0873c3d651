import Formats
import Hosts
import Model
import Sys

/// What the operator named, as logs: a file, a folder, a root, a collection, or the standard input.
package struct LogDiscovery: Sendable {
    package var sources: [LogSource] = []
    /// What was named and could not be opened, with the reason.
    package var failures: [(path: RawText, reason: Localized)] = []
    /// The zone of the host, where a root was named.
    package var zone: TimeZoneRules?
    /// Formats that the host's own configuration gives to logs whose path ends so.
    package var configured: [(path: RawText, format: LogFormat)] = []
    /// The image, where one was named: what no file owns in it can hold deleted lines.
    package var image: ImageHost?
    /// Whether the sources were named one by one, so that each is read whatever it holds.
    package var isExplicit = true
    /// Why a collection was not unpacked: it would have written to the machine that is examined.
    package var refusal: Localized?

    /// - Parameters:
    ///   - name: a path on the machine that examines; "-" is the standard input.
    ///   - spoolFolder: where collections may be unpacked.
    ///   - mountedAt: where an image of one partition belongs on its host; guessed where nothing is said.
    package init(_ name: RawText, spoolFolder: SpoolFolder, mountedAt: RawText? = nil) {
        if name == "-" {
            sources = [LogDiscovery.standardInput]
            return
        }
        do throws(Errno) {
            let status = try OwnFile.status(name)
            switch status.kind {
            case .directory:
                isExplicit = false
                let host = try RootedHost(name)
                if LogPlaces.isRoot(host) {
                    let logs = ConfiguredLogs(host)
                    configured = logs.formats
                    zone = HostZone.rules(host)
                    sources = LogPlaces.sources(host, further: logs.paths)
                } else {
                    sources = LogPlaces.everything(host, below: "/")
                }
                let prefix = name == "/" ? RawText("") : LogDiscovery.trimmed(name)
                for index in sources.indices { sources[index].path = prefix + sources[index].path }
            case .regular, .blockDevice:
                let file = try KernelFile(Descriptor.file(name))
                var head: [UInt8] = []
                if let failure = file.read(at: 0, count: 512, into: &head) { failures.append((name, failure.reason)) }
                if !DiskImage.parts(file).isEmpty {
                    isExplicit = false
                    openImage(name, mountedAt)
                } else if LogDiscovery.isCollection(file, head) {
                    isExplicit = false
                    guard spoolFolder != .nowhere else {
                        refusal = SpoolFailure.refused.reason(CollectionArchive.what)
                        return
                    }
                    let unpacked = CollectionArchive.sources(file, named: name, spoolFolder: spoolFolder)
                    sources = unpacked.sources
                    if let reason = unpacked.failure { failures.append((name, reason)) }
                } else {
                    sources = [
                        LogSource(path: name, size: status.size, modified: status.times.modified, born: nil) {
                            do throws(Errno) { return .success(try KernelFile(Descriptor.file(name))) } catch {
                                return .failure(AccessFailure(error))
                            }
                        }
                    ]
                }
            case .fifo, .characterDevice:
                sources = [LogDiscovery.stream(name)]
            default: failures.append((name, AccessFailure.wrongKind(status.kind).reason))
            }
        } catch {
            failures.append((name, AccessFailure(error).reason))
        }
    }

    /// Whether a path leads to a tar or zip collection, which is unpacked before it is read.
    package static func isCollection(_ name: RawText) -> Bool {
        guard let status = try? OwnFile.status(name), status.kind == .regular, let file = try? KernelFile(Descriptor.file(name)) else {
            return false
        }
        var head: [UInt8] = []
        _ = file.read(at: 0, count: 512, into: &head)
        return isCollection(file, head)
    }

    private mutating func openImage(_ name: RawText, _ mountedAt: RawText?) {
        do throws(DiskImage.Failure) {
            let (host, others) = try DiskImage.host(name, mountedAt: mountedAt)
            zone = HostZone.rules(host)
            image = host
            let logs = ConfiguredLogs(host)
            configured = logs.formats
            sources = LogPlaces.sources(host, further: logs.paths)
            if sources.isEmpty { sources = LogPlaces.everything(host, below: "/") }
            for index in sources.indices { sources[index].path = name + "!" + sources[index].path }
            for part in others where part.kind != "swap" {
                failures.append(
                    (
                        name,
                        Localized(
                            en: "Partition \(part.number) (\(Prose([.words(part.kind)]))) of it was not read.",
                            ja: "パーティション \(part.number)(\(Prose([.words(part.kind)])))は読んでいません。")
                    ))
            }
        } catch {
            failures.append((name, LogDiscovery.reason(error)))
        }
    }

    private static func reason(_ failure: DiskImage.Failure) -> Localized {
        switch failure {
        case .notImage: Localized(en: "It is no image.", ja: "ディスクイメージではありません。")
        case .unavailable:
            Localized(
                en: "This build of Banken reads no images (it was built without libext2fs).",
                ja: "この Banken はディスクイメージを読めません(libext2fs なしでビルドされています)。")
        case .unsupported(let kinds):
            Localized(
                en: "It holds \(Prose([.words(kinds.joined(separator: ", "))])), and only ext2, ext3 and ext4 are read without mounting.",
                ja: "中身は \(Prose([.words(kinds.joined(separator: ", "))])) です。マウントせずに読めるのは ext2・ext3・ext4 だけです。")
        case .access(let failure): failure.reason
        }
    }

    private static func trimmed(_ name: RawText) -> RawText {
        var bytes = name.bytes
        while bytes.count > 1, bytes.last == 0x2f { bytes.removeLast() }
        return RawText(bytes)
    }

    /// Whether it is tar or zip, plain or packed.
    private static func isCollection(_ file: any OpenFile, _ head: [UInt8]) -> Bool {
        switch Packing(head) {
        case .tar, .zip: return true
        case .plain: return false
        case .packed:
            guard var stream = try? LogStream(file, head: head) else { return false }
            var first: [UInt8] = []
            _ = try? stream.append(to: &first, count: 512)
            if case .tar = Packing(first) { return true }
            return false
        }
    }

    private static var standardInput: LogSource { stream("/dev/stdin", named: "-") }

    /// A stream that can be read once.
    private static func stream(_ path: RawText, named name: RawText? = nil) -> LogSource {
        LogSource(path: name ?? path, size: nil, modified: nil) {
            do throws(Errno) { return .success(try StreamFile(Descriptor.waiting(path))) } catch { return .failure(AccessFailure(error)) }
        }
    }
}
