import Model
import Taint
import Testing

@Suite struct `A hostile program` {
    private func judged(_ text: String, _ name: RawText = "/srv/x.php") -> TaintFindings {
        let bytes = Array(text.utf8)
        return TaintAnalysis.judge(bytes.span, path: name)
    }

    @Test(arguments: TaintFixture.all)
    func `may be cut off anywhere`(fixture: TaintFixture) {
        let step = max(1, fixture.bytes.count / 24)
        for end in stride(from: 0, to: fixture.bytes.count, by: step) {
            let bytes = Array(fixture.bytes[..<end])
            let found = TaintAnalysis.judge(bytes.span, path: RawText("/srv/" + fixture.name))
            #expect(found.traces.allSatisfy { $0.sink.offset <= end })
        }
    }

    @Test func `may nest as deep as it likes`() {
        for (open, close) in [
            ("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("!", ""), ("$x=", ""), ("if(1)", ""), ("$", ""), ("new ", ""),
        ] {
            let text = "<?php " + String(repeating: open, count: 50_000) + "1" + String(repeating: close, count: 50_000) + ";"
            #expect(judged(text).isCut || judged(text).traces.isEmpty)
        }
    }

    @Test func `may be one chain of a hundred thousand links`() {
        for link in [".'a'", "+1", "->x", "[0]", "||1", "?1:1", "->f()", "??1"] {
            let text = "<?php $y = $x" + String(repeating: link, count: 100_000) + ";"
            #expect(judged(text).traces.isEmpty)
        }
    }

    @Test func `may never end`() {
        for text in [
            "<?php while(1){$a[]=$a;}", "<?php function f(){f();f();} f();", "<?php for($i=0;;$i++){$s.=$s.'x';}",
            "<?php $a='eval($a);';eval($a);", "<?php $x=array();for($i=0;$i<100000;$i++){$x=array($x);}",
            "<?php $s=str_repeat('a',1000000);while(strlen($s)>1){$s=$s.$s;}",
        ] {
            #expect(judged(text).traces.allSatisfy { $0.certainty < .certain })
        }
    }

    @Test func `is followed through what it decodes, and says in which layer`() throws {
        let trace = try #require(judged("<?php exit; eval(base64_decode('ZXZhbCgkX1BPU1RbMV0pOw=='));").traces.first)
        #expect(trace.rule == "taint.php.request-to-code")
        #expect(trace.sink.layer == 1)
        #expect(trace.source?.text == "eval($_POST[1]);")
    }

    @Test func `tells the line of the source and the line of the sink`() throws {
        let trace = try #require(judged("<?php exit;\n$a = $_GET['a'];\n$b = trim($a);\nsystem($b);\n").traces.first)
        #expect(trace.source?.line == 2)
        #expect(trace.sink.line == 4)
        #expect(trace.steps.map(\.line) == [3])
        #expect(trace.sink.text == "system($b);")
    }
}
