import Model

/// Every detector, in the order of its id. Adding one means a file, a fixture and a line here.
package enum Detectors {
    package static let all: [Detector] = [
        .privilegedMember,
        .exposedPassword,
        .openAccount,
        .rootRecord,
        .oddShell,
        .replacedShell,
        .systemLogin,
        .secondRoot,
        .oddAccount,
        .harmfulAutorun,
        .unexplainedAutorun,
        .initialImage,
        .bootParameter,
        .botConnection,
        .botFiles,
        .containerEscape,
        .imitatedJob,
        .vanishedJob,
        .tamperedJobTable,
        .redirectedName,
        .kernelHelperSetting,
        .weakenedDefence,
        .immutableFile,
        .capableProgram,
        .fileAmongDevices,
        .hiddenFolder,
        .openFile,
        .deceptiveName,
        .addedPrivilege,
        .unownedPrivilege,
        .temporaryProgram,
        .unownedProgram,
        .sharedFile,
        .handSetTime,
        .unlistedFile,
        .listedIndicator,
        .intruderTool,
        .hiddenBPF,
        .strangeBPF,
        .hookedFunction,
        .kernelHelper,
        .hiddenModule,
        .unexplainedTaint,
        .weakSetting,
        .knownPath,
        .compiledModule,
        .staleLock,
        .brokenTrail,
        .wipedLogins,
        .passwordGuessing,
        .unrecordedLogin,
        .unownedModule,
        .coveringMount,
        .promiscuousLink,
        .trappedConfiguration,
        .alteredPackagedFile,
        .missingProgram,
        .doubtfulRecord,
        .forgedRecord,
        .strayPackageScript,
        .untrustedArchive,
        .weakenedLogin,
        .openPolicy,
        .preloadLibrary,
        .alteredLoader,
        .preloadVariable,
        .alteredCode,
        .foreignCode,
        .oddExecutable,
        .hiddenProcess,
        .masquerade,
        .remoteShell,
        .tracedProcess,
        .uncountedProcess,
        .shadowedProgram,
        .absentHistory,
        .harmfulHistory,
        .suppressedHistory,
        .hiddenSocket,
        .ownerlessSocket,
        .rawListener,
        .clientCommand,
        .trustedHost,
        .keyInventory,
        .strangeKey,
        .oddKey,
        .passwordLogin,
        .rootLogin,
        .trappedDaemon,
        .sudoRule,
        .sudoSetting,
        .maskedUnit,
        .shadowedUnit,
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
        return (inOrder(findings), ran, notChecked)
    }

    /// Findings, the worst first.
    package static func inOrder(_ findings: [Finding]) -> [Finding] {
        findings.sorted { left, right in
            let first = (-left.severity.rawValue, -left.confidence.rawValue, left.detector)
            let second = (-right.severity.rawValue, -right.confidence.rawValue, right.detector)
            return first == second ? (left.subject.path ?? "") < (right.subject.path ?? "") : first < second
        }
    }
}
