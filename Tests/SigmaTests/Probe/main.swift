import Model
import Sigma

// What the tests outside of Swift ask of the engine. Lines on standard input: `R path text` is a rule file, `E name value name value …`
// an event of named fields; the parts stand apart by tabs, and \\, \n, \r and \t within them are escaped. The field `@text` is the text for
// keywords, `@logsource` is "category/product/service". The first argument says what is asked.

setLines()
let probe = Probe.read()
switch CommandLine.arguments.dropFirst().first {
case "load": probe.load()
case "match": probe.match()
case "outline": probe.outline()
case "speed": probe.speed(rounds: CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 200_000)
default: print("usage: sigma-probe load|match|outline|speed <LINES")
}

/// Nothing to set where lines are read with the language's own means; kept in one place so that every mode reads the same.
func setLines() {}
