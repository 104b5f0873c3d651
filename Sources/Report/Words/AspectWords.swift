import Model

/// What a finding says about the intruder, as the question that a person would ask.
enum AspectWords {
    static func question(_ aspect: Aspect) -> Localized {
        switch aspect {
        case .activity: Localized(en: "What they run here", ja: "何を動かしているか")
        case .persistence: Localized(en: "How they come back", ja: "どうやって戻ってくるか")
        case .hiding: Localized(en: "What they hide, and how", ja: "何を、どう隠しているか")
        case .tampering: Localized(en: "What they changed", ja: "何を書き換えたか")
        case .tracks: Localized(en: "Which records are missing", ja: "どの記録が消されているか")
        case .access: Localized(en: "How they can log in", ja: "どうやってログインできるか")
        case .weakness: Localized(en: "Doors that stand open", ja: "開いたままの入口")
        }
    }

    /// The order of the questions: what happens now first, open doors last.
    static let order: [Aspect] = [.activity, .persistence, .access, .hiding, .tampering, .tracks, .weakness]
}
