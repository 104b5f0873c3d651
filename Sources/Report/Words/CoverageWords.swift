import Model

/// How much was looked at, and how.
enum CoverageWords {
    static let files = Localized(en: "Files", ja: "ファイル")
    static let content = Localized(en: "Content read", ja: "読んだ中身")
    static let processes = Localized(en: "Running programs", ja: "動いているプログラム")
    static let ran = Localized(en: "Checks made", ja: "行った検査")
    static let notChecked = Localized(en: "Checks not possible", ja: "行えなかった検査")
    static let packages = Localized(en: "System's own record", ja: "OS 自身の記録")
    static let archive = Localized(en: "Distribution's archive", ja: "配布元の記録")
    static func packs(_ packages: Int, files: Int) -> Localized {
        Localized(
            en:
                "\(grouped(packages)) installed packages in this version, \(grouped(files)) files held against them; all others by the system's own record",
            ja: "この版のパッケージ \(grouped(packages)) 個、照合したファイル \(grouped(files)) 個。ほかは OS 自身の記録で判断しました")
    }
    static let host = Localized(en: "Server", ja: "サーバー")
    static let system = Localized(en: "System", ja: "OS")
    static let kernel = Localized(en: "Kernel", ja: "カーネル")
    static let examined = Localized(en: "Examined", ja: "調べた日時")
    static let way = Localized(en: "How", ja: "調べ方")
    static let version = Localized(en: "Tool", ja: "使った道具")
    static let found = Localized(en: "Found", ja: "件数")
    static let none = Localized(en: "none", ja: "なし")

    static func number(_ count: Int) -> Localized { Localized(en: "\(grouped(count))", ja: "\(grouped(count)) 件") }
    static func packages(_ source: PackageSource) -> Localized {
        let (kind, files, packages) = (RawText(source.kind), grouped(source.files), grouped(source.packages))
        return Localized(
            en: "\(kind): \(packages) packages, \(files) files (\(source.path))",
            ja: "\(kind)：パッケージ \(packages) 個、ファイル \(files) 個（\(source.path)）")
    }
    static func view(_ view: HostIdentity.View, root: RawText) -> Localized {
        switch view {
        case .live: Localized(en: "while it runs, reading only", ja: "動いているまま、読むだけで調べました")
        case .root: Localized(en: "from its files in \(root), reading only", ja: "\(root) にあるファイルを、読むだけで調べました")
        case .image: Localized(en: "from a disk image (\(root)), reading only", ja: "ディスクの写し（\(root)）を、読むだけで調べました")
        }
    }

    /// "1,234,567".
    static func grouped(_ number: some BinaryInteger) -> Prose {
        let digits = Array(String(number))
        var output = ""
        for (index, digit) in digits.enumerated() {
            let rest = digits.count - index
            if index > 0, rest % 3 == 0, digits[index - 1] != "-" { output.append(",") }
            output.append(digit)
        }
        return Prose([.words(output)])
    }

    /// Bytes in units of 1,024 with one decimal: "3.4 GiB".
    static func size(_ bytes: Int64) -> Prose {
        let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
        guard bytes >= 1024 else { return "\(max(0, bytes)) B" }
        var (whole, unit) = (bytes, 0)
        while whole >= 1024 * 1024, unit < units.count - 1 { (whole, unit) = (whole / 1024, unit + 1) }
        return Prose([.words("\(whole / 1024).\(whole % 1024 * 10 / 1024) \(units[unit])")])
    }
}
