import Hosts
import Model

/// Programs that systemd runs before everything else (systemd.generator(7)), for the variables of every unit
/// (systemd.environment-generator(7)), and when the machine sleeps or stops (systemd-sleep(8), systemd-shutdown(8)).
enum SystemdGenerators {
    static let id = "startup"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let folders =
        ["/etc/systemd", "/run/systemd", "/usr/local/lib/systemd", "/usr/lib/systemd", "/lib/systemd"] as [RawText]
    private static let generators: [RawText] = [
        "system-generators", "user-generators", "system-environment-generators", "user-environment-generators",
    ]
    private static let atTheEnd: [RawText] = ["system-sleep", "system-shutdown"]

    static func collect(_ collection: inout Collection) {
        var seen: Set<RawText> = []
        for folder in folders {
            for (names, mechanism) in [(generators, AutorunEntry.Mechanism.systemdGenerator), (atTheEnd, .systemdSleep)] {
                for kind in names {
                    let place = folder.appending(kind)
                    for name in collection.names(in: place, id, kinds) {
                        let path = place.appending(name)
                        guard let end = collection.host.resolve(path), seen.insert(end).inserted else { continue }
                        collection.addOwnScript(mechanism, path)
                    }
                }
            }
        }
    }
}
