import Hosts
import Model
import Sys

/// Opens what the operator named as a host: the running machine, a folder that holds a root, or an image of a disk or a partition.
enum ExaminedHost {
    /// - Parameter mountedAt: where a partition's image belongs on the host ("/var").
    static func open(_ name: String, mountedAt: String?) throws -> any HostView {
        let path = RawText(name)
        do throws(Errno) {
            let status = try OwnFile.status(path)
            guard status.kind == .regular || status.kind == .blockDevice else { return try RootedHost(path) }
        } catch {
            throw CommandFailure(sentence(path, error))
        }
        return try image(path, mountedAt: mountedAt)
    }

    static func image(_ path: RawText, mountedAt: String?) throws -> ImageHost {
        do throws(DiskImage.Failure) {
            return try DiskImage.host(path, mountedAt: mountedAt.map { RawText($0) }).host
        } catch {
            throw CommandFailure("banken could not open \(path.escaped()) to examine it: " + why(error))
        }
    }

    private static func why(_ failure: DiskImage.Failure) -> String {
        switch failure {
        case .notImage:
            "it is neither a folder nor an image of a disk or of an ext file system. Logs are read by “banken log”, collections too."
        case .unavailable: "this program was built without libext2fs, so it reads no images. Mount it read-only and name the folder."
        case .unsupported(let kinds):
            "it holds \(kinds.joined(separator: ", ")), and only ext2, ext3 and ext4 are read without mounting. Mount it read-only and name the folder."
        case .access(let failure): DoctorCommand.plain(failure.reason[.en])
        }
    }

    private static func sentence(_ path: RawText, _ error: Errno) -> String {
        let why =
            switch error {
            case .notFound: "there is no such file or folder"
            case .denied, .notPermitted: "permission was denied; run it as root"
            default: "the kernel answered with error \(error.code)"
            }
        return "banken could not open \(path.escaped()) to examine it: \(why)."
    }
}
