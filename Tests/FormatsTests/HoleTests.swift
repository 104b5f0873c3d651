import Formats
import Model
import Testing

@Suite struct `Settings that hold code` {
    private func commands(_ grammar: SettingGrammar, _ text: String) -> [SettingCommand] {
        let bytes = Array(text.utf8)
        return grammar.parse(bytes.span).value
    }

    @Test func `of nginx tell Lua that runs what a visitor sends`() {
        let text = """
            server { location / { content_by_lua_block {
              local f = io.popen(ngx.var.arg_c)
              ngx.say(f:read("*a"))
            } } }
            access_by_lua_file /etc/nginx/x.lua;
            # rewrite_by_lua_file /etc/nginx/old.lua;
            """
        let found = commands(.nginxLua, text)
        #expect(found.map(\.kind) == [.servedCode, .script])
        #expect(found.map(\.line) == [2, 5])
        #expect(found.last?.text == "/etc/nginx/x.lua")
    }

    @Test func `of nginx say nothing of Lua that runs nothing`() {
        #expect(commands(.nginxLua, "content_by_lua_block { ngx.say(ngx.var.arg_c) }") == [])
        #expect(commands(.nginxLua, "content_by_lua_block { os.execute('date') }").map(\.kind) == [.code])
    }

    @Test func `of pools of php-fpm tell what is put before every script`() {
        let found = commands(.phpPool, "[www]\nuser = www-data\nphp_admin_value[auto_prepend_file] = /usr/share/php/.p.php\nenv[LD_PRELOAD] = /tmp/x.so\n")
        #expect(found.map(\.kind) == [.script, .command])
        #expect(found.first?.text == "/usr/share/php/.p.php")
    }
}

@Suite struct `A library among the modules of a program` {
    private let elf: [UInt8] = [0x7f, 0x45, 0x4c, 0x46]

    @Test func `is strange when it takes nothing from that program`() {
        let foreign = elf + Array("\0libc.so.6\0cap_init\0".utf8), own = elf + Array("\0ap_hook_handler\0".utf8)
        #expect(ModuleMarks.strangeness(foreign.span, at: "/usr/lib/apache2/modules/mod_x.so")?.trait == .posesAsModule)
        #expect(ModuleMarks.strangeness(own.span, at: "/usr/lib/apache2/modules/mod_x.so") == nil)
        #expect(ModuleMarks.strangeness(foreign.span, at: "/opt/x/mod_x.so") == nil)
    }

    @Test func `of a database is strange when it runs commands`() {
        let udf = elf + Array("\0mysql_init\0sys_exec\0".utf8)
        #expect(ModuleMarks.strangeness(udf.span, at: "/usr/lib/mysql/plugin/udf.so")?.trait == .startsPrograms)
    }
}

@Suite struct `A table of fcron` {
    @Test func `tells its jobs of all four kinds`() {
        let text = "!mail(no)\n@ 30 curl -s x\n&bootrun 5 4 * * * /usr/bin/a b\n%daily * 2-4 /usr/bin/c\n0 5 * * 1 /usr/bin/d\n# @ 1 no\n"
        let bytes = Array(text.utf8)
        let table = FcrontabFormat.parse(bytes.span).value
        #expect(table.lines.map(\.command) == ["curl -s x", "/usr/bin/a b", "/usr/bin/c", "/usr/bin/d"])
        #expect(table.lines.map(\.line) == [2, 3, 4, 5])
    }
}

@Suite struct `The lines that code hands to a shell` {
    @Test func `are found in the calls of Python and Perl`() {
        let python = Array("#!/usr/bin/python3\nimport os\nos.system('setsid /usr/lib/x 2>/dev/null &')\n".utf8)
        let found = HandedCommands.parse(python.span).value
        #expect(found == ["setsid /usr/lib/x 2>/dev/null &"])
        #expect(found.allSatisfy { HandedCommands.isDetached($0) })
        let shell = Array("#!/bin/sh\nsystem 'x'\n".utf8)
        #expect(HandedCommands.parse(shell.span).value == [])
    }
}

@Suite struct `The kernel's own helpers` {
    @Test(arguments: [
        "echo /usr/lib/x >/sys/fs/cgroup/rdma/release_agent", "echo '|/usr/lib/x' >/proc/sys/kernel/core_pattern",
        "sysctl -w kernel.core_pattern='|/tmp/x %p'", "echo /tmp/x > /proc/sys/kernel/modprobe",
    ])
    func `are set by lines that name a program`(line: String) {
        let bytes = Array(line.utf8)
        #expect(ShellTraits.scan(bytes.span).contains { $0.trait == .setsKernelHelper })
    }

    @Test(arguments: [
        "echo core.%p >/proc/sys/kernel/core_pattern", "echo /bin/false >/proc/sys/kernel/modprobe", "cat /proc/sys/kernel/modprobe",
        "echo 1 >/sys/fs/cgroup/x/notify_on_release",
    ])
    func `are not set by lines that name none`(line: String) {
        let bytes = Array(line.utf8)
        #expect(!ShellTraits.scan(bytes.span).contains { $0.trait == .setsKernelHelper })
    }
}

@Suite struct `A rule of PAM that everybody meets` {
    private func admission(_ line: String) -> PamStack.Admission? {
        let bytes = Array((line + "\nauth required pam_unix.so\n").utf8)
        return PamStack(files: ["su": PamFormat.parse(bytes.span).value]).admission(to: "su")
    }

    @Test func `lets in whoever asks`() {
        guard case .anybody = admission("auth sufficient pam_succeed_if.so uid >= 0") else {
            Issue.record("uid >= 0 lets nobody in")
            return
        }
    }

    @Test func `is told apart from one that some meet`() {
        guard case .whoever = admission("auth sufficient pam_succeed_if.so uid = 0") else {
            Issue.record("uid = 0 is taken for everybody, or for nobody")
            return
        }
    }
}

@Suite struct `The log of log-ins` {
    private func silenced(_ text: String) -> [DefenceSetting] {
        let bytes = Array(text.utf8)
        return LogFilterFormat.silenced(bytes.span, path: "/etc/rsyslog.conf").value
    }

    @Test func `is silenced by a sign in front of its line`() {
        #expect(silenced("#auth,authpriv.*\t/var/log/auth.log\n*.info -/var/log/x\n").map(\.value) == ["auth,authpriv.*\t/var/log/auth.log"])
    }

    @Test func `is not where another line keeps it`() {
        #expect(silenced("#auth,authpriv.*\t/var/log/auth.log\nauth,authpriv.* /var/log/secure\n") == [])
    }
}
