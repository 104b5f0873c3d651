import FixtureFiles
import Model
import Testing

@testable import Inquiry

@Suite struct `How they got in` {
    static let names = FixtureFiles.names(in: "InquiryTests/Fixtures").filter { $0.hasSuffix(".txt") }

    @Test(arguments: names)
    func `is answered as the case says`(name: String) {
        let fixture = CaseFixture(named: name)
        #expect(fixture.problems == [])
        #expect(!fixture.claims.isEmpty)
        let (answer, conclusion) = fixture.answer()
        let told = answer.causes.map { cause in
            let facts = (cause.supporting + cause.opposing).map { "\($0.fact) \($0.weight)" }.joined(separator: ", ")
            return "\(cause.kind.rawValue) \(cause.standing.rawValue) \(cause.logOdds) (\(facts))"
        }.joined(separator: "; ")
        for claim in fixture.claims {
            let isHeld = holds(claim, answer, conclusion)
            #expect(isHeld, "\(name): \(claim.joined(separator: " ")): \(told)")
        }
    }

    private func holds(_ claim: [String], _ answer: Answer, _ conclusion: Conclusion) -> Bool {
        switch claim.first {
        case "cause":
            let cause = answer.causes.first { $0.kind.rawValue == claim[1] }
            return cause.map { claim[2].split(separator: "|").map(String.init).contains($0.standing.rawValue) } ?? false
        case "argued":
            let cause = answer.causes.first { $0.kind.rawValue == claim[1] }
            return cause?.supporting.contains { $0.fact == claim[2] } ?? false
        case "first": return answer.causes.first?.kind.rawValue == claim[1]
        case "first-standing": return answer.causes.first?.standing.rawValue == claim[1]
        case "unestablished": return !answer.causes.contains { $0.standing == .established }
        case "decides":
            return answer.causes.first?.wouldDecide.contains { $0.channel.rawValue == claim[1] && $0.isAvailable == (claim[2] == "there") }
                ?? false
        case "lost-at":
            return answer.causes.first?.wouldDecide.contains { $0.lostAt == moment(claim[1]) } ?? false
        case "question": return answer.causes.first?.questions.contains { $0.id == claim[1] } ?? false
        case "reply":
            return answer.causes.first?.questions.contains { $0.id == claim[1] && $0.reply?.rawValue == claim[2] && $0.effect != nil }
                ?? false
        case "before":
            return answer.beforeAnswers.map {
                $0.kind.rawValue == claim[1] && claim[2].split(separator: "|").map(String.init).contains($0.standing.rawValue)
            }
                ?? false
        case "fades": return answer.fading.map { $0.log == RawText(claim[1]) && $0.at == moment(claim[2]) } ?? false
        case "step": return conclusion.nextSteps.contains { $0.action == claim[1] }
        case "unused": return answer.unknowns.contains { "\($0.en)".contains(claim[1]) }
        case "since": return conclusion.verdict.since?.earliest == moment(claim[1])
        case "state": return conclusion.verdict.state.rawValue == claim[1]
        case "attackers": return "\(answer.attackerCount)" == claim[1]
        case "came-through": return answer.attackers.contains { $0.address == RawText(claim[1]) && $0.success != nil }
        case "nobody-came-through": return answer.attackers.allSatisfy { $0.success == nil }
        case "exposed":
            let exposure = answer.exposures.first { $0.path == RawText(claim[1]) }
            return exposure.map { $0.from == moment(claim[2]) && "\($0.persons.count)" == claim[3] } ?? false
        case "until": return answer.exposures.contains { $0.path == RawText(claim[1]) && $0.until == moment(claim[2]) }
        case "written-by":
            return answer.writes.contains { write in
                write.path == RawText(claim[1])
                    && write.channels.first.map { $0.kind.rawValue == claim[2] && $0.address == RawText(claim[3]) } ?? false
            }
        case "credential":
            return answer.scope.credentials.contains { $0.kind == claim[1] && $0.owner == RawText(claim[2]) && "\($0.order)" == claim[3] }
        case "touched": return (answer.scope.accounts + answer.scope.sites).contains { $0.name == RawText(claim[1]) }
        default: return false
        }
    }
}

@Suite struct `An established cause` {
    @Test(arguments: `How they got in`.names)
    func `stands when any one line is taken away, or becomes less than established`(name: String) {
        let fixture = CaseFixture(named: name)
        let whole = fixture.answer().answer.causes
        guard let leader = whole.first, leader.standing == .established else { return }
        let cited = Set((leader.supporting + leader.opposing).flatMap(\.evidence).filter { $0.line != nil })
        for item in cited.sorted(by: { ($0.path ?? "", $0.line ?? 0) < ($1.path ?? "", $1.line ?? 0) }).prefix(12) {
            let causes = fixture.without(item).answer().answer.causes
            for cause in causes where cause.standing == .established { #expect(cause.kind == leader.kind, "without \(item.text)") }
        }
    }
}
