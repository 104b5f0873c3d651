import Model

/// What a library has to hold to be a module of the program in whose folder it lies.
package enum ModuleMarks {
    /// What speaks against a library that a setting loads: it holds no name of the program that loads it, as every module of that
    /// program does, or functions that only serve to run commands from within a database (UDF of MySQL). Nil where nothing does.
    ///
    /// - Parameter path: where the library lies; of other folders than those of such programs nothing is known.
    package static func strangeness(_ content: Span<UInt8>, at path: RawText) -> TraitHit? {
        let bytes = ShellByte.copy(content, limit: 16 << 20)
        guard bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) else { return nil }
        if path.contains("/mysql/plugin/") || path.contains("/mariadb/plugin/") || path.contains("/mysql/plugins/") {
            for name in ["sys_exec", "sys_eval", "sys_bineval", "do_system", "lib_mysqludf_sys"] where holds(name, bytes) {
                return TraitHit(trait: .startsPrograms, line: 1, offset: 0, text: RawText(name))
            }
        }
        guard let names = families.first(where: { path.contains($0.folder) })?.names else { return nil }
        if names.contains(where: { holds($0, bytes) }) { return nil }
        return TraitHit(trait: .posesAsModule, line: 1, offset: 0, text: RawText(names[0]))
    }

    /// Whether a module of the kernel says that it came with the kernel: `intree=Y` of its `.modinfo` section (modinfo(8)).
    package static func saysInTree(_ content: Span<UInt8>) -> Bool {
        let bytes = ShellByte.copy(content, limit: 16 << 20)
        return bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) && holds("\0intree=Y\0", bytes)
    }

    /// Whether a file named like a library is a program that somebody starts: linked to a fixed place, or with a loader of its own
    /// (`ET_EXEC` and `PT_INTERP` of elf(5)). The C library and a few of its kin tell their version so.
    package static func isStartable(_ content: Span<UInt8>, named name: RawText) -> Bool {
        let tellers: [RawText] = ["ld-", "ld.", "libc.", "libc-", "libpthread", "libQt", "libcap.", "libgomp", "libjvm"]
        guard !tellers.contains(where: { name.hasPrefix($0) }), content.count >= 64 else { return false }
        func byte(_ at: Int) -> Int { at >= 0 && at < content.count ? Int(content[at]) : 0 }
        guard byte(0) == 0x7f, byte(1) == 0x45, byte(2) == 0x4c, byte(3) == 0x46 else { return false }
        let isWide = byte(4) == 2
        let isBig = byte(5) == 2
        func number(_ at: Int, _ count: Int) -> Int {
            (0..<count).reduce(0) { $0 | byte(at + $1) << (8 * (isBig ? count - 1 - $1 : $1)) }
        }
        if number(16, 2) == 2 { return true }
        let start = isWide ? number(32, 6) : number(28, 4)
        let (size, count) = (number(isWide ? 54 : 42, 2), number(isWide ? 56 : 44, 2))
        guard size >= 32, start > 0, start < content.count else { return false }
        return (0..<min(count, 64)).contains { number(start + $0 * size, 4) == 3 }
    }

    /// Beginnings of names that a module takes from the program which loads it.
    private static let families: [(folder: RawText, names: [String])] = [
        ("/apache2/modules/", ["\0ap_", "\0apr_"]), ("/httpd/modules/", ["\0ap_", "\0apr_"]), ("/nginx/modules/", ["\0ngx_"]),
        ("/usr/lib/php", ["\0zend_", "\0php_", "\0get_module"]), ("/usr/lib64/php", ["\0zend_", "\0php_", "\0get_module"]),
        ("/mysql/plugin/", ["_mysql_", "\0mysql_", "_init\0", "_maria_"]), ("/mariadb/plugin/", ["_mysql_", "_maria_", "_init\0"]),
    ]

    private static func holds(_ text: String, _ bytes: [UInt8]) -> Bool {
        ByteSearch.first(Array(text.utf8), in: bytes, from: 0, to: bytes.count) != nil
    }
}
