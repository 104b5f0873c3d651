import Model

/// What only the owner can tell. Raw values are the words of `banken case answer`.
package enum CaseQuestion: String, Sendable, Hashable, CaseIterable {
    case organisation, person, contact, site
    case personalData = "personal-data"
    case people, dataKinds = "data-kinds"
    case cause, measures, prevention
    case fullAnswer = "full-answer"
    case known, secondary, toPeople = "to-people"
    case publication, hosting, domain

    /// The questions that the forms wait for, in the order in which a person is asked; the others only fill fields.
    package static let first: [CaseQuestion] = [.organisation, .contact, .personalData, .people, .dataKinds, .hosting, .cause]

    package var words: Localized {
        switch self {
        case .organisation: Localized(en: "What is the name of your company or organisation?", ja: "会社(団体)のお名前は何ですか?")
        case .person: Localized(en: "Who answers questions about this?", ja: "この件の担当者はどなたですか?")
        case .contact: Localized(en: "At which mail address and telephone can that person be reached?", ja: "担当者のメールアドレスと電話番号は何ですか?")
        case .site: Localized(en: "What is the site, and what do people do there?", ja: "どんなサイトで、お客さまは何をする場所ですか?")
        case .personalData:
            Localized(
                en: "Does the server hold data about people: customers, orders, enquiries? (yes / no / unknown)",
                ja: "サーバーに、お客さまなどの個人情報(名前・住所・注文・問い合わせなど)がありますか?(はい/いいえ/わからない)")
        case .people: Localized(en: "Of about how many people?", ja: "およそ何人分ですか?")
        case .dataKinds:
            Localized(
                en: "Which data: names, addresses, telephone, mail, passwords, card numbers, health?",
                ja: "どんな情報ですか?(名前・住所・電話・メール・パスワード・カード番号・健康に関することなど)")
        case .cause: Localized(en: "What was the cause, as far as you know yourself?", ja: "原因について、ご自身でわかっていることはありますか?")
        case .measures: Localized(en: "What has been done about it?", ja: "これまでに何をしましたか?")
        case .prevention: Localized(en: "What will be done so that it does not happen again?", ja: "二度と起きないように、何をしますか?")
        case .fullAnswer: Localized(en: "When will you send the full answer?", ja: "詳しい回答は、いつ送りますか?")
        case .known: Localized(en: "When did you first learn of it?", ja: "このことを最初に知ったのはいつですか?")
        case .secondary: Localized(en: "Has anybody suffered from it: misuse, fraud, strange mails?", ja: "悪用・なりすまし・不審なメールなど、二次被害はありましたか?")
        case .toPeople: Localized(en: "What have you told the people concerned?", ja: "ご本人(お客さま)に何を知らせましたか?")
        case .publication: Localized(en: "Have you published it? Where and when?", ja: "公表しましたか?いつ、どこで?")
        case .hosting: Localized(en: "At which company does the server stand, and under which contract?", ja: "サーバーはどの会社の、どの契約のものですか?")
        case .domain: Localized(en: "Which domain is yours?", ja: "お使いのドメインは何ですか?")
        }
    }
}
