/// What a stretch of a program could do to a visitor's good, told by its tokens alone: whether following it can end in a trace.
struct PHPMeans {
    /// Something here does what it is told: a function of the tables, a call by a name that is computed, an include by a variable.
    private(set) var acts = false
    /// Something here brings data in, decodes it, or reaches variables by names that are computed.
    private(set) var takes = false
    /// Something here makes text out of text, byte by byte or by decoding.
    private(set) var makes = false
    /// Variables of the whole program, or of earlier calls, are named here.
    private(set) var shares = false
    /// Functions, methods and classes by name that are called or made.
    private(set) var calls: Set<[UInt8]> = []

    /// Whether nothing that is followed here can be told.
    var isIdle: Bool { !acts && !takes }

    mutating func join(_ other: PHPMeans) {
        acts = acts || other.acts
        takes = takes || other.takes
        makes = makes || other.makes
        shares = shares || other.shares
    }

    static let none = PHPMeans([], [])

    /// Those of a function of which nothing is known.
    static let all: PHPMeans = {
        var means = PHPMeans.none
        (means.acts, means.takes, means.makes, means.shares) = (true, true, true, true)
        return means
    }()

    /// Whether anything in a whole program acts.
    static func acts(_ tokens: [PHPToken], _ bytes: [UInt8]) -> Bool {
        var means = PHPMeans.none
        for index in tokens.indices {
            means.look(tokens[...], index, bytes)
            if means.acts { return true }
        }
        return false
    }

    init(_ tokens: ArraySlice<PHPToken>, _ bytes: [UInt8]) {
        for index in tokens.indices { look(tokens, index, bytes) }
    }

    private mutating func look(_ tokens: ArraySlice<PHPToken>, _ index: Int, _ bytes: [UInt8]) {
        func kind(_ place: Int) -> PHPToken.Kind { place >= tokens.startIndex && place < tokens.endIndex ? tokens[place].kind : .end }
        let isCalled = kind(index &+ 1) == .symbol("(")
        switch tokens[index].kind {
        case .variable(let name):
            if name.first == 0x5f || name.first == 0x48 || name.first == 0x47, PHPTables.superglobals.contains(name) { takes = true }
            if isCalled || kind(index &+ 1) == .symbol("::") { acts = true }
        case .word(let word):
            look(word: word, tokens, index, isCalled: isCalled, before: kind(index &- 1))
        case .text(let text):
            if isCalled || PHPTables.isHarmful(text) || PHPInterpreter.ShownList.isNamed(text) { acts = true }
        case .template(let range, _): look(template: bytes[range])
        case .command(let range):
            acts = true
            look(template: bytes[range])
        case .symbol("$"): (acts, takes) = (true, true)
        case .symbol("^"): makes = true
        case .symbol("~"): (makes, takes) = (true, true)
        case .symbol(")"), .symbol("]"):
            // `$f[0](…)`, `f()(…)`, and not a cast.
            if isCalled, !isCast(kind(index &- 1), kind(index &- 2)) { acts = true }
        case .symbol("}"):
            if isCalled, kind(index &- 1) != .symbol(";"), kind(index &- 1) != .symbol("}") { acts = true }
        case .symbol("->"), .symbol("?->"), .symbol("::"):
            if case .symbol("{") = kind(index &+ 1) { acts = true }
        default: break
        }
    }

    private func isCast(_ word: PHPToken.Kind, _ open: PHPToken.Kind) -> Bool {
        if case .word(let name) = word, open == .symbol("(") { PHPWords.casts.contains(name) } else { false }
    }

    private mutating func look(template: ArraySlice<UInt8>) {
        guard template.contains(0x24) else { return }
        let text = Array(template)
        if ByteSearch.contains("$_", text) || ByteSearch.contains("$http_", text) { takes = true }
        if ByteSearch.contains("${", text) || text.contains(0x28) && ByteSearch.contains("{$", text) { (acts, takes) = (true, true) }
    }

    private mutating func look(word: [UInt8], _ tokens: ArraySlice<PHPToken>, _ index: Int, isCalled: Bool, before: PHPToken.Kind) {
        if case .word(let last) = before {
            if last.elementsEqual("function".utf8) { return }
            if last.elementsEqual("new".utf8) {
                let name = word.lastIndex(of: 0x5c).map { Array(word[($0 &+ 1)...]) } ?? word
                calls.insert(name)
                if PHPMeans.actingClasses.contains(name) { acts = true }
                return
            }
        }
        if PHPMeans.loading.contains(word) {
            if !isFixed(tokens, index &+ 1) { acts = true }
            return
        }
        if word.elementsEqual("eval".utf8) { (acts, takes) = (true, true) }
        if word.elementsEqual("global".utf8) || word.elementsEqual("static".utf8) { shares = true }
        if word.elementsEqual("new".utf8) {
            if case .word = tokens.dropFirst(index &+ 1 &- tokens.startIndex).first?.kind {} else { acts = true }
            return
        }
        guard isCalled else {
            if PHPTables.isHarmful(word) { acts = true }
            return
        }
        let name = word.lastIndex(of: 0x5c).map { Array(word[($0 &+ 1)...]) } ?? word
        calls.insert(name)
        if before == .symbol("->") || before == .symbol("?->") || before == .symbol("::") {
            if PHPMeans.actingMethods.contains(name) { acts = true }
            return
        }
        guard let roles = PHPMeans.roles[name] else { return }
        if roles.contains(.acts) { acts = true }
        if roles.contains(.takes) { takes = true }
        if roles.contains(.makes) { makes = true }
        if roles.contains(.replaces), !isPlainPattern(tokens, index &+ 2) { acts = true }
        if roles.contains(.callsBack), let callback = PHPTables.callbacks[name], !hasPlainCallback(tokens, index &+ 2, callback.function) {
            acts = true
        }
    }

    /// Whether what is loaded is written out: texts, constants and folders, no variable of the visitor's.
    private func isFixed(_ tokens: ArraySlice<PHPToken>, _ start: Int) -> Bool {
        var index = start
        while index < tokens.endIndex, index < start &+ 64 {
            switch tokens[index].kind {
            case .symbol(";"): return true
            case .variable, .template, .command, .symbol("$"): return false
            case .text(let text):
                if PHPText.isNoProgram(text) || text.contains(0x3a) || text.starts(with: "/".utf8) && !text.contains(0x2e) { return false }
                if text.starts(with: "/tmp".utf8) || text.starts(with: "/dev".utf8) || text.starts(with: "/var/tmp".utf8) { return false }
            case .word(let word):
                if index &+ 1 < tokens.endIndex, tokens[index &+ 1].kind == .symbol("("), !word.elementsEqual("dirname".utf8) {
                    return false
                }
            case .end: return true
            default: break
            }
            index &+= 1
        }
        return false
    }

    /// Whether a pattern is written out and does not run its replacement.
    private func isPlainPattern(_ tokens: ArraySlice<PHPToken>, _ index: Int) -> Bool {
        guard index < tokens.endIndex, case .text(let pattern) = tokens[index].kind, index &+ 1 < tokens.endIndex,
            tokens[index &+ 1].kind == .symbol(",")
        else { return false }
        return !PHPPattern.runs(pattern)
    }

    /// Whether a function over functions is given one that is written out, by a harmless name or as a closure.
    private func hasPlainCallback(_ tokens: ArraySlice<PHPToken>, _ start: Int, _ position: Int) -> Bool {
        var index = start
        var depth = 0
        // Where the arguments begin.
        var starts = [start]
        while index < tokens.endIndex, index < start &+ 400 {
            switch tokens[index].kind {
            case .symbol("("), .symbol("["), .symbol("{"): depth &+= 1
            case .symbol(")"), .symbol("]"), .symbol("}"):
                depth &-= 1
                guard depth >= 0 else {
                    let place = position < 0 ? starts.count &+ position : position
                    return starts.indices.contains(place) && isPlainCallback(tokens, starts[place])
                }
            case .symbol(","): if depth == 0 { starts.append(index &+ 1) }
            case .symbol("..."): return false
            case .variable(let name): if depth == 0, PHPTables.superglobals.contains(name) { return false }
            default: break
            }
            index &+= 1
        }
        return false
    }

    private func isPlainCallback(_ tokens: ArraySlice<PHPToken>, _ start: Int) -> Bool {
        guard start < tokens.endIndex else { return false }
        switch tokens[start].kind {
        case .word(let word): return ["function", "fn", "static", "null"].contains { word.elementsEqual($0.utf8) }
        case .text(let text):
            return !PHPTables.isHarmful(text) && !text.contains(0x3a)
                && tokens.dropFirst(start &+ 1 &- tokens.startIndex).first?.kind != .symbol(".")
        case .symbol("["):
            // [$this, 'method']
            guard start &+ 4 < tokens.endIndex, case .text = tokens[start &+ 3].kind, tokens[start &+ 4].kind == .symbol("]") else {
                return false
            }
            if case .variable(let name) = tokens[start &+ 1].kind { return name.elementsEqual("this".utf8) }
            return false
        default: return false
        }
    }

    /// What the functions of PHP are, where that decides whether a program is followed.
    struct Roles: OptionSet, Sendable {
        let rawValue: UInt8
        static let acts = Roles(rawValue: 1)
        static let takes = Roles(rawValue: 2)
        static let makes = Roles(rawValue: 4)
        /// Acts where its pattern runs what it puts in, or is not written out.
        static let replaces = Roles(rawValue: 8)
        /// Acts where the function that it calls is not written out.
        static let callsBack = Roles(rawValue: 16)
    }

    private static let roles: [[UInt8]: Roles] = {
        var table: [[UInt8]: Roles] = [:]
        func add(_ words: String, _ roles: Roles) {
            for word in words.split(separator: " ") { table[Array(word.utf8), default: []].formUnion(roles) }
        }
        add(
            "file_put_contents fwrite fputs fputcsv gzwrite move_uploaded_file copy rename link symlink dl putenv yaml_parse yaml_parse_url yaml_parse_file mail mb_send_mail imap_open "
                + "ini_set ini_alter wp_create_user wp_insert_user wp_set_auth_cookie wp_set_current_user unlink rmdir chmod touch mkdir runkit7_function_add filter_var filter_var_array fsockopen pfsockopen "
                + "stream_socket_client socket_create ftp_login ssh2_auth_password ldap_bind mysql_connect mysqli_connect mssql_connect fpassthru readfile",
            .acts)
        add("preg_replace preg_filter", .replaces)
        add("mb_ereg_replace mb_eregi_replace mb_regex_replace", .acts)
        add(
            "getallheaders apache_request_headers import_request_variables session_id http_get_request_body http_get_request_headers "
                + "filter_input filter_input_array getenv apache_getenv get_defined_vars file_get_contents file readfile "
                + "php_strip_whitespace show_source highlight_file curl_init fopen gzopen gzfile simplexml_load_file fsockopen pfsockopen "
                + "stream_socket_client socket_create socket_accept stream_socket_server curl_exec curl_multi_getcontent wp_remote_get "
                + "wp_remote_retrieve_body wp_remote_post wp_remote_request http_get exif_read_data read_exif_data iptcparse imagecolorat zip_entry_read dns_get_record "
                + "gethostbyaddr extract parse_str mb_parse_str unserialize getdoccomment constant", .takes)
        for name in PHPTables.stores { table[name, default: []].formUnion(.takes) }
        add(
            "chr ord substr mb_substr str_replace str_ireplace strtr sprintf vsprintf implode join explode str_split preg_replace base_convert "
                + "dechex hexdec octdec bindec substr_replace str_repeat array_flip array_reverse array_slice range strtolower strtoupper "
                + "ucfirst lcfirst trim", .makes)
        for name in PHPTables.decoders { table[name, default: []].formUnion([.takes, .makes]) }
        for name in PHPTables.commands.union(PHPTables.code) { table[name, default: []].formUnion([.acts, .takes]) }
        for name in PHPTables.callbacks.keys { table[name, default: []].formUnion(.callsBack) }
        return table
    }()

    private static func set(_ words: String) -> Set<[UInt8]> { Set(words.split(separator: " ").map { Array($0.utf8) }) }

    private static let loading = set("include include_once require require_once")
    private static let actingClasses = set(
        "reflectionfunction com splfileobject callbackfilteriterator recursivecallbackfilteriterator zendcode perl reflectionmethod reflectionclass ffi"
    )
    private static let actingMethods = set("invoke invokeargs run exec shellexecute getdoccomment cdef fwrite")
}
