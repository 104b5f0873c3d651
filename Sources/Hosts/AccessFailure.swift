import Model
import Sys

/// Why something of a host could not be looked at.
package enum AccessFailure: Error, Hashable, Sendable {
    /// Nothing is there.
    case absent
    /// The kernel does not let us; `isRoot` says whether we run as root and it still does not.
    case denied(isRoot: Bool)
    /// Links that lead in a circle, or more of them than the kernel follows.
    case linkLoop
    /// Something other than what was asked for: a FIFO, a device, a folder.
    case wrongKind(FileKind)
    /// Larger than the bound of the one who asks, in bytes.
    case tooLarge(limit: Int64)
    /// It changed or vanished while it was read.
    case changedWhileRead
    /// Nested deeper than the bound.
    case tooDeep(limit: Int)
    /// A file system that is not looked into: of another machine, or of the kernel.
    case foreignFileSystem
    /// Any other errno(3).
    case system(Int32)

    package init(_ error: Errno) {
        switch error {
        case .notFound, .notFolder: self = .absent
        case .denied, .notPermitted: self = .denied(isRoot: Machine.effectiveUser == 0)
        case .loop: self = .linkLoop
        default: self = .system(error.code)
        }
    }

    /// Why, for people.
    package var reason: Localized {
        switch self {
        case .absent:
            Localized(en: "It is not there.", ja: "存在しません。")
        case .denied(isRoot: false):
            Localized(
                en: "Only root may read it. Run Banken as root to have it examined.",
                ja: "root でないと読めません。root で実行すると調べられます。")
        case .denied(isRoot: true):
            Localized(
                en: "The kernel refuses it even to root (another user's FUSE mount, a security module, or a lock).",
                ja: "root でもカーネルに拒まれました(他の利用者の FUSE マウント、セキュリティ機構、ロックなど)。")
        case .linkLoop:
            Localized(en: "Its links lead in a circle.", ja: "リンクが堂々めぐりしています。")
        case .wrongKind(let kind):
            Localized(
                en: "It is a \(Prose([.words(kind.rawValue)])), which is not read.",
                ja: "通常のファイルではない(\(Prose([.words(kind.rawValue)])))ため、読みません。")
        case .tooLarge(let limit):
            Localized(
                en: "It is larger than the \(limit / 1_048_576) MiB that are read of one file.",
                ja: "1 つのファイルから読む上限(\(limit / 1_048_576) MiB)より大きいです。")
        case .changedWhileRead:
            Localized(en: "It changed or vanished while it was read.", ja: "読んでいる間に変わったか、消えました。")
        case .tooDeep(let limit):
            Localized(
                en: "It is nested more than \(limit) folders deep.", ja: "フォルダーが \(limit) 段より深く入れ子になっています。")
        case .foreignFileSystem:
            Localized(
                en: "It lies on a network or foreign file system, which is not looked into.",
                ja: "ネットワークなど別のファイルシステム上にあるため、中は見ません。")
        case .system(let code):
            Localized(en: "The kernel answered with error \(code).", ja: "カーネルがエラー \(code) を返しました。")
        }
    }

    /// Whether it can hide something: what is simply not there does not.
    package var hidesSomething: Bool { self != .absent }
}
