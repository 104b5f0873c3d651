import Model

/// What a program keeps from the owner's eyes, and where it puts itself.
extension PHPInterpreter {
    /// Lists that WordPress shows its administrators after asking whether something has to be changed in them.
    enum ShownList: String {
        case plugins = "all_plugins"
        case users = "pre_user_query"

        static func isNamed(_ text: [UInt8]) -> Bool { text.first == 0x61 || text.first == 0x70 ? named(text) != nil : false }

        static func named(_ text: [UInt8]) -> ShownList? {
            [plugins, users].first { text.elementsEqual($0.rawValue.utf8) }
        }
    }

    /// Takes something out of a list while that is being asked about: the program itself out of that of plugins.
    func takesAway(_ key: PHPValue, _ offset: Int) {
        guard filtered == .plugins, key.hint.elementsEqual(PHPTables.ownFile.utf8) else { return }
        report(.hiddenFromOwner, .possible, nil, offset, Array("unset".utf8))
    }

    /// A question to the database of users that leaves one out.
    func leavesOut(_ values: [PHPValue], _ offset: Int, _ name: [UInt8]) {
        guard filtered == .users else { return }
        for value in values {
            let text = value.text ?? value.hint
            guard ByteSearch.contains("user_login", text) || ByteSearch.contains(".id", text) else { continue }
            if ByteSearch.contains("!=", text) || ByteSearch.contains("<>", text) || ByteSearch.contains("not in", text)
                || ByteSearch.contains("not like", text)
            {
                report(.hiddenFromOwner, .possible, nil, offset, name)
                return
            }
        }
    }

    /// The file of the program itself goes to another place, as a program.
    func copiesItself(_ data: PHPValue, _ target: PHPValue, _ offset: Int, _ name: [UInt8]) {
        guard (data.text ?? data.hint).elementsEqual(PHPTables.ownFile.utf8), PHPText.isProgram(target.text ?? target.hint) else { return }
        report(.copiesItself, .likely, nil, offset, name)
    }
}
