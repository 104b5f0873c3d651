/// What an event tells, in the words of `banken log`.
package enum EventKind: String, Sendable, Hashable, CaseIterable {
    /// A record that no format understands.
    case raw
    /// A message of a known form (a syslog line of some program) whose content is not classified.
    case message

    case loginSuccess = "login.success"
    case loginFailure = "login.failure"
    case logout
    /// A peer that connected and went, or was turned away, before it tried a name.
    case connectionOpen = "connection.open"
    case connectionClose = "connection.close"
    case connectionRefused = "connection.refused"
    case sessionOpen = "session.open"
    case sessionClose = "session.close"
    /// sudo, su, doas, pkexec: another identity taken on, or refused (see the outcome).
    case privilegeUse = "privilege.use"
    /// A ban set by fail2ban and the like, or lifted.
    case banSet = "ban.set"
    case banLifted = "ban.lifted"

    case accountCreate = "account.create"
    case accountChange = "account.change"
    case accountDelete = "account.delete"
    case groupChange = "group.change"
    case passwordChange = "password.change"

    case httpRequest = "http.request"
    /// A line of a web server's or an application's error log.
    case httpError = "http.error"

    case fileUpload = "file.upload"
    case fileDownload = "file.download"
    case fileDelete = "file.delete"
    case fileRename = "file.rename"
    case fileCreate = "file.create"
    case fileModify = "file.modify"
    case fileAccess = "file.access"
    case fileMetadata = "file.metadata"
    case fileBirth = "file.birth"
    case folderCreate = "folder.create"
    case folderDelete = "folder.delete"

    /// A command that a person or a job gave: a shell history, sudo, auditd's EXECVE, process accounting.
    case command
    case processStart = "process.start"
    case processEnd = "process.end"
    case networkConnect = "network.connect"
    case networkListen = "network.listen"

    case packageInstall = "package.install"
    case packageUpgrade = "package.upgrade"
    case packageRemove = "package.remove"

    case jobRun = "job.run"
    case jobChange = "job.change"

    case mailReceived = "mail.received"
    case mailSent = "mail.sent"
    case mailDeferred = "mail.deferred"
    case mailRejected = "mail.rejected"

    case firewallDrop = "firewall.drop"
    case firewallAccept = "firewall.accept"
    case firewallChange = "firewall.change"

    case serviceStart = "service.start"
    case serviceStop = "service.stop"
    case serviceFailure = "service.failure"
    case systemBoot = "system.boot"
    case systemShutdown = "system.shutdown"
    case clockChange = "clock.change"
    case moduleLoad = "module.load"
    case deviceAttach = "device.attach"
    case configurationChange = "configuration.change"
    /// A denial or an anomaly that a security module told of: AppArmor, SELinux, seccomp, mod_security.
    case policyDenial = "policy.denial"
    case malwareFound = "malware.found"
    case databaseQuery = "database.query"
    case logRotate = "log.rotate"
    case logCleared = "log.cleared"
    case containerStart = "container.start"
    case containerStop = "container.stop"
    /// A rootkit's or crash's favourite: segmentation faults, out-of-memory kills.
    case processFault = "process.fault"
}

/// How what an event tells of ended.
package enum EventOutcome: String, Sendable, Hashable, CaseIterable {
    case success, failure
}
