import Testing

@testable import Model

@Suite struct `A name of random letters` {
    @Test(arguments: ["xqpzvtrnwy", "jkvqzxwbcd", "wzqkxjvmhb"])
    func `is told from words`(name: String) {
        #expect(RandomLetters.make(RawText(name)))
    }

    @Test(arguments: [
        "systemd", "dpkg-query", "xfsdump", "vmtoolsd", "kworker", "pkgconf", "sqlite3", "wpa_supplicant", "jq", "qemu-img", "mkfs.xfs",
        "postgres", "nginx", "xdgopen",
    ])
    func `is not what programs are called`(name: String) {
        #expect(!RandomLetters.make(RawText(name)))
    }
}
