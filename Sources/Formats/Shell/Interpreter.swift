import Model

/// A program that runs a script or a line of text, and where on its command line these stand.
struct Interpreter: Sendable {
    enum Language: Sendable, Hashable { case shell, python, perl, php, ruby, javaScript, lua, awk, other }

    var language: Language
    /// Letters whose argument is the program text itself: `-c` of sh(1), `-e` of perl(1).
    var codeLetters: String
    /// Letters whose argument names the script: `-f` of php(1) and awk(1).
    var scriptLetters = ""
    /// Other letters that take an argument.
    var letters = ""
    /// Letters whose argument can only stand in the same word: `-M` of perl(1).
    var attached = ""
    /// Whether the first operand is a script; of awk(1) it is the program text.
    var firstIsScript = true

    /// The interpreter of this name: "bash", "python3.11", "perl5.36".
    static func named(_ name: RawText) -> Interpreter? {
        let text = name.comparable
        if let known = known[text] { return known }
        let stem = text.prefix { !("0"..."9").contains($0) && $0 != "." }
        guard stem.count < text.count, text.dropFirst(stem.count).allSatisfy({ ("0"..."9").contains($0) || $0 == "." }) else { return nil }
        return known[String(stem)]
    }

    private static let shell = Interpreter(language: .shell, codeLetters: "c", letters: "oO")
    private static let known: [String: Interpreter] = [
        "sh": shell, "bash": shell, "dash": shell, "ash": shell, "ksh": shell, "mksh": shell, "zsh": shell, "rbash": shell, "csh": shell,
        "tcsh": shell, "fish": shell, "pdksh": shell, "yash": shell, "posh": shell,
        "python": Interpreter(language: .python, codeLetters: "c", letters: "WXm"),
        "pypy": Interpreter(language: .python, codeLetters: "c", letters: "WXm"),
        "perl": Interpreter(language: .perl, codeLetters: "eE", letters: "I", attached: "MmiDxC"),
        "php": Interpreter(language: .php, codeLetters: "rBRE", scriptLetters: "fF", letters: "cdtz"),
        "php-cgi": Interpreter(language: .php, codeLetters: "", scriptLetters: "f", letters: "cdz"),
        "ruby": Interpreter(language: .ruby, codeLetters: "e", letters: "CEIrT", attached: "ix"),
        "node": Interpreter(language: .javaScript, codeLetters: "ep", letters: "r"),
        "nodejs": Interpreter(language: .javaScript, codeLetters: "ep", letters: "r"),
        "bun": Interpreter(language: .javaScript, codeLetters: "e"),
        "lua": Interpreter(language: .lua, codeLetters: "e", letters: "l"),
        "luajit": Interpreter(language: .lua, codeLetters: "e", letters: "l"),
        "awk": Interpreter(language: .awk, codeLetters: "e", scriptLetters: "fE", letters: "Fv", firstIsScript: false),
        "gawk": Interpreter(language: .awk, codeLetters: "e", scriptLetters: "fE", letters: "Fv", firstIsScript: false),
        "mawk": Interpreter(language: .awk, codeLetters: "", scriptLetters: "f", letters: "Fv", firstIsScript: false),
        "tclsh": Interpreter(language: .other, codeLetters: ""),
        "wish": Interpreter(language: .other, codeLetters: ""),
        "expect": Interpreter(language: .other, codeLetters: "c", scriptLetters: "f"),
        "guile": Interpreter(language: .other, codeLetters: "c", scriptLetters: "s"),
        "Rscript": Interpreter(language: .other, codeLetters: "e"),
        "java": Interpreter(language: .other, codeLetters: "", scriptLetters: "", letters: ""),
    ]

    /// What the words behind an interpreter's name give it.
    struct Reading {
        /// Index of the word that names a script.
        var script: Int?
        /// Indices of words that are program text.
        var code: [Int] = []
        /// Indices of words that name files read before the script: `--rcfile x`, `-r module`.
        var preludes: [Int] = []
        /// Whether the program text comes from standard input.
        var readsInput = true
        /// `-i`.
        var isInteractive = false
    }

    func read(_ words: [ShellWord], from first: Int) -> Reading {
        var reading = Reading()
        var index = first
        var takesCode = false
        var takesInput = false
        while index < words.count {
            let option = words[index].text.bytes
            guard option.count > 1, option[0] == 0x2d || (language == .shell && option[0] == 0x2b) else { break }
            index += 1
            if option == [0x2d, 0x2d] { break }
            if option[1] == 0x2d {
                let name = words[index - 1].text.comparable
                if name == "--rcfile" || name == "--init-file" || name == "--require", index < words.count {
                    reading.preludes.append(index)
                    index += 1
                } else if name == "--eval" || name == "--run", index < words.count {
                    reading.code.append(index)
                    index += 1
                }
                continue
            }
            for (place, letter) in option.enumerated().dropFirst() {
                if letter == 0x69 { reading.isInteractive = true }
                if letter == 0x73, language == .shell { takesInput = true }
                let isLast = place == option.count - 1
                if language == .shell, codeLetters.utf8.contains(letter) {
                    takesCode = true
                    continue
                }
                if codeLetters.utf8.contains(letter) {
                    if isLast, index < words.count {
                        reading.code.append(index)
                        index += 1
                    } else {
                        reading.code.append(index - 1)
                    }
                    break
                }
                if scriptLetters.utf8.contains(letter) {
                    if isLast, index < words.count {
                        reading.script = index
                        index += 1
                    }
                    break
                }
                if attached.utf8.contains(letter) { break }
                if letters.utf8.contains(letter) {
                    if letter == 0x6d || letter == 0x74 { reading.readsInput = false }
                    if isLast, index < words.count { index += 1 }
                    break
                }
            }
        }
        if takesCode, index < words.count {
            reading.code.append(index)
        } else if reading.script == nil, reading.code.isEmpty, !takesInput, index < words.count, words[index].text != "-" {
            if firstIsScript { reading.script = index } else { reading.code.append(index) }
        }
        if reading.script != nil || !reading.code.isEmpty { reading.readsInput = false }
        return reading
    }
}
