import Model

/// Builds letters and reports from a case.
package enum CaseReports {
    /// - Parameter offset: seconds east of UTC in which moments are told.
    package static func document(_ kind: CaseReportKind, _ file: CaseFile, language: Language, now: Timestamp, offset: Int) -> CaseDocument?
    {
        let facts = CaseFacts(file: file, language: language, now: now, offset: offset)
        switch kind {
        case .interim: return DeskLetters.interim(facts)
        case .final: return DeskLetters.final(facts)
        case .owner: return OwnerPage.page(facts)
        case .technical: return TechnicalReport.report(facts)
        case .customers: return CustomerNotice.notice(facts)
        case .privacyFirst: return PrivacyReports.japan(facts, isFinal: false)
        case .privacyFinal: return PrivacyReports.japan(facts, isFinal: true)
        case .ipa: return AuthorityForms.ipa(facts)
        case .jpcert: return AuthorityForms.jpcert(facts)
        case .police: return AuthorityForms.police(facts)
        case .gdpr33: return PrivacyReports.europe(facts)
        case .xarf: return nil
        }
    }

    /// When the owner learnt of it, from which the terms of the law run.
    package static func known(_ file: CaseFile, now: Timestamp, offset: Int) -> Timestamp? {
        CaseFacts(file: file, language: .en, now: now, offset: offset).known?.time
    }

    /// The language of a letter to a desk is the desk's, of everything else the reader's.
    package static func language(_ kind: CaseReportKind, _ file: CaseFile, reader: Language) -> Language {
        switch kind {
        case .interim, .final: file.notice?.language ?? reader
        case .privacyFirst, .privacyFinal, .ipa, .police: .ja
        default: reader
        }
    }
}
