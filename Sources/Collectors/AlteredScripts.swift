import Model

/// Scripts of packages that are not as their packages brought them, followed one step further: the line that was added often does no
/// more than to start something else.
enum AlteredScripts {
    private static let most = 100

    static func collect(_ collection: inout Collection) {
        let folders: [RawText] = ["/usr/lib", "/lib", "/etc", "/usr/share"]
        let altered = collection.facts.files.filter { file in
            file.record.isDifferent && file.status.size < 65_536 && folders.contains { file.path.isInside($0) }
                && !collection.facts.autoruns.contains { $0.place.path == file.path }
        }
        for file in altered.prefix(most) { collection.addAltered(file) }
    }
}
