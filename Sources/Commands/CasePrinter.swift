import Model
import Sys

/// Makes a PDF of a page of ours, with the Chromium of the machine on which the case is read.
struct CasePrinter {
    /// Where distributions and makers put Chromium and its kin.
    static let places: [RawText] = [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/snap/bin/chromium",
        "/usr/bin/microsoft-edge", "/usr/bin/brave-browser", "/opt/google/chrome/chrome", "/usr/lib/chromium/chromium",
    ]
    /// Longer than any report needs, also on a slow machine.
    static let mostSeconds: Int32 = 120

    let browser: RawText

    /// - Parameter named: the operator's own, else `BANKEN_BROWSER`, else the first of `places` that is there.
    init(named: String?) throws {
        if let named = named ?? Environment.value("BANKEN_BROWSER") {
            let path = RawText(named)
            guard path.hasPrefix("/"), CasePrinter.isProgram(path) else {
                throw CommandFailure(
                    "The PDF could not be made with \(path.escaped()): there is no such program. Name it with its whole path, like --browser /usr/bin/chromium.",
                    outcome: .wrongUsage)
            }
            browser = path
            return
        }
        guard let found = CasePrinter.places.first(where: { CasePrinter.isProgram($0) }) else {
            throw CommandFailure(
                "The PDF could not be made: no Chromium was found on this machine. Install one (Debian: apt install chromium), name it with --browser, or write --format html and print that page.",
                outcome: .wrongUsage)
        }
        browser = found
    }

    private static func isProgram(_ path: RawText) -> Bool {
        guard let status = try? OwnFile.status(path) else { return false }
        return status.kind == .regular || status.kind == .symbolicLink
    }

    /// Prints a page beside `output` and gives it its name when it is whole.
    func print(page: String, to output: RawText) throws {
        guard let folder = Environment.workingFolder ?? (output.hasPrefix("/") ? "/" : nil) else {
            throw CommandFailure("The PDF could not be made: the folder in which you work is gone. Change to another one.")
        }
        let target = output.hasPrefix("/") ? output : folder + "/" + output
        let source = target + RawText(".\(Machine.ownProcess).html")
        let beside = target + RawText(".\(Machine.ownProcess).pdf")
        defer {
            OwnFile.remove(source)
            OwnFile.remove(beside)
        }
        var status: Int32 = 0
        var isPrinted = false
        do throws(Errno) {
            try Output.replaceFile(source, with: Array(page.utf8))
            status = try PagePrinter.run(browser, arguments(source, beside), environment: environment, seconds: CasePrinter.mostSeconds)
            if status == 0, let bytes = try? OwnFile.read(beside, limit: 1 << 28), CasePrinter.isWhole(bytes) {
                try Output.rename(beside, to: target)
                isPrinted = true
            }
        } catch {
            throw CommandFailure(
                error == .timedOut
                    ? "The PDF could not be made: \(browser.escaped()) was not ready after \(CasePrinter.mostSeconds) seconds. Write --format html and print that page."
                    : "The PDF \(output.escaped()) could not be made: the kernel answered with error \(error.code). Name a place that you may write to."
            )
        }
        if !isPrinted {
            throw CommandFailure(
                "The PDF could not be made: \(browser.escaped()) ended with status \(status) and wrote no whole PDF. Write --format html and print that page."
            )
        }
    }

    /// The page has no scripts and loads nothing; so that nothing else goes out either, no name is resolved. As root Chromium runs only without its
    /// sandbox.
    private func arguments(_ source: RawText, _ beside: RawText) -> [RawText] {
        var list: [RawText] = [
            "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", "--print-to-pdf-no-header", "--disable-dev-shm-usage",
        ]
        if Machine.effectiveUser == 0 { list.append("--no-sandbox") }
        return list + ["--print-to-pdf=" + beside, CasePrinter.address(source)]
    }

    private var environment: [RawText] {
        var list: [RawText] = ["PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"]
        for name in ["HOME", "TMPDIR", "XDG_RUNTIME_DIR"] {
            if let value = Environment.value(name) { list.append(RawText(name + "=" + value)) }
        }
        return list
    }

    /// A path as RFC 8089 writes it.
    static func address(_ path: RawText) -> RawText {
        var bytes = Array("file://".utf8)
        for byte in path.bytes {
            let isPlain =
                byte >= 0x61 && byte <= 0x7a || byte >= 0x41 && byte <= 0x5a || byte >= 0x2d && byte <= 0x39 || byte == 0x5f || byte == 0x7e
            if isPlain { bytes.append(byte) } else { bytes += [0x25] + [byte >> 4, byte & 15].map { $0 < 10 ? 0x30 + $0 : 0x37 + $0 } }
        }
        return RawText(bytes)
    }

    /// Whether bytes are a PDF from its head to its end mark (ISO 32000-1, 7.5).
    static func isWhole(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: "%PDF-".utf8) && RawText(Array(bytes.suffix(64))).contains("%%EOF")
    }
}
