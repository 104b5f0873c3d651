import Model
import Sys

/// The owner's answers to questions of an earlier report, as a text of ours: Documentation/Formats/Answers.md.
enum AnswersFile {
    static let limit = 1 << 20

    static func read(_ path: String) throws -> [OwnerAnswer] {
        let bytes: [UInt8]
        do throws(Errno) { bytes = try OwnFile.read(RawText(path), limit: limit) } catch {
            throw CommandFailure(
                "The answers in \(RawText(path).escaped()) could not be read: the kernel answered with error \(error.code). Name a file with lines like origin.known=no.",
                outcome: .wrongUsage)
        }
        var answers: [OwnerAnswer] = []
        for (index, line) in bytes.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
            let text = line.last == 0x0d ? line.dropLast() : line
            let bare = text.drop { $0 == 0x20 || $0 == 0x09 }
            if bare.isEmpty || bare.first == 0x23 { continue }
            guard let answer = String(validating: bare, as: UTF8.self).flatMap({ OwnerAnswer($0) }) else {
                throw CommandFailure(
                    "Line \(index + 1) of \(RawText(path).escaped()) is not an answer. Write QUESTION=yes, QUESTION=no or QUESTION=unknown, with the question's name from the report.",
                    outcome: .wrongUsage)
            }
            answers.append(answer)
        }
        return answers
    }
}
