import Model
import Provenance

extension Detector {
    /// A parameter that a boot loader passes to the kernel and that changes what starts, or what protects.
    static let bootParameter = Detector(
        id: "boot.parameter",
        title: Localized(en: "The boot loader changes what starts or what protects", ja: "起動時の設定で、最初に動くものや防御が変えられています"),
        claim: Localized(
            en:
                "The kernel's command line names another first program than the distribution's, runs a command at boot, or switches a defence of the kernel off.",
            ja: "カーネルへの起動時の指定で、最初に動くプログラムが配布物以外のものにされている、コマンドが実行される、または防御の仕組みが止められています。"),
        techniques: ["T1542", "T1562.001"], aspect: .persistence, needs: [.autoruns, .packages],
        misses: Localized(
            en:
                "Parameters that are typed at the boot prompt or set by the provider's machine.",
            ja: "起動画面で直接打ち込まれたものや事業者側で渡されたものは分かりません。"),
        references: ["kernel-command-line(7)"]
    ) { situation in
        guard !situation.facts.packageSources.isEmpty else { return [] }
        return situation.facts.hooks.bootParameters.map { parameter in
            let (severity, confidence) = grade(parameter)
            var claim = Claim(
                severity, confidence,
                Subject(.config, path: parameter.place.path, name: parameter.text, line: parameter.place.line),
                aspect: parameter.meaning == .defenceOff ? .weakness : nil,
                explanation: words(parameter), evidence: [.line(parameter.place, parameter.text, source: "autoruns")],
                nextSteps: severity >= .medium ? [.preserve(parameter.place.path)] : [])
            if let target = parameter.target, severity >= .medium {
                claim = claim.with(file: target, situation, source: "autoruns")
                claim.related = [target.path]
            }
            return claim
        }
    }

    private static func grade(_ parameter: BootParameter) -> (Severity, Confidence) {
        switch parameter.meaning {
        case .firstProgram:
            guard let target = parameter.target else { return (parameter.place.path == "/proc/cmdline" ? .low : .medium, .possible) }
            let path = target.path
            if Places.isTemporary(path) || Places.oddFolder(of: path) != nil { return (.critical, .certain) }
            // The machine that this one runs in passes a program of its own, which may be gone once it ran.
            if parameter.place.path == "/proc/cmdline" { return (.low, .possible) }
            // A shell as first program is how a forgotten password is reset; it stays behind in a file now and then.
            if !Origin.of(target).isExplained { return (.high, .likely) }
            // No password is reset by a shell in place of the initial image's own first program; a system that is told so never starts.
            return parameter.text.hasPrefix("rdinit=") ? (.medium, .possible) : (.low, .possible)
        case .service:
            // rpi-imager has the first boot run this.
            if parameter.text.hasPrefix("systemd.run=/boot/first") { return (.low, .possible) }
            let runs = parameter.text.hasPrefix("systemd.run=") || parameter.text.contains("LD_")
            return runs ? (.medium, .likely) : (.low, .possible)
        case .defenceOff: return (.low, .possible)
        }
    }

    private static func words(_ parameter: BootParameter) -> Localized {
        switch parameter.meaning {
        case .firstProgram:
            Localized(
                en: "\(parameter.place.path): the kernel is told to start with \(parameter.text), before everything else.",
                ja: "\(parameter.place.path): カーネルが最初に動かすプログラムとして \(parameter.text) が指定されています。")
        case .service:
            Localized(
                en: "\(parameter.place.path) hands systemd \(parameter.text) at boot.",
                ja: "\(parameter.place.path) により、起動時に systemd へ \(parameter.text) が渡されます。")
        case .defenceOff:
            Localized(
                en: "\(parameter.place.path) switches a defence of the kernel off: \(parameter.text).",
                ja: "\(parameter.place.path) で、カーネルの防御が止められています: \(parameter.text)。")
        }
    }
}
