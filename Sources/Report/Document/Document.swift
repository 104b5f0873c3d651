import Model

/// What a report says, before any medium: sections of blocks in one language.
///
/// Built once from an examination; the renderers for terminal and HTML share it, so that no sentence exists twice. Sentences
/// are `Prose`: host text and moments inside them are still unescaped and unformatted.
struct Document: Sendable {
    var language: Language
    var moments: MomentFormat
    var title: Prose
    var subtitle: Prose
    var sections: [DocumentSection]
}

struct DocumentSection: Sendable {
    /// The anchor; also says what the section is.
    enum Role: String, Sendable {
        case verdict, steps, stories, findings, further, weaknesses, timeline, gaps, coverage, more
        case changes, explained, quiet, baseline, accepted
        case entry, attempts, exposure, scope, unknowns, sources
    }
    var role: Role
    /// Nil for the verdict, which needs no heading.
    var title: Prose?
    var blocks: [DocumentBlock]
}

enum DocumentBlock: Sendable {
    case paragraph(Prose)
    /// A remark that may be set smaller.
    case note(Prose)
    case rows([DocumentRow])
    /// Items in order, numbered.
    case steps([Prose])
    case verdict(VerdictBlock)
    case story(StoryBlock)
    case findings(FindingGroup)
    case gap(GapBlock)
    case chronicle(Chronicle)
}

/// A label and what it labels.
struct DocumentRow: Sendable {
    var label: Prose
    var value: Prose

    init(_ label: Prose, _ value: Prose) { (self.label, self.value) = (label, value) }
}

/// The first thing a person sees.
struct VerdictBlock: Sendable {
    enum Tone: String, Sendable { case bad, warning, good, open }
    var tone: Tone
    var headline: Prose
    var summary: Prose?
    var rows: [DocumentRow]
    var nextStepLabel: Prose
    var nextStep: Prose?
    var doNotLabel: Prose
    var doNots: [Prose]
}

/// Findings that have one cause, grouped by the question that they answer.
struct StoryBlock: Sendable {
    var severity: Severity
    var badge: Prose
    var title: Prose
    var explanation: Prose
    var rows: [DocumentRow]
    var groups: [FindingGroup]
    /// Findings that an earlier story has told already.
    var toldLabel: Prose
    var told: [(anchor: String, title: Prose)]
}

struct FindingGroup: Sendable {
    /// The question; nil where the section's heading asks it already.
    var question: Prose?
    var findings: [FindingBlock]
}

struct FindingBlock: Sendable {
    var anchor: String
    var severity: Severity
    /// Severity and confidence in two words.
    var badge: Prose
    var title: Prose
    var explanation: Prose
    var place: DocumentRow
    var sureness: DocumentRow
    /// What is publicly known of the program behind it.
    var known: [DocumentRow]
    /// The detector's id, with which `rules show` tells more.
    var check: DocumentRow
    var evidenceLabel: Prose
    var detailsLabel: Prose
    var evidence: [EvidenceLine]
    /// Times, related paths, limits of the check and the like, for the patient reader.
    var details: [DocumentRow]
    var referencesLabel: Prose
    var references: [String]
}

/// Where a piece of evidence lies, and its words.
struct EvidenceLine: Sendable {
    var origin: Prose
    var quote: RawText
}

/// Something that could not be looked at.
struct GapBlock: Sendable {
    var title: Prose
    var rows: [DocumentRow]
}
