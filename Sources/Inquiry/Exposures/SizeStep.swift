import Model

/// Where the size of a page's answers changes for good: the moment at which its content changed, which no forged stamp hides.
struct SizeStep: Hashable, Sendable {
    /// The last answer of the old size and the first of the new.
    var lastOld: Int64
    var firstNew: Int64

    private static let fewest = 2
    /// More different sizes than this belong to a page that is never the same twice.
    private static let mostSizes = 64

    /// The clearest step in answers that are in the order of time; nil where sizes tell nothing.
    /// - Parameter near: a moment at which the content is said to have changed; among steps that are as clear, the nearest is taken.
    static func find(_ answers: [(time: Int64, size: Int32)], near: Int64?) -> SizeStep? {
        let sizes = Set(answers.map(\.size))
        guard answers.count >= 2 * fewest, sizes.count >= 2, sizes.count <= mostSizes, sizes.count * 2 <= answers.count else { return nil }
        var before: [Int32: Int] = [:]
        var after: [Int32: Int] = [:]
        for answer in answers { after[answer.size, default: 0] += 1 }
        // Answers that stand on the wrong side of their size's majority, when all sizes are divided here.
        var wrong = 0
        var best: (index: Int, wrong: Int)?
        for index in answers.indices.dropLast() {
            let size = answers[index].size
            wrong -= min(before[size, default: 0], after[size, default: 0])
            before[size, default: 0] += 1
            after[size, default: 0] -= 1
            wrong += min(before[size, default: 0], after[size, default: 0])
            let place = index + 1
            guard place >= fewest, answers.count - place >= fewest, wrong * 20 <= answers.count else { continue }
            if isBetter(place, wrong, than: best, answers, near) { best = (place, wrong) }
        }
        guard let best else { return nil }
        // A size that stands on both sides in numbers makes no step.
        let left = Set(answers[..<best.index].map(\.size))
        let right = Set(answers[best.index...].map(\.size))
        guard left != right else { return nil }
        return SizeStep(lastOld: answers[best.index - 1].time, firstNew: answers[best.index].time)
    }

    private static func isBetter(
        _ place: Int, _ wrong: Int, than best: (index: Int, wrong: Int)?, _ answers: [(time: Int64, size: Int32)], _ near: Int64?
    ) -> Bool {
        guard let best else { return true }
        if let near {
            let own = holds(place, near, answers)
            let other = holds(best.index, near, answers)
            if own != other { return own }
        }
        return wrong < best.wrong
    }

    private static func holds(_ place: Int, _ moment: Int64, _ answers: [(time: Int64, size: Int32)]) -> Bool {
        answers[place - 1].time <= moment && moment <= answers[place].time
    }
}
