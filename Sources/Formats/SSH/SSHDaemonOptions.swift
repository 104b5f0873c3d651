import Model

extension SSHDaemonFormat {
    /// The settings that options of sshd(8)'s command line make: `-o Keyword=value`, `-p port`; others say nothing here.
    package static func options(_ text: RawText, at place: Place) -> [SSHDaemonSettings.Setting] {
        var settings: [SSHDaemonSettings.Setting] = []
        let words = SSHArguments.split(text.bytes.prefix(65_536)[...]).words.prefix(1_000).map { RawText($0) }
        for (index, word) in words.enumerated() {
            var option: RawText?
            if word == "-o", index + 1 < words.count {
                option = words[index + 1]
            } else if word.hasPrefix("-o"), word.count > 2 {
                option = RawText(Array(word.bytes.dropFirst(2)))
            }
            guard let option else { continue }
            let line = option.bytes + [0x0a]
            settings += parse(line.span, path: place.path).value.map { setting in
                var setting = setting
                setting.place = place
                return setting
            }
        }
        return settings
    }
}
