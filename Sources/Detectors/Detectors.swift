import Model

/// Every detector, in the order of its id. Adding one means a file, a fixture and a line here.
package enum Detectors {
    package static let all: [Detector] = [
        .privilegedMember,
        .exposedPassword,
        .openAccount,
        .oddShell,
        .replacedShell,
        .systemLogin,
        .secondRoot,
        .oddAccount,
        .harmfulAutorun,
        .unexplainedAutorun,
        .botConnection,
        .botFiles,
        .imitatedJob,
        .vanishedJob,
        .tamperedJobTable,
        .redirectedName,
        .kernelHelper,
        .weakenedDefence,
        .immutableFile,
        .capableProgram,
        .fileAmongDevices,
        .hiddenFolder,
        .openFile,
        .deceptiveName,
        .addedPrivilege,
        .unownedPrivilege,
        .unownedProgram,
        .handSetTime,
        .listedIndicator,
        .intruderTool,
        .staleLock,
        .brokenTrail,
        .wipedLogins,
        .passwordGuessing,
        .trappedConfiguration,
        .alteredPackagedFile,
        .missingProgram,
        .forgedRecord,
        .preloadLibrary,
        .preloadVariable,
        .oddExecutable,
        .hiddenProcess,
        .masquerade,
        .remoteShell,
        .absentHistory,
        .harmfulHistory,
        .suppressedHistory,
        .trustedHost,
        .keyInventory,
        .strangeKey,
        .oddKey,
        .passwordLogin,
        .rootLogin,
        .trappedDaemon,
        .sudoRule,
        .sudoSetting,
        .injectedPage,
        .webShell,
    ]

    /// What all detectors say of a host: findings worst first, and which detectors ran or could not.
    package static func judge(_ facts: Facts) -> (findings: [Finding], ran: [String], notChecked: [String]) {
        let situation = Situation(facts)
        let missing = facts.gaps.filter(\.isTotal).reduce(into: Set<FactKind>()) { $0.formUnion($1.facts) }
        var findings: [Finding] = [], ran: [String] = [], notChecked: [String] = []
        for detector in all {
            if detector.needs.isDisjoint(with: missing) {
                ran.append(detector.id)
                findings += detector.findings(situation)
            } else {
                notChecked.append(detector.id)
            }
        }
        findings.sort { left, right in
            let first = (-left.severity.rawValue, -left.confidence.rawValue, left.detector)
            let second = (-right.severity.rawValue, -right.confidence.rawValue, right.detector)
            return first == second ? (left.subject.path ?? "") < (right.subject.path ?? "") : first < second
        }
        return (findings, ran, notChecked)
    }
}
