import Knowledge
import Model
import Testing

@Suite struct `What is known of families` {
    @Test func `names each family once, in both languages, with somewhere to read on`() {
        #expect(Families.all.count >= 80)
        #expect(Set(Families.all.map(\.id)).count == Families.all.count)
        for family in Families.all {
            #expect(!family.about.en.pieces.isEmpty && !family.about.ja.pieces.isEmpty, "\(family.id)")
            #expect(!family.references.isEmpty && family.references.allSatisfy { $0.hasPrefix("https://") }, "\(family.id)")
        }
    }

    @Test func `holds marks that no honest file has by chance`() {
        for family in Families.all {
            #expect(family.paths.allSatisfy { $0.hasPrefix("/") && $0.count >= 6 }, "\(family.id)")
            #expect(family.texts.allSatisfy { $0.count >= 4 }, "\(family.id)")
            #expect(family.files.allSatisfy { $0.count >= 3 && !$0.contains("/") }, "\(family.id)")
        }
        let own = Families.all.flatMap(\.paths)
        #expect(Set(own).count == own.count)
    }

    private func finding(_ path: RawText, text: RawText = "", severity: Severity = .high) -> Finding {
        Finding(
            detector: "a.b", severity: severity, confidence: .likely, aspect: .activity, title: Localized(en: "", ja: ""),
            explanation: Localized(en: "", ja: ""), subject: Subject(.file, path: path),
            evidence: [EvidenceItem(.content, source: "files", path: path, text: text)], misses: Localized(en: "", ja: ""))
    }

    @Test func `is told of findings that stand, by path, by name and by text`() {
        let told = KnownFamilies.annotate([
            finding("/etc/cron.hourly/gcc.sh"), finding("/opt/x/kdevtmpfsi"),
            finding("/var/www/a.php", text: "$default_action = 'FilesMan';"),
            finding("/opt/app/run.sh", text: "exec node"), finding("/opt/x/kdevtmpfsi", severity: .info),
        ])
        #expect(told.map { $0.known.map(\.family) } == [["XorDDoS"], ["Kinsing"], ["WSO"], [], []])
    }

    @Test func `takes a folder of a family for all that lies in it`() {
        #expect(KnownFamilies.fits("/usr/lib64/seahorses/kbioset", "/usr/lib64/seahorses/"))
        #expect(KnownFamilies.fits("/usr/lib64/seahorses", "/usr/lib64/seahorses/"))
        #expect(!KnownFamilies.fits("/usr/lib64/seahorses2", "/usr/lib64/seahorses/"))
    }
}
