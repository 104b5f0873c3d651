// Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
//
// Scripts that give somebody a shell over the network, and tools that break into other machines from here.

// Claims: a script ties a shell to a network connection that it opens itself, or offers one on a port.
// Misses: compiled programs; scripts that hide the address and the shell in variables.
rule shell_connects_back
{
    meta:
        id = "shell.connects-back"
        kind = "backdoor"
        title_en = "A script that hands a shell of this server to another machine"
        title_ja = "このサーバーのシェル(操作権)を外部のコンピューターに渡すスクリプト"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1059/004/"
    strings:
        $bash = /(ba|z|k|da)?sh\s{1,4}-[il]{1,2}\s{0,4}(\d?>&?|>&|&>)\s{0,4}\/dev\/(tcp|udp)\/[^\s]{3,100}/
        $exec = /exec\s{1,4}\d{1,3}\s{0,4}<>\s{0,4}\/dev\/(tcp|udp)\/[^\s]{3,100}[^\x00]{0,160}((ba)?sh\s[^\n]{0,20}<&\s{0,4}\d{1,3}|while read[^\n]{0,80}<&\s{0,4}\d{1,3}|cat\s{0,4}<&\s{0,4}\d{1,3})/
        $plain = /0<&\d{1,3}-?;\s{0,4}exec\s{1,4}\d{1,3}<>\/dev\/(tcp|udp)\/[^\s]{3,100}/
        $fifo = /mkfifo\s[^\x00]{1,120}(ba)?sh\s{1,4}-i\s[^\x00]{0,60}\|\s{0,4}(\/[a-z\/]{1,20}\/)?(nc|ncat|telnet|openssl)\s{1,4}[^\n]{3,100}/
        $netcat = /\b(nc|ncat|netcat)\s[^\n|]{0,60}-(e|c|[a-z]{1,4}e)\s{1,4}["']?(\/usr)?\/bin\/(ba|da|z)?sh\b/
        $python = /\.connect\s{0,4}\(\s{0,4}\([^)\n]{3,100}\)\s{0,4}\)[^\x00]{0,300}os\.dup2\s{0,4}\([^\x00]{0,300}(pty\.spawn\s{0,4}\(|subprocess\.(call|Popen|run)\s{0,4}\(\s{0,4}\[\s{0,4}["'](\/usr)?\/bin\/(ba|da|z)?sh|os\.(system|execl?v?p?e?)\s{0,4}\(\s{0,4}["'](\/usr)?\/bin\/(ba|da|z)?sh)/
        $perl = /open\s{0,4}\(\s{0,4}STDIN\s{0,4},\s{0,4}["'][<>+]{0,2}&\s{0,4}\w{1,20}["']\s{0,4}\)[^\x00]{0,300}(exec|system)\s{0,4}[({]?\s{0,4}[({]?\s{0,4}["'](\/usr)?\/bin\/(ba|da|z)?sh/
        $perl_fdopen = /STDIN->fdopen\s{0,4}\(\s{0,4}\$\w{1,20}\s{0,4},\s{0,4}["']?r["']?\s{0,4}\)[^\x00]{0,120}(system|exec)/
        $php = /fsockopen\s{0,4}\([^;]{3,120};[^\x00]{0,600}(proc_open\s{0,4}\(\s{0,4}(["'][^"']{0,60}(ba)?sh\b|\$shell)|(exec|shell_exec|system|passthru|popen)\s{0,4}\(\s{0,4}["'](\/bin\/)?(ba)?sh\s{1,4}-i\s{0,4}<&\d)/
        $ruby = /TCPSocket\.(new|open)\s{0,4}\([^)\n]{3,100}\)[^\x00]{0,200}(exec\s{0,4}\(?\s{0,4}sprintf|exec\s{0,4}\(?\s{0,4}["']\/bin\/(ba)?sh|IO\.popen\s{0,4}\(\s{0,4}\w{1,12}\s{0,4},)/
        $socat = /socat\s{1,4}[^\n]{0,120}(tcp|openssl)(4|6)?(-connect)?:[^\s,]{1,80}:\d{2,5}[^\n]{0,120}exec:['"]?(\/bin\/)?(ba)?sh['" ]?[^\n]{0,10}(-li|-i|pty)/i
        $lua = /^local \w{1,20} = require/
    condition:
        filesize < 512KB and not $lua at 0
        and any of ($bash, $exec, $plain, $fifo, $netcat, $python, $perl, $perl_fdopen, $php, $ruby, $socat)
}

// Claims: a script opens a port and ties whoever connects to a shell.
// Misses: compiled programs; servers that hand out a shell after asking for a password in their own way.
rule shell_offered_on_port
{
    meta:
        id = "shell.offered-on-port"
        kind = "backdoor"
        title_en = "A script that offers a shell of this server on a port"
        title_ja = "このサーバーのシェル(操作権)をポートで待ち受けて渡すスクリプト"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1059/004/"
    strings:
        $ruby = /TCPServer\.(new|open)\s{0,4}\(?[^)\n]{1,60}\)?[^\x00]{0,200}\.reopen\s{0,4}\(?[^\x00]{0,200}exec\s{0,4}\(?\s{0,4}["'](\/usr)?\/bin\/(ba|da|z)?sh/
        $python = /\.accept\s{0,4}\(\s{0,4}\)[^\x00]{0,300}os\.dup2\s{0,4}\([^\x00]{0,300}(pty\.spawn\s{0,4}\(|(subprocess\.(call|Popen|run)|os\.(system|execl?v?p?e?))\s{0,4}\(\s{0,4}\[?\s{0,4}["'](\/usr)?\/bin\/(ba|da|z)?sh)/
        $perl = /accept\s{0,4}\(\s{0,4}\w{1,20}\s{0,4},[^\x00]{0,300}open\s{0,4}\(?\s{0,4}STDIN\s{0,4},\s{0,4}["'][<>+]{0,2}&[^\x00]{0,300}(exec|system)\s{0,4}[({]?\s{0,4}["'](\/usr)?\/bin\/(ba|da|z)?sh/
    condition:
        filesize < 128KB and any of them
}

// Claims: the recipe of a container image that holds a shell for somebody outside and the way out onto the host.
// Misses: images that are fetched ready-made.
rule container_way_out
{
    meta:
        id = "container.way-out"
        kind = "exploit"
        title_en = "The recipe of a container that breaks out onto its host"
        title_ja = "コンテナーからサーバー本体へ抜け出すためのイメージの設計書"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1611/"
    strings:
        $from = /(^|\n)FROM\s{1,4}[a-z][a-z0-9.\/:_-]{1,100}/
        $enter = /nsenter\s[^\n]{0,40}(-t|--target)[ =]{0,2}1\s[^\n]{0,60}(-m|--mount|-a|--all)\b/
        $shell = /(exec|EXEC|system|SYSTEM):\\?["']?(\/bin\/)?(ba)?sh|\/dev\/tcp\/|\bnc\s[^\n]{0,60}-e\s/
    condition:
        filesize < 64KB and all of them
}

// Claims: a script looks for machines with an open port and tries passwords on what it finds.
// Misses: compiled attackers without the list of names below.
rule scanner_password_guesser
{
    meta:
        id = "scanner.password-guesser"
        kind = "scanner"
        title_en = "A script that searches the network for machines and tries passwords on them"
        title_ja = "ネットワーク上のサーバーを探し、パスワードを次々に試すスクリプト"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1110/"
    strings:
        $hash = "#!"
        $search = /(^|[\n;&|])\s{0,8}(nohup\s{1,4}|sudo\s{1,4}|\.\/)?(\.\/)?(masscan|zmap|pnscan|pscan2?|zgrab|ss)\s{1,4}[^\n]{0,160}(-p\s{0,4}|--port[s= ]\s{0,4}|\s)(22|23|2222|2323|3306|6379|445|3389|1433|21|5900)\b/
        $guess = /(^|[\n;&|(])\s{0,8}(nohup\s{1,4}|sudo\s{1,4}|\.\/)?(\.\/)?(hydra|medusa|ncrack|patator|brute|bruter?ssh|sshbrute|ssh-?scan|haiduc|brutus)\s{1,4}[^\n]{1,160}/i
        $guess_list = /(sshpass\s{1,4}-p\s{1,4}["']?\$|plink\s[^\n]{0,60}-pw\s{1,4}["']?\$)/
        $paramiko = /paramiko\.SSHClient\s{0,4}\([^\x00]{0,1200}(for|while)\s[^\n]{0,80}(pass|pwd|cred|combo)/i
        $threads = /(threading\.Thread|ThreadPool|multiprocessing)/
        $random = /(randint\s{0,4}\(\s{0,4}[01]\s{0,4},\s{0,4}25[45]|random_ip|ipaddress\.ip_network)/
    condition:
        filesize < 128KB and (($hash at 0 and $search and ($guess or $guess_list)) or ($paramiko and $threads and $random))
}

// Claims: a list of names with guessed passwords, as attackers feed to programs that try log-ins.
// Misses: lists of passwords alone, which administrators keep, too.
rule scanner_password_list
{
    meta:
        id = "scanner.password-list"
        kind = "scanner"
        title_en = "A list of user names with passwords to try"
        title_ja = "ログインを試すための、ユーザー名とパスワードの組の一覧"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1110/001/"
    strings:
        $pairs = /(\n(root|admin|test|guest|oracle|postgres|mysql|ubuntu|ftpuser|nagios|pi|git|support|tomcat)[ :\t][^\s:]{1,24}\r?){10}/
        $weak = /\n(root|admin)[ :\t](123456|admin|password|root|toor|12345|1234|qwerty|changeme)\r?\n/
        $weak2 = /\n(test|oracle|postgres|ubuntu|guest|ftpuser)[ :\t](123456|test|oracle|postgres|ubuntu|guest|ftpuser|password|12345)\r?\n/
    condition:
        filesize < 32MB and $pairs and $weak and $weak2
}
