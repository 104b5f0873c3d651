import Model
import Taint
import Testing

@Suite struct `The analysis of taint` {
    @Test(arguments: TaintFixture.all)
    func `finds what is planted and nothing else`(fixture: TaintFixture) {
        let found = TaintAnalysis.judge(fixture.bytes.span, path: RawText("/srv/" + fixture.name))
        let rules = found.traces.filter { $0.certainty > .note }.map(\.rule)
        if fixture.isQuiet {
            #expect(rules.isEmpty, "\(fixture.name): \(rules)")
        } else {
            #expect(rules.contains(fixture.rule), "\(fixture.name): \(rules)")
            #expect(found.traces.allSatisfy { !$0.sink.text.isEmpty })
        }
    }

    @Test func `has an example and an innocent neighbour of every language that is read`() {
        #expect(TaintFixture.all.filter(\.isQuiet).count >= 10)
        #expect(TaintFixture.all.filter { !$0.isQuiet }.count >= 30)
    }
}
