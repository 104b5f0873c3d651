import Model

extension FormatParser {
    /// Every parser of the files that Banken itself writes, and that somebody may have forged.
    package static let ownFiles: [FormatParser] = [
        FormatParser("baseline") { bytes in
            let parsed = BaselineFormat.parse(PackageBytes.array(bytes, 0..<bytes.count))
            guard let baseline = parsed.value else { return parsed.problems.count }
            for number in 0..<min(baseline.folderCount, 64) { _ = baseline.files(inFolder: number) }
            return parsed.problems.count
        },
        FormatParser("accepted") { AcceptedFormat.parse($0).problems.count },
        FormatParser("signature-line") { SignatureLine.parse($0).problems.count },
    ]
}
