import Model

/// What an examination amounts to: verdict, stories, turning points, and what to do next.
package struct Conclusion: Sendable {
    package internal(set) var verdict: Verdict
    package let stories: [Story]
    package internal(set) var timeline: [TimelineEntry]
    package internal(set) var nextSteps: [NextStep]

    package init(_ facts: Facts, _ findings: [Finding]) {
        let stories = StoryBuilder(findings: findings, now: facts.now).stories()
        let judge = VerdictJudge(facts: facts, findings: findings, stories: stories)
        self.stories = stories
        verdict = judge.verdict()
        timeline = TurningPoints(facts: facts, findings: findings, stories: stories).entries()
        nextSteps = FirstSteps.of(verdict, findings)
    }
}
