/// Breaks styled text into lines of at most a number of columns.
///
/// Latin words break at blanks; Japanese breaks between any two characters but for those that must not begin or end a line
/// (JIS X 4051, 6.1: kinsoku); text without a chance to break, such as a long path, breaks where the line is full. Time and
/// memory grow with the length of the text.
struct LineWrapping {
    let width: Int

    init(width: Int) { self.width = max(4, width) }

    private struct Cell {
        var scalar: Unicode.Scalar
        var columns: Int
        var style: TerminalStyle
    }

    func lines(_ runs: [TerminalRun]) -> [[TerminalRun]] {
        let cells = runs.flatMap { run in
            run.text.unicodeScalars.map { Cell(scalar: $0, columns: DisplayWidth.of($0), style: run.style) }
        }
        var lines: [[TerminalRun]] = []
        var start = 0
        while start < cells.count {
            let end = lineEnd(cells, start)
            var last = end
            while last > start, cells[last - 1].scalar == " " { last -= 1 }
            lines.append(runsOf(cells[start..<last]))
            start = end
            while start < cells.count, cells[start].scalar == " " { start += 1 }
        }
        return lines
    }

    /// The index after the last cell of the line that begins at `start`; always beyond `start`.
    private func lineEnd(_ cells: [Cell], _ start: Int) -> Int {
        var (columns, index, chance) = (0, start, start)
        while index < cells.count {
            if index > start, mayBreak(cells[index - 1], cells[index]) { chance = index }
            columns += cells[index].columns
            if columns > width, cells[index].scalar != " " {
                // A chance in the first third would leave the line nearly empty: rather break a long word.
                let isUseful = (chance - start) * 3 > index - start
                return max(start + 1, isUseful ? chance : index)
            }
            index += 1
        }
        return index
    }

    private func mayBreak(_ left: Cell, _ right: Cell) -> Bool {
        if right.columns == 0 || right.scalar == " " { return false }
        if left.scalar == " " { return true }
        if LineWrapping.noBeginning.contains(right.scalar) || LineWrapping.noEnd.contains(left.scalar) { return false }
        return left.columns == 2 || right.columns == 2
    }

    private func runsOf(_ cells: ArraySlice<Cell>) -> [TerminalRun] {
        var runs: [TerminalRun] = []
        for cell in cells {
            if runs.last?.style != cell.style { runs.append(TerminalRun("", cell.style)) }
            runs[runs.count - 1].text.unicodeScalars.append(cell.scalar)
        }
        return runs
    }

    private static let noBeginning = Set("、。・ー々ゝゞ，．：；？！）］｝〉》」』】〕ぁぃぅぇぉっゃゅょァィゥェォッャュョ…%,.:;?!)]}".unicodeScalars)
    private static let noEnd = Set("（［｛〈《「『【〔([{".unicodeScalars)
}
