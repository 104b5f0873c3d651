import Model
import Provenance

/// Why an entry that shows nothing bad is still not what an administrator makes; nil where one could have made it.
struct AutorunOddity {
    let severity: Severity
    let reason: Localized
    /// The files whose times tell of it.
    let files: [FileFact]

    init?(_ entry: AutorunEntry, _ unexplained: [AutorunTarget]) {
        let files = unexplained.compactMap(\.file)
        let isBelowLocal = unexplained.allSatisfy { target in
            (target.path ?? target.written).isInside("/usr/local") || (target.path ?? target.written).isInside("/opt")
        }
        switch entry.mechanism {
        case .systemdGenerator:
            self.init(
                files.contains { $0.shape == .elf } || !entry.place.path.isInside("/etc") && !entry.place.path.isInside("/usr/local")
                    ? .high : .medium, files,
                Localized(
                    en: "systemd runs it before everything else, at every boot; only packages have such programs.",
                    ja: "起動のたびに何よりも先に動くもので、普通は配布物だけが置きます。"))
        case .temporaryFiles:
            self.init(
                .medium, files,
                Localized(
                    en: "The line makes it anew at every boot, so that deleting it does not help.", ja: "この行が起動のたびに作り直すため、消しても戻ります。"))
        case .binaryFormat where entry.schedule == "C" && !files.isEmpty:
            self.init(
                .high, files,
                Localized(
                    en: "It is handed root's rights whenever a set-user-ID file of that kind is run.",
                    ja: "該当する形式の特権ファイルが実行されるたびに、管理者の権限を受け取ります。"))
        case .systemdUnit where AutorunOddity.posesAsSystem(entry):
            self.init(
                .medium, files,
                Localized(
                    en: "Its name is made like those of systemd's own, and it is none of them.", ja: "systemd 自身のものに似せた名前ですが、そうではありません。"))
        case .kernelModule
        where entry.place.path.contains("/modprobe.d/") && !entry.command.isEmpty
            && unexplained.contains { $0.role != .library && $0.file != nil }:
            self.init(
                .medium, files,
                Localized(
                    en: "It runs as root whenever the kernel asks for that module.", ja: "カーネルがその部品を求めるたびに、管理者の権限で動きます。"))
        case .dbus where !isBelowLocal && !files.isEmpty && !entry.place.path.isInside("/usr/local"):
            self.init(
                .medium, files,
                Localized(
                    en: "Whoever sends it a message starts it; only packages have such services.", ja: "メッセージを送るだけで起動します。普通は配布物だけが置きます。"))
        case .udev where AutorunOddity.plantsJob(entry.command):
            self.init(
                entry.command.contains("crontab") ? .high : .medium, files,
                Localized(
                    en: "A device that appears plants a job or opens a shell, which no device needs.",
                    ja: "機器が現れるたびに定期実行の登録やシェルの起動を行います。機器の設定には必要のないことです。"))
        case .shellStart where (entry.command.hasPrefix("BASH_ENV=") || entry.command.hasPrefix("ENV=")) && !files.isEmpty,
            .systemdUnit where entry.command.hasPrefix("BASH_ENV=") && !files.isEmpty:
            self.init(
                .medium, files,
                Localized(en: "Every script of the shell runs it first.", ja: "シェルのすべてのスクリプトが、最初にこれを実行します。"))
        case .languageHook where AutorunOddity.runsCommand(entry):
            // What lies among Python's own modules and hides there is no module.
            self.init(
                unexplained.contains { ($0.path ?? $0.written).contains("/.") && $0.file?.shape == .elf } ? .high : .medium, files,
                Localized(en: "Python runs it at every start.", ja: "Python が起動するたびに実行されます。"))
        case .languageHook
        where entry.place.path.hasSuffix("customize.py") && files.contains(where: { $0.traits.contains { $0.trait == .startsPrograms } }):
            self.init(
                .medium, files,
                Localized(
                    en: "Python reads it at every start, and it starts other programs.", ja: "Python が起動するたびに読み込まれ、ほかのプログラムを動かします。"))
        case .languageHook
        where entry.place.path.isInside("/etc/perl") && entry.place.path.hasSuffix(".pm") && entry.place.path != "/etc/perl/CPAN/Config.pm":
            self.init(
                .medium, files,
                Localized(
                    en: "Perl looks there first, so that it takes the place of the distribution's module of that name.",
                    ja: "Perl が最初に探す場所なので、配布物の同じ名前の部品の代わりに読み込まれます。"))
        case .bootHook where entry.place.path.isInside("/usr/share") || entry.place.path.isInside("/usr/lib"):
            self.init(
                .medium, files,
                Localized(
                    en: "It lies among the distribution's own, and goes into the image that boots the kernel.",
                    ja: "配布物の置き場所に混じっていて、カーネルを起動するイメージに組み込まれます。"))
        case .packageHook where entry.place.path.contains("-plugins/"):
            self.init(
                .medium, files,
                Localized(en: "The package manager loads it at every call.", ja: "パッケージ管理が動くたびに読み込まれます。"))
        case .languageHook where unexplained.contains(where: AutorunOddity.isDisguised):
            self.init(
                .medium, files,
                Localized(
                    en: "Its name is that of a picture or a text, and it is run before every page.", ja: "画像や文書の名前ですが、すべてのページの前に実行されます。"))
        default:
            // Administrators keep their own programs in /usr/local, /opt and /srv; one among the distribution's own wants to pass as one.
            let hiding = unexplained.filter { AutorunOddity.hides($0) }
            if !hiding.isEmpty {
                self.init(
                    .medium, hiding.compactMap(\.file),
                    Localized(
                        en: "The program hides among hidden files, where no tool keeps one.", ja: "隠しファイルの中に、さらに隠して置かれたプログラムです。"))
                return
            }
            let posing = unexplained.filter { AutorunOddity.posesAsPackaged($0, entry) }
            guard !posing.isEmpty else { return nil }
            self.init(
                .medium, posing.compactMap(\.file),
                Localized(
                    en: "It lies among the distribution's own programs, where only packages put something.",
                    ja: "配布物だけが置かれるはずの場所に混じっています。"))
        }
    }

    private init(_ severity: Severity, _ files: [FileFact], _ reason: Localized) {
        (self.severity, self.files, self.reason) = (severity, files, reason)
    }

    private static func posesAsPackaged(_ target: AutorunTarget, _ entry: AutorunEntry) -> Bool {
        guard let path = target.path, let file = target.file, file.status.kind == .regular else { return false }
        return target.role != .library && target.role != .interpreter && file.record == .unowned && file.shape == .elf
            && Places.isSystem(path) && (path != entry.place.path || !path.isInside("/etc"))
    }

    /// Programs alone: what a shell reads from a home hides by custom.
    private static func hides(_ target: AutorunTarget) -> Bool {
        guard let path = target.path, let file = target.file, file.record == .unowned else { return false }
        // Nothing that a program loads hides among the distribution's own files.
        if path.lastComponent.hasPrefix("."), Places.isSystem(path), target.role == .script, !path.isInside("/etc") { return true }
        return (file.shape == .elf || file.status.isExecutable && file.shape.isProgram) && Places.hidesTwice(path)
    }

    private static func plantsJob(_ command: RawText) -> Bool {
        let words = command.split(0x20).map(\.lastComponent)
        guard let first = words.first else { return false }
        if ["at", "batch", "crontab", "systemd-run"].contains(first) { return true }
        return ["sh", "bash", "dash"].contains(first)
            && (command.contains("crontab") || command.contains(" at ") || command.contains("nohup"))
    }

    /// A path file of Python whose line does more than to change the search path.
    private static func runsCommand(_ entry: AutorunEntry) -> Bool {
        guard entry.place.path.hasSuffix(".pth") else { return false }
        return ["os.system", "os.popen", "subprocess", "exec(", "eval(", "urllib", "socket", "base64"].contains {
            entry.command.contains($0)
        }
    }

    /// A unit whose name begins as systemd's own do, in the folders where administrators put theirs.
    private static func posesAsSystem(_ entry: AutorunEntry) -> Bool {
        guard entry.file?.record == .unowned, !entry.place.path.contains(".d/"), !entry.place.path.isInside("/home") else { return false }
        return entry.name.hasPrefix("systemd-") || entry.name.hasPrefix("dbus-org.") || entry.name.hasPrefix("org.freedesktop.")
    }

    private static func isDisguised(_ target: AutorunTarget) -> Bool {
        guard target.role == .script, let path = target.path else { return false }
        return ["jpg", "jpeg", "png", "gif", "ico", "txt", "css", "log", "svg", "webp", "bmp"].contains(path.fileExtension)
    }
}
