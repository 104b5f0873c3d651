import Model

/// Passwords that are typed to sign in, and where a program takes them besides.
extension PHPInterpreter {
    /// Places where WordPress hands a typed password to whoever asks: the name of the hook, and where the password stands
    /// among what is handed over (https://developer.wordpress.org/reference/hooks/).
    private static let hooks: [RawText: Int] = [
        "authenticate": 2, "wp_authenticate": 1, "wp_authenticate_user": 1, "check_password": 1, "password_reset": 1,
        "after_password_reset": 1, "wp_set_password": 0,
    ]

    /// Whether the bytes name a hook that hands over passwords.
    static func asksForPasswords(_ bytes: [UInt8], _ place: Int) -> Bool {
        ByteSearch.starts(bytes, place, "authenticate'") || ByteSearch.starts(bytes, place, "authenticate\"")
    }

    /// A function that the program hangs into such a hook is called with the password that somebody types.
    func hookFunction(_ name: [UInt8], _ values: [PHPValue], _ offset: Int) -> PHPValue? {
        guard name.elementsEqual("add_filter".utf8) || name.elementsEqual("add_action".utf8), values.count > 1,
            let hook = values[0].constantText.map(RawText.init)
        else { return nil }
        if let list = ShownList.named(hook.bytes) {
            let outer = filtered
            filtered = list
            _ = call(value: values[1], [.unknown], [], offset)
            filtered = outer
            return .unknown
        }
        guard let position = Self.hooks[hook] else { return nil }
        var given = [PHPValue](repeating: .unknown, count: 4)
        given[position] = PHPValue(tainted: Taint(source: .request, place: place(offset), marks: .secret))
        _ = call(value: values[1], given, [], offset)
        return .unknown
    }

    /// A typed password is written down: no program that checks passwords does that.
    func keepsPassword(_ path: PHPValue, _ data: PHPValue, _ offset: Int, _ name: [UInt8]) -> Bool {
        guard isPassword(data), path.anyTaint == nil, !PHPText.isProgram(path.text ?? path.hint) else { return false }
        report(.postedCredentials, .likely, data.anyTaint, offset, name)
        return true
    }

    /// A typed password goes by mail to an address that stands in the program, and not to who typed it.
    func mailsPassword(_ values: [PHPValue], _ offset: Int, _ name: [UInt8]) {
        guard values.count > 2, let address = values[0].constantText, address.contains(0x40),
            let secret = values[1...2].first(where: isPassword)
        else { return }
        report(.postedCredentials, .likely, secret.anyTaint, offset, name)
    }

    /// A typed password goes to a server whose name the program hides.
    func sendsPassword(_ values: [PHPValue], _ offset: Int, _ name: [UInt8]) {
        guard let address = values.first, address.isDecoded || isPassword(address) && PHPText.isRemote(address.hint),
            let secret = values.first(where: isPassword)
        else { return }
        report(.postedCredentials, .likely, secret.anyTaint, offset, name)
    }

    private func isPassword(_ value: PHPValue) -> Bool {
        guard let taint = value.anyTaint else { return false }
        return taint.marks.contains(.secret) && taint.marks.isDisjoint(with: [.laundered, .checked, .listed])
    }
}
