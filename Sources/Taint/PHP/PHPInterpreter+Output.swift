import Model

/// What is printed: held back and handed on, or shown to visitors.
extension PHPInterpreter {
    /// A value that is printed: an object of the file turns itself into text.
    func shown(_ value: PHPValue, _ offset: Int) {
        if case .object = value.form { _ = asText(value) }
        guard let taint = value.anyTaint else { return }
        if let held = heldBack { heldBack = (held.callback, Taint.stronger(held.taint, taint)) }
        // A page of another server, shown to search engines or to those who come from them.
        if taint.source == .remote, facts.tellsVisitorsApart, !facts.isGuarded, facts.size < 65_536, !taint.marks.contains(.laundered) {
            report(.cloakedRedirect, .likely, taint, offset, Array("echo".utf8))
        }
    }

    /// Functions that hold back what is printed, and give it or hand it on; nil for all others.
    func outputFunction(_ name: [UInt8], _ offset: Int) -> PHPValue? {
        guard name.starts(with: "ob_".utf8), let held = heldBack else { return nil }
        switch String(validating: name, as: UTF8.self) ?? "" {
        case "ob_get_contents", "ob_get_clean", "ob_get_flush":
            return PHPValue(tainted: held.taint)
        case "ob_end_flush", "ob_flush", "ob_end_clean", "ob_clean":
            heldBack = nil
            if case .closure = held.callback.form {
                _ = call(value: held.callback, [PHPValue(tainted: held.taint), .unknown], [], offset)
            } else if let text = held.callback.text, functions[ByteSearch.lower(text)] != nil {
                _ = call(value: held.callback, [PHPValue(tainted: held.taint), .unknown], [], offset)
            }
            return .unknown
        default: return nil
        }
    }

    // MARK: Sites

    /// Data that a site keeps in its database: whoever wrote there once has it back. Nil for all other functions.
    func storedFunction(_ name: [UInt8], _ values: [PHPValue], _ offset: Int) -> PHPValue? {
        guard PHPTables.stores.contains(name) else { return nil }
        return PHPValue(tainted: Taint(source: .carried, place: place(offset), marks: .checked))
    }

    /// Functions of WordPress that make accounts or sign somebody in (https://developer.wordpress.org/reference/); nil for all others.
    func accountFunction(_ name: [UInt8], _ values: [PHPValue], _ offset: Int) -> PHPValue? {
        switch String(validating: name, as: UTF8.self) ?? "" {
        case "wp_create_user":
            if values.count > 1, let login = values[0].constantText, !login.isEmpty, let word = values[1].constantText, !word.isEmpty {
                report(.plantedAccount, .likely, nil, offset, name)
            } else if values.count > 1, isRaw(values[0]), isRaw(values[1]), !facts.isGuarded {
                report(.plantedAccount, .possible, values[0].anyTaint, offset, name)
            }
            return .unknown
        case "wp_insert_user":
            guard let user = values.first?.array, let role = user[.text(Array("role".utf8))]?.constantText,
                role.elementsEqual("administrator".utf8), let word = user[.text(Array("user_pass".utf8))]
            else { return .unknown }
            if word.constantText != nil || isRaw(word) { report(.plantedAccount, .likely, word.anyTaint, offset, name) }
            return .unknown
        case "get_users", "wp_user_query":
            if let role = values.first?.array?[.text(Array("role".utf8))], isAdministrator(role) {
                facts.seeksAdministrator = facts.seeksAdministrator ?? place(offset)
            }
            return nil
        case "user_can":
            // Accounts are tried until one may do everything.
            if values.count > 1, isAdministrator(values[1]) { facts.seeksAdministrator = facts.seeksAdministrator ?? place(offset) }
            return nil
        case "wp_set_auth_cookie", "wp_set_current_user":
            guard let user = values.first else { return .unknown }
            if facts.seeksAdministrator != nil, name.count == 18, user.anyTaint == nil, !facts.asksWhoMay {
                report(.signedIn, .likely, nil, offset, name)
                return .unknown
            }
            if user.number != nil, user.isKnown, user.anyTaint == nil, name.count == 18, user.truth == true {
                report(.signedIn, .likely, nil, offset, name)
            } else if isRaw(user) {
                report(.signedIn, name.count == 18 ? .likely : .possible, user.anyTaint, offset, name)
            }
            return .unknown
        default: return nil
        }
    }

    private func isAdministrator(_ role: PHPValue) -> Bool {
        let name = role.constantText ?? role.array?.first?.constantText
        return name.map { $0.elementsEqual("administrator".utf8) } ?? false
    }

    private func isRaw(_ value: PHPValue) -> Bool {
        guard let taint = value.anyTaint else { return false }
        return taint.source == .request && taint.marks.isDisjoint(with: [.laundered, .checked, .listed])
    }
}
