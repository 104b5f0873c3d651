import Formats
import Hosts
import Model

/// sshrc, which every log-in over SSH runs (sshd(8), SSHRC): what its text runs, line by line no program of its own.
enum SSHClientFiles {
    static let id = "sshClient"

    static func collect(_ collection: inout Collection) {
        let path: RawText = "/etc/ssh/sshrc"
        guard let content = collection.read(path, limit: 65_536, id, [.autoruns]) else { return }
        collection.addAutorun(
            .sshCommand, Place(path), name: "sshrc", command: RawText(content.bytes), file: collection.appraise(path))
    }
}
