import Model
import Provenance

extension Detector {
    /// A regular file among the devices.
    static let fileAmongDevices = Detector(
        id: "file.device-folder.regular",
        title: Localized(en: "An ordinary file among the devices", ja: "機器用の場所(/dev)に普通のファイルがあります"),
        claim: Localized(
            en: "/dev holds devices, made anew at every boot; intruders keep programs and sniffed passwords there.",
            ja: "/dev は機器の入口だけが置かれる場所で、侵入者がプログラムや盗んだパスワードの隠し場所に使います。"),
        techniques: ["T1564"], aspect: .hiding, needs: [.files],
        misses: Localized(en: "Files in /dev/shm and /dev/mqueue, which programs use.", ja: "/dev/shm と /dev/mqueue は普通に使われるため対象外です。")
    ) { situation in
        situation.facts.files.compactMap { file in
            guard file.path.isInside("/dev"), file.status.kind == .regular, !file.path.isInside("/dev/shm"),
                !file.path.isInside("/dev/mqueue"), !file.path.isInside("/dev/hugepages"), file.status.size > 0,
                Places.oddFolder(of: file.path) == nil, !["MAKEDEV", ".udev.tdb"].contains(file.path.lastComponent)
            else { return nil }
            let isProgram = file.shape.isProgram || !file.matches.isEmpty
            return Claim(
                isProgram ? .high : .medium, .likely, Subject(.file, path: file.path),
                explanation: Localized(
                    en: "\(file.path) is an ordinary file of \(file.status.size) bytes; nothing of the system writes there.",
                    ja: "\(file.path) は \(file.status.size) バイトの普通のファイルです。システムがここに書くことはありません。"),
                nextSteps: [.preserve(file.path)]
            ).with(file: file, situation)
        }
    }
}
