// Made by scripts/embed-rules from Rules/yara: change the rules there, then run the script.
// swift-format-ignore-file

/// Our own content rules, as they stand in Rules/yara.
package enum EmbeddedRules {
    /// The rule files, by name.
    package static let sources: [RuleSource] = [
RuleSource(name: "bots.yar", text: ###"""
// Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
//
// Programs that join a chat network (IRC, RFC 1459 and 2812) and wait for orders, and the files that tell them where to go.

// Claims: a script speaks IRC over a socket of its own and runs commands that come in.
// Misses: scripts that use a library for IRC.
rule irc_script_bot
{
    meta:
        id = "irc.script-bot"
        kind = "irc-bot"
        title_en = "A script that joins a chat network and runs orders from there"
        title_ja = "IRC(チャット)に接続し、そこから届く命令を実行するスクリプト"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1071/"
    strings:
        $perl_socket = /IO::Socket::(INET|SSL)\s{0,4}->\s{0,4}new|new\s{1,4}IO::Socket::INET|use\s{1,4}IO::Socket/
        $python_socket = /socket\.socket\s{0,4}\(|from socket import/
        $shell_socket = /\/dev\/tcp\/[^\s]{1,80}|\b(nc|telnet|ncat)\s[^\n|]{1,80}\s\$?\{?(66\d\d|port|PORT)/
        $privmsg = /["' ]PRIVMSG[ "']/
        $privmsg_read = /PRIVMSG\s{0,4}(\(|\\s|\\S|\.\*|\$|#)/
        $join = /["' \n]JOIN[ "']/
        $nick = /["' \n]NICK[ "']/
        $pong = /P[IO]NG/
        $perl_run = /(system|exec|eval)\s{0,4}[( ]\s{0,4}["']?\$\w{1,20}|= `\$?\w{1,20}[^`\n]{0,60}`|=`\$\w{1,20}[^`\n]{0,60}`|open\s{0,4}\(?\s{0,4}\w{1,20}\s{0,4},\s{0,4}["']\$\w{1,20}[^"'\n]{0,20}\|/
        $perl_shell = /=\s{0,4}qx\s{0,4}[\/({]|`\$_\[0\]/
        $python_run = /(os\.(system|popen)|subprocess\.(Popen|call|run|check_output|getoutput)|commands\.getoutput|exec)\s{0,4}\(\s{0,4}[a-z_]{1,20}/
        $shell_run = /(eval|(ba)?sh\s{1,4}-c)\s{1,4}["']?\$|`\$\w{1,20}`|\$\(\$\w{1,20}\)|\|\s{0,4}(ba)?sh\b/
        $flood = /@?(udp|tcp|syn|http)[ _-]?flood/i
        $hides = /\$0\s{0,4}=\s{0,4}["']?[\/\[\$a-z]/
        $library = /(use (Irssi|POE::Component::IRC|Bot::BasicBot|Net::IRC)|package (Irssi|POE|Net::IRC|Bot::)|import (weechat|irc|supybot|xchat|hexchat)\b|weechat::|from (supybot|irc|twisted)\b|Xchat::|HexChat::)/
        $hash = "#!" 
    condition:
        filesize < 512KB and $privmsg and $nick and $join and $pong and not $library
        and (($perl_socket and ($perl_run or $perl_shell) and ($flood or $hides or $privmsg_read))
            or ($python_socket and $python_run and ($privmsg_read or $hash at 0))
            or ($shell_socket and $shell_run and $hash at 0))
}

// Claims: a compiled program speaks IRC, and offers to flood other machines or to run commands.
// Misses: packed programs. A chat client or server has neither the floods nor the replies of a bot.
rule irc_compiled_bot
{
    meta:
        id = "irc.compiled-bot"
        kind = "irc-bot"
        title_en = "A program that joins a chat network and attacks or runs commands on order"
        title_ja = "IRC(チャット)から命令を受け、他のサーバーを攻撃したりコマンドを実行したりするプログラム"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1498/"
    strings:
        $nick = /NICK %s/
        $join = /JOIN %s/
        $pong = /PONG [:%]/
        $notice = /(NOTICE|PRIVMSG) %s :/
        $flood1 = /(udp|syn|tcp|ack|pan|http|icmp|tsunami)[ _-]?flood/i
        $flood2 = /(flood|packet)(ing|er)\s[^\x00]{0,40}(%s|target|host|ip)/i
        $flood3 = /<(target|host|ip)> <(port|secs?|seconds|time)>/i
        $order1 = /(GETSPOOFS|SPOOFS <|KILLALL|REMOTE IRC|!\* SH |IRC <command>)/
        $order2 = /NOTICE %s :(Unable to|Kill|Spoof|Receiv|Saved|Sent|Flood|Pack|Usage|Removed)/i
        $shell = /export PATH=[^\x00]{0,80};%s/
    condition:
        uint32(0) == 0x464c457f and filesize < 8MB and $nick and $join and $pong and $notice
        and ((any of ($flood*) and any of ($order*, $shell)) or 2 of ($flood*) or ($shell and any of ($order*)))
}

// Claims: the names and texts of chat bots and relays that intruders like to install stand in a compiled program.
// Misses: copies with changed texts. People do run these programs for themselves; where one lies tells which it is.
rule irc_known_bot
{
    meta:
        id = "irc.known-bot"
        kind = "irc-bot"
        title_en = "A well-known chat bot or chat relay (EnergyMech, psyBNC, eggdrop)"
        title_ja = "よく知られた IRC ボットまたは中継プログラム(EnergyMech、psyBNC、eggdrop)"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1071/"
    strings:
        $mech1 = /EnergyMech [0-9a-z.]{1,12}/
        $mech2 = "mech.set"
        $mech3 = "mech.pid"
        $mech4 = "mech.session"
        $psybnc1 = "psyBNC" nocase
        $psybnc2 = "PSYBNC.SYSTEM." 
        $psybnc3 = "psybncchk"
        $psybnc4 = "welcome to psyBNC" nocase
        $egg1 = "eggdrop.conf" nocase
        $egg2 = "Eggdrop v" nocase
        $egg3 = "DCC CHAT"
        $egg4 = "botnet-nick"
        $egg5 = "userfile"
    condition:
        uint32(0) == 0x464c457f and filesize < 8MB and (2 of ($mech*) or 2 of ($psybnc*) or (2 of ($egg1, $egg2) and $egg3 and $egg4 and $egg5))
}

// Claims: a short text tells a chat bot or relay its name, its servers and its channels.
// Misses: settings that are compiled in or enciphered. The sample files of the programs stop with an order to edit them and are let through.
rule irc_bot_settings
{
    meta:
        id = "irc.bot-settings"
        kind = "irc-bot"
        title_en = "Settings of a chat bot: name, server and channel"
        title_ja = "IRC(チャット)ボットの設定ファイル(名前・接続先・チャンネル)"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1071/"
    strings:
        $mech_server = /(^|\n)\s{0,8}SERVER\s{1,12}[a-zA-Z0-9][a-zA-Z0-9.-]{2,80}\s{1,12}(6[56]\d\d|7000)\b/i
        $mech_nick = /(^|\n)\s{0,8}(NICK|SET\s{1,8}ALTNICK|SET\s{1,8}IDENT)\s{1,12}[a-zA-Z\[\]\\`_^{|}][^\s]{0,30}/i
        $mech_channel = /(^|\n)\s{0,8}(CHANNEL|JOIN|CHAN)\s{1,12}[#&][^\s,]{1,50}/i
        $mech_other = /(^|\n)\s{0,8}(USERFILE|CMDCHAR|SET\s{1,8}CMDCHAR|IRCNAME|SET\s{1,8}IRCNAME|LINKPASS|HASONOTICE|TOG\s{1,8}(SPY|CC|PUB|MASS|SHIT|CTCP)|VIRTUAL|WINGATE|SPY\s{1,8}STATUS|LOGIN\s{1,8}\w|MODES\s{1,8}\d|IDENT\s{1,8}\w)/i
        $egg_nick = /(^|\n)\s{0,8}set\s{1,8}nick\s{1,8}["{]?[a-zA-Z\[\]\\`_^|][^\s"}]{0,30}/
        $egg_servers = /(^|\n)\s{0,8}(set\s{1,8}servers\s{1,8}\{|server\s{1,8}add\s{1,8}[a-z0-9])/
        $egg_file = /(^|\n)\s{0,8}set\s{1,8}(userfile|chanfile|botnet-nick|net-type|owner)\s{1,8}["{]?[^\s"}]/
        $egg_channel = /(^|\n)\s{0,8}channel\s{1,8}add\s{1,8}["{]?[#&]/
        $egg_sample = /(^|\n)\s{0,8}die\s{1,8}["{]/
        $ini_server = /(^|\n)\s{0,8}(irc_?)?(server|host)\s{0,4}[=:]\s{0,4}["']?[a-z0-9][a-z0-9.-]{2,80}["']?(:|\s{0,4}\n\s{0,8}(irc_?)?port\s{0,4}[=:]\s{0,4})(6[56]\d\d|7000)\b/i
        $ini_nick = /(^|\n)\s{0,8}(irc_?|bot_?)?nick(name)?\s{0,4}[=:]\s{0,4}["']?[a-z\[\]\\`_^|]/i
        $ini_channel = /(^|\n)\s{0,8}(irc_?)?chan(nel)?s?\s{0,4}[=:]\s{0,4}["']?[#&]/i
        $psybnc = /(^|\n)PSYBNC\.SYSTEM\.(PORT|HOST|ME)\d?=/
        $psybnc_user = /(^|\n)USER\d{1,3}\.(USER|SERVERS)\.\w{1,20}=/
    condition:
        filesize < 64KB and (
            ($mech_server and $mech_nick and ($mech_channel or $mech_other)) or ($mech_server and $mech_channel and $mech_other)
            or (2 of ($egg_nick, $egg_servers, $egg_channel) and $egg_file and not $egg_sample)
            or ($ini_server and $ini_nick and $ini_channel and filesize < 4KB)
            or ($psybnc and $psybnc_user))
}

// Claims: the settings of a mining program: a pool to work for, and whom to pay.
// Misses: pools behind a proxy with an ordinary address and no scheme.
rule miner_settings
{
    meta:
        id = "miner.settings"
        kind = "miner"
        title_en = "Settings of a program that mines digital currency"
        title_ja = "暗号資産の採掘プログラムの設定ファイル"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1496/"
    strings:
        $pool = /"(url|pool_address)"\s{0,4}:\s{0,4}"(stratum\+(tcp|ssl|tcps):\/\/)?[a-z0-9][a-z0-9.-]{3,100}:\d{2,5}"/i
        $user = /"(user|wallet_address)"\s{0,4}:\s{0,4}"[A-Za-z0-9.+_@-]{20,140}"/
        $key1 = /"(donate-level|donate-over-proxy)"\s{0,4}:/
        $key2 = /"(rig-id|rig_id)"\s{0,4}:/
        $key3 = /"algo"\s{0,4}:\s{0,4}("(rx|cn|argon2|kawpow|gr|cryptonight|randomx|astrobwt|ghostrider)|null)/
        $key4 = /"(randomx|cryptonight|cn\/0|rx\/0|argon2)"\s{0,4}:/
        $key5 = /"(nicehash|use_nicehash|keepalive)"\s{0,4}:\s{0,4}(true|false)/
        $key6 = /"(huge-pages|max-threads-hint|cpu_threads_conf|asm)"\s{0,4}:/
    condition:
        filesize < 128KB and $pool and $user and 2 of ($key*)
}

// Claims: a script starts, or fetches and starts, a mining program with the address of its pool.
// Misses: pools in a file of their own (miner.settings).
rule miner_launcher
{
    meta:
        id = "miner.launcher"
        kind = "miner"
        title_en = "A script that starts a program to mine digital currency"
        title_ja = "暗号資産の採掘プログラムを起動するスクリプト"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1496/"
    strings:
        $line = /(^|[\n;&|]\s{0,8}|nohup\s{1,4}|exec\s{1,4}|screen\s[^\n]{0,20}\s)[.\/~$\w{}-]{1,120}[^\n#]{0,80}\s(-o|--url|--pool)[ =]["']?stratum\+(tcp|ssl|tcps):\/\/[a-z0-9]/
        $named = /(xmrig|xmr-stak|minerd|cpuminer|ccminer|ethminer|nbminer|t-rex|lolMiner|phoenixminer|nanominer|srbminer)[^\n]{0,60}\s(-o|--url|--pool)[ =]["']?[a-z0-9.+:\/-]{4,100}:\d{2,5}[^\n]{0,20}\s(-u|--user|--wallet)[ =]["']?[A-Za-z0-9]{20,140}/i
        $hash = "#!"
        $quiet = /(nohup|\/dev\/null|crontab|chmod\s{1,4}(\+x|[0-7]{3}))/
    condition:
        filesize < 128KB and ($named or ($line and ($hash at 0 or $quiet)))
}

// Claims: a compiled program mines: it speaks the protocol of the pools and knows their arithmetic.
// Misses: packed programs.
rule miner_program
{
    meta:
        id = "miner.program"
        kind = "miner"
        title_en = "A program that mines digital currency"
        title_ja = "暗号資産の採掘プログラム"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1496/"
    strings:
        $pool1 = "stratum+tcp://"
        $pool2 = "stratum+ssl://"
        $pool3 = "mining.subscribe"
        $pool4 = "mining.authorize"
        $pool5 = /"method":\s{0,2}"(login|submit|keepalived)"/
        $sum1 = "cryptonight" nocase
        $sum2 = "randomx" nocase
        $sum3 = "donate-level"
        $sum4 = "kawpow" nocase
        $sum5 = "argon2/chukwa"
        $sum6 = "hashrate" nocase
        $sum7 = "accepted share" nocase
        $sum8 = "scrypt:"
    condition:
        uint32(0) == 0x464c457f and filesize < 32MB and any of ($pool*) and 3 of ($sum*)
}

// Claims: a page makes its visitors mine.
// Misses: scripts under a name and host of their own.
rule miner_page
{
    meta:
        id = "miner.page"
        kind = "injected-page"
        title_en = "A page that makes its visitors' browsers mine digital currency"
        title_ja = "訪問者のブラウザに暗号資産を採掘させるページ"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1496/"
    strings:
        $named = /new\s{1,4}(CoinHive|CoinImp|Client|deepMiner|WMP|CRLT|CryptoLoot|JSECoin)\.(Anonymous|User)\s{0,4}\(\s{0,4}["'][A-Za-z0-9]{16,100}/i
        $source = /<script[^>]{0,80}src=\\?["']?[^>"']{0,120}(coinhive|coin-hive|cryptoloot|crypto-loot|webminepool|coinimp|cryptonight\.wasm|deepminer)[^>"']{0,80}\.js/i
    condition:
        filesize < 4MB and any of them
}

"""###),
RuleSource(name: "cgi-shell.yar", text: ###"""
// Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
//
// Pages in Perl, Python, shell, Java and ASP that run what a visitor sends.

// Claims: Perl hands a request parameter to a shell or to eval, in one expression.
// Misses: parameters that rest in a variable (cgi.perl-variable).
rule cgi_perl_input
{
    meta:
        id = "cgi.perl-input"
        kind = "webshell"
        title_en = "A Perl page that runs whatever a visitor sends"
        title_ja = "訪問者が送ってきた内容をそのまま実行する Perl の CGI"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/78.html"
    strings:
        $param = /\b(system|exec|eval)\s{0,4}[( ]\s{0,4}["']?(\$\w{1,20}->|CGI->new->|CGI::|scalar\s{0,4}\(\s{0,4}\$?\w{0,20}-?>?)?param\s{0,4}\(\s{0,4}["']/
        $environment = /\b(system|exec|eval)\s{0,4}[( ]\s{0,4}["']?(uri_unescape\s{0,4}\(\s{0,4})?\$ENV\{\s{0,4}["']?(QUERY_STRING|HTTP_[A-Z_]{2,40}|PATH_INFO)/
        $form = /\b(system|exec|eval)\s{0,4}[( ]\s{0,4}["']?\$(in|form|FORM|input|query|params|Q|GET|POST)\{\s{0,4}["']?\w{1,20}["']?\s{0,4}\}/
        $ticks = /(=|print|\()\s{0,4}`\s{0,4}(\$ENV\{\s{0,4}["']?(QUERY_STRING|HTTP_[A-Z_]{2,40}|PATH_INFO)|\$(in|form|FORM|input|query|params)\{\s{0,4}["']?\w{1,20}["']?\s{0,4}\}\s{0,4}(2>&1)?\s{0,4}`)/
        $pipe = /open\s{0,4}\(?\s{0,4}(my\s{1,4})?\$?\w{1,20}\s{0,4},\s{0,4}["']?(\$ENV\{\s{0,4}["']?QUERY_STRING["']?\s{0,4}\}|\$(in|form|FORM|input|query)\{\s{0,4}["']?\w{1,20}["']?\s{0,4}\})[^;\n"'\/|]{0,20}\|\s{0,4}["';)]/
        $body = /read\s{0,4}\(?\s{0,4}STDIN\s{0,4},\s{0,4}\$\w{1,20}\s{0,4},\s{0,4}\$ENV\{\s{0,4}["']?CONTENT_LENGTH["']?\s{0,4}\}\s{0,4}\)?\s{0,4};[^\x00]{0,160}\b(eval|system|exec)\s{0,4}\(?\s{0,4}["']?\$\w{1,20}["']?\s{0,4}\)?\s{0,4};/
        $qx = /qx\s{0,4}[\/({!|]\s{0,4}(\$ENV\{\s{0,4}["']?(QUERY_STRING|HTTP_)|\$(in|form|FORM|input|query|params)\{)/
    condition:
        filesize < 1MB and any of them
}

// Claims: a short CGI program in Perl takes a parameter into a variable and runs the variable.
// Misses: programs above 16 KiB.
rule cgi_perl_variable
{
    meta:
        id = "cgi.perl-variable"
        kind = "webshell"
        title_en = "A short Perl page that takes a command from a visitor and runs it"
        title_ja = "訪問者からコマンドを受け取って実行する、短い Perl の CGI"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/78.html"
    strings:
        $perl = /^#!\s{0,4}\/[^\n]{0,60}perl/
        $page = /Content-type:/i
        $header = /->header\b|print header/
        $command1 = /(my\s{1,4})?\$(cmd|command|c|exec|run|shell|e)\s{0,4}=\s{0,4}(\$\w{1,20}->param\s{0,4}\(|param\s{0,4}\(|\$ENV\{\s{0,4}["']?QUERY_STRING|\$(in|form|FORM|input|query|params)\{)/
        $command2 = /(my\s{1,4})?\$\w{1,20}\s{0,4}=\s{0,4}(\$\w{1,20}->param\s{0,4}\(|param\s{0,4}\()\s{0,4}["'](cmd|command|exec|run|shell|c|do|execute)["']\s{0,4}\)/
        $run = /(system|exec|eval)\s{0,4}[( ]\s{0,4}["']?\$(cmd|command|c|exec|run|shell|e|\w{1,12})["']?\s{0,4}(2>&1["']?\s{0,4})?\)?\s{0,4}(;|or)/
        $ticks = /`\$\w{1,16}\s{0,4}(2>&1)?\s{0,4}`/
        $pipe = /open\s{0,4}\(?\s{0,4}(my\s{1,4})?\$?\w{1,20}\s{0,4},\s{0,4}["']?(-\|["']\s{0,4},\s{0,4}["']?)?\s{0,4}\$(cmd|command|c|exec|run|shell|e)\b[^;\n]{0,20}/
    condition:
        filesize < 16KB and $perl and ($page or $header) and any of ($command*) and any of ($run, $ticks, $pipe)
}

// Claims: a page in Python hands a request parameter to a shell, eval or exec.
// Misses: frameworks that pass parameters as arguments of a function.
rule cgi_python_input
{
    meta:
        id = "cgi.python-input"
        kind = "webshell"
        title_en = "A Python page that runs whatever a visitor sends"
        title_ja = "訪問者が送ってきた内容をそのまま実行する Python のページ"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/78.html"
    strings:
        $source = /(os\.(system|popen)|subprocess\.(call|run|Popen|check_output|getoutput|getstatusoutput)|commands\.getoutput)\s{0,4}\(\s{0,4}(\w{1,20}\s{0,4}\(\s{0,4}){0,3}((flask\.)?request\.(args|form|values|GET|POST|cookies|headers|query_params|data|json|params)\b|form\.(getvalue|getfirst)\s{0,4}\(|form\[["']|[\w.]{0,8}(FieldStorage|form)\s{0,4}(\(\))?\.(getvalue|getfirst)\s{0,4}\(|os\.environ(\.get)?[\[(]\s{0,4}["'](QUERY_STRING|HTTP_))/
        $code = /\b(exec|eval)\s{0,4}\(\s{0,4}(\w{1,20}[.\w]{0,30}\s{0,4}\(\s{0,4}){0,3}((flask\.)?request\.(args|form|values|GET|POST|cookies|headers|data)\b|form\.(getvalue|getfirst)\s{0,4}\(|form\[["']|os\.environ(\.get)?[\[(]\s{0,4}["'](QUERY_STRING|HTTP_))/
        $variable = /\b(cmd|command|c)\s{0,4}=\s{0,4}((flask\.)?request\.(args|form|values|GET|POST)[.\[]|form\.(getvalue|getfirst)\s{0,4}\(|form\[["'])[^\x00]{0,200}(os\.(system|popen)|subprocess\.(call|run|Popen|check_output|getoutput|getstatusoutput)|commands\.getoutput)\s{0,4}\(\s{0,4}(cmd|command|c)\b/
    condition:
        filesize < 64KB and any of them
}

// Claims: a CGI program in shell runs the query string.
// Misses: query strings that are taken apart by a program first.
rule cgi_shell_input
{
    meta:
        id = "cgi.shell-input"
        kind = "webshell"
        title_en = "A shell CGI that runs whatever a visitor sends"
        title_ja = "訪問者が送ってきた内容をそのまま実行するシェルスクリプトの CGI"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/78.html"
    strings:
        $shell = /^#!\s{0,4}\/[^\n]{0,60}sh\b/
        $page = /Content-type:/i
        $eval = /(eval|(ba)?sh\s{1,4}-c)\s{1,8}["']?\$\(?\{?(QUERY_STRING|HTTP_[A-Z_]{2,40}|echo\s{1,4}["']?\$\{?QUERY_STRING[^)\n]{0,120}\))/
        $pipe = /echo\s{1,4}(-\w{1,3}\s{1,4})?["']?\$\{?(QUERY_STRING|HTTP_[A-Z_]{2,40})[^\n]{0,160}\|\s{0,4}(\/bin\/)?(ba)?sh\b/
        $variable = /(cmd|command|c)=["']?[$`][^\n]{0,20}QUERY_STRING[^\n]{0,160}\n[^\x00]{0,200}\n\s{0,20}(eval\s{1,4}|(ba)?sh\s{1,4}-c\s{1,4})?["']?\$\{?(cmd|command|c)\}?["']?[^\n=]{0,20}(\n|$)/
    condition:
        filesize < 16KB and $shell and $page and any of ($eval, $pipe, $variable)
}

// Claims: a JSP hands a request parameter to the system, or loads a class that the visitor sends.
// Misses: pages that reach Runtime by reflection under disguised names.
rule jsp_input_to_command
{
    meta:
        id = "jsp.input-to-command"
        kind = "webshell"
        title_en = "A JSP page that runs whatever a visitor sends"
        title_ja = "訪問者が送ってきた内容をそのまま実行する JSP"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1505/003/"
    strings:
        $page = /<%[@!=\s]|<jsp:/
        $direct = /(getRuntime\s{0,4}\(\s{0,4}\)\s{0,4}\.\s{0,4}exec|new\s{1,4}ProcessBuilder)\s{0,4}\([^;]{0,120}request\s{0,4}\.\s{0,4}get(Parameter|Header|QueryString|Cookies)/
        $variable = /String\s{0,4}(\[\])?\s{1,4}\w{1,20}\s{0,4}=\s{0,4}request\s{0,4}\.\s{0,4}get(Parameter|Header)\s{0,4}\([^\x00]{0,500}(getRuntime\s{0,4}\(\s{0,4}\)\s{0,4}\.\s{0,4}exec|new\s{1,4}ProcessBuilder)\s{0,4}\(/
        $getter = /request\s{0,4}\.\s{0,4}(getParameter|getReader|getInputStream|getHeader)\s{0,4}\(/
        $define = /defineClass\s{0,4}\(/
        $loader = /extends\s{1,4}ClassLoader|ClassLoader\.class|java\.lang\.ClassLoader/
        $script = /ScriptEngineManager\s{0,4}\(\s{0,4}\)[^\x00]{0,300}\.eval\s{0,4}\([^;]{0,80}request\s{0,4}\.\s{0,4}getParameter/
    condition:
        filesize < 128KB and $page and ($direct or $variable or $script or ($getter and $define and $loader))
}

// Claims: an ASP or ASP.NET page hands the request to eval, execute or a command.
// Misses: pages whose words are enciphered (VBScript.Encode).
rule asp_input_to_command
{
    meta:
        id = "asp.input-to-command"
        kind = "webshell"
        title_en = "An ASP page that runs whatever a visitor sends"
        title_ja = "訪問者が送ってきた内容をそのまま実行する ASP"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1505/003/"
    strings:
        $page = /<%(@|=|\s{0,20}(eval|execute|dim|set|if|response|request|on error|function|sub|var)\b)|<script[^>]{0,60}runat\s{0,4}=\s{0,4}["']?server/i
        $eval = /\b(eval|execute|executeglobal)\s{0,4}[( ]\s{0,4}(\w{1,20}\s{0,4}\(\s{0,4}){0,3}request\s{0,4}([(\[]|\.(item|form|querystring|params|cookies)\s{0,4}[(\[])/i
        $shell = /(CreateObject\s{0,4}\(\s{0,4}["']WScript\.Shell["']\s{0,4}\)|\boShell|\bwsh)[^\x00]{0,300}\.(exec|run)\s{0,4}\(?[^;\n]{0,80}request\s{0,4}[(.]/i
        $process = /(ProcessStartInfo|Process\.Start)[^\x00]{0,400}Request\s{0,4}(\.(Form|QueryString|Params|Item)\s{0,4})?[\[(]\s{0,4}["']/i
        $assembly = /Assembly\.Load\s{0,4}\([^;]{0,200}Request\s{0,4}[.\[(]/i
    condition:
        filesize < 128KB and $page and any of ($eval, $shell, $process, $assembly)
}

"""###),
RuleSource(name: "injected-page.yar", text: ###"""
// Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
//
// Pages, and programs that print pages, which serve their visitors something that the owner did not put there.

// Claims: a frame of another site is made so that nobody sees it. It may be in HTML, or printed by a CGI program, PHP or a script.
// Misses: frames made by script from a hidden address; hiding through a style sheet. Frames of the measuring services that hide by design are let through.
rule page_hidden_frame
{
    meta:
        id = "page.hidden-frame"
        kind = "injected-page"
        title_en = "A page, or a program that prints one, with an invisible frame of another site"
        title_ja = "ページ(またはページを出力するプログラム)に、別サイトの見えないフレームが埋め込まれている"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1189/"
    strings:
        $after = /<iframe\s[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,300}\s(width|height)\s{0,4}=\s{0,4}\\{0,2}["']?[012](px)?[\\"' >\/][^>]{0,300}>?/i
        $before = /<iframe\s([^>]{0,200}\s)?(width|height)\s{0,4}=\s{0,4}\\{0,2}["']?[012](px)?[\\"' ][^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,300}/i
        $style_after = /<iframe\s[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,300}\sstyle\s{0,4}=\s{0,4}[^>]{0,120}(display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|(left|top)\s{0,4}:\s{0,4}-\d{3,6}px|opacity\s{0,4}:\s{0,4}0[;"'\\ ]|["';\s](width|height)\s{0,4}:\s{0,4}[01](px)?[;"'\\ ])[^>]{0,200}/i
        $style_before = /<iframe\s[^>]{0,100}style\s{0,4}=[^>]{0,120}(display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|(left|top)\s{0,4}:\s{0,4}-\d{3,6}px|opacity\s{0,4}:\s{0,4}0[;"'\\ ]|["';\s](width|height)\s{0,4}:\s{0,4}[01](px)?[;"'\\ ])[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,300}/i
        $wrapped = /style\s{0,4}=\s{0,4}\\{0,2}["'][^"'>]{0,80}(display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|(left|top)\s{0,4}:\s{0,4}-\d{3,6}px)[^>]{0,80}>\s{0,8}<iframe\s[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,300}/i
        $made = /createElement\s{0,4}\(\s{0,4}\\?["']iframe\\?["']\s{0,4}\)[^\x00]{0,120}\.src\s{0,4}=\s{0,4}\\?["']https?:\/\/[^\x00]{0,160}(display\s{0,4}=\s{0,4}\\?["']none|visibility\s{0,4}=\s{0,4}\\?["']hidden|\.(width|height)\s{0,4}=\s{0,4}\\?["']?[01](px)?[;"'\\])/i
        $known = /<iframe\s[^>]{0,300}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/([a-z0-9.-]{1,40}\.)?(googletagmanager\.com|doubleclick\.net|google\.com|stripe\.com|paypal\.com|hcaptcha\.com|vimeo\.com|amazon-adsystem\.com|criteo\.com|adnxs\.com|line\.me|a8\.net|rakuten\.co\.jp|valuecommerce\.com|accesstrade\.net|moshimo\.com|facebook\.com|youtube\.com|twitter\.com|localhost|127\.0\.0\.1|b92\.yahoo\.co\.jp|yimg\.jp|hosting-link\.ne\.jp)[\/"':?]/i
    condition:
        filesize < 1MB and (
            for any i in (1..#after) : (not $known at @after[i])
            or for any i in (1..#before) : (not $known at @before[i])
            or for any i in (1..#style_after) : (not $known at @style_after[i])
            or for any i in (1..#style_before) : (not $known at @style_before[i])
            or for any i in (1..#wrapped) : (not $known in (@wrapped[i]..@wrapped[i] + !wrapped[i]))
            or $made)
}

// Claims: after the end of the document stands a script of another site: text that was appended to the file.
// Misses: scripts put in earlier. Some measuring services were installed like this; their hosts are let through.
rule page_script_after_end
{
    meta:
        id = "page.script-after-end"
        kind = "injected-page"
        title_en = "A script of another site was added after the end of a page"
        title_ja = "ページの末尾(</html> の後ろ)に別サイトのスクリプトが付け足されている"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1189/"
    strings:
        $script = /<\/html>\s{0,60}(\?>\s{0,20})?(<!--[^>]{0,80}-->\s{0,20})?<script[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,200}>/i
        $frame = /<\/html>\s{0,60}(\?>\s{0,20})?(<!--[^>]{0,80}-->\s{0,20})?<iframe[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,200}>/i
        $printed = /<\/html>(\\n)?["']\s{0,4}\)?;\s{0,20}(print|echo)\s{0,4}[("'q{]{1,4}<(script|iframe)[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,200}>/i
        $known = /<script[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/([a-z0-9.-]{1,40}\.)?(google-analytics\.com|googletagmanager\.com|googleapis\.com|statcounter\.com|jsdelivr\.net|cloudflare\.com|jquery\.com|unpkg\.com|mathjax\.org|localhost)/i
    condition:
        filesize < 1MB and ($frame or for any i in (1..#script) : (not $known in (@script[i]..@script[i] + !script[i])) or for any i in (1..#printed) : (not $known in (@printed[i]..@printed[i] + !printed[i])))
}

// Claims: a script hides what it writes into the page behind long lists of character codes, and runs or writes them.
// Misses: the packers that honest programs use, too.
rule page_hidden_script
{
    meta:
        id = "page.hidden-script"
        kind = "injected-page"
        title_en = "A script that hides what it writes into the page"
        title_ja = "ページに何を書き込むのかを隠しているスクリプト"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1027/"
    strings:
        $codes = /(eval|document\.write(ln)?)\s{0,4}\(\s{0,4}String\.fromCharCode\s{0,4}\(\s{0,4}(\d{2,3}\s{0,2},\s{0,2}){20,400}/i
        $unescape_write = /document\.write(ln)?\s{0,4}\(\s{0,4}(unescape|decodeURIComponent)\s{0,4}\(\s{0,4}\\?["'](%[0-9a-f]{2}|\\x[0-9a-f]{2}){20,600}/i
        $unescape_address = /(unescape|decodeURIComponent)\s{0,4}\(\s{0,4}\\?["'](%68%74%74%70|%2f%2f)/i
        $unescape_eval = /eval\s{0,4}\(\s{0,4}(unescape|decodeURIComponent)\s{0,4}\(\s{0,4}\\?["'](%u?[0-9a-f]{2}|\\x[0-9a-f]{2}){10,600}/i
        $unescape_variable = /["'](%[0-9a-f]{2}){12,600}["']\s{0,4};?\s{0,20}[^;\n]{0,40}(eval|document\.write(ln)?)\s{0,4}\(\s{0,4}(unescape|decodeURIComponent)\s{0,4}\(\s{0,4}\w{1,20}\s{0,4}\)/i
        $code_list = /\[\s{0,4}(\d{2,3}\s{0,2},\s{0,2}){12,300}\d{2,3}\s{0,2}\][^\x00]{0,160}String\.fromCharCode[^\x00]{0,80}[;\s}]eval\s{0,4}\(/i
        $split_frame = /<(i["']\s?\+\s?["']frame|if["']\s?\+\s?["']rame|ifr["']\s?\+\s?["']ame|ifra["']\s?\+\s?["']me)/i
        $atob = /(eval|document\.write(ln)?|new Function)\s{0,4}\(\s{0,4}(window\.)?atob\s{0,4}\(\s{0,4}\\?["'][A-Za-z0-9+\/=]{24,1200}/i
        $assigned = /\.src\s{0,4}=\s{0,4}(window\.)?(atob|unescape)\s{0,4}\(\s{0,4}\\?["'](aHR0c|%68%74%74%70|Ly9)/i
        $source_codes = /\.src\s{0,4}=\s{0,4}String\.fromCharCode\s{0,4}\(\s{0,4}104\s{0,2},\s{0,2}116\s{0,2},\s{0,2}116\s{0,2},\s{0,2}112/i
        $fetched_text = /fetch\s{0,4}\(\s{0,4}["']https?:\/\/[^"'\s]{4,200}\.(js|txt)["']\s{0,4}\)[^;]{0,120}\.text\s{0,4}\(\s{0,4}\)[^;]{0,120}\.innerHTML\s{0,4}=/i
        $key_turned = /String\.fromCharCode\s{0,4}\(\s{0,8}[^;{}]{0,80}charCodeAt\s{0,4}\([^;{}]{0,60}\^[^;{}]{0,80}charCodeAt/i
        $key_text = /["'](\\x[0-9a-f]{2}){60}/i
        $key_run = /(new\s{1,4}Function\s{0,4}\(|\beval\s{0,4}\()\s{0,4}\w{1,20}\s{0,4}\)/i
        $constructed = /String\.fromCharCode\s{0,4}\(\s{0,4}118\s{0,2},\s{0,2}97\s{0,2},\s{0,2}114\s{0,2},\s{0,2}32/i
    condition:
        filesize < 8MB and (any of ($codes, $code_list, $unescape*, $split_frame, $atob, $fetched_text, $assigned, $source_codes, $constructed) or all of ($key_*))
}

// Claims: one file looks whether the visitor is a search engine or comes from one, and then sends him, or shows him, something of another site.
// Misses: targets that are enciphered.
rule page_cloaked_redirect
{
    meta:
        id = "page.cloaked-redirect"
        kind = "injected-page"
        title_en = "A page that behaves differently for visitors from search engines"
        title_ja = "検索エンジン経由の訪問者にだけ違う内容を見せるページ"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1189/"
    strings:
        $php = /(preg_match|stripos|strpos|strstr|stristr|eregi?)\s{0,4}\([^;\n]{0,160}(google|bing|yahoo|baidu|yandex)[^;\n]{0,160}(HTTP_REFERER|HTTP_USER_AGENT|\$\w{0,12}(ref|agent|ua|bot)\w{0,8})[^\x00]{0,240}(header\s{0,4}\(\s{0,4}["']Location:\s{0,4}https?:\/\/[a-z0-9]|echo\s{1,4}@?(file_get_contents|curl_exec)\s{0,4}\(\s{0,4}["']?https?:|window\.location|http-equiv=.{0,2}refresh)/i
        $php_before = /(preg_match|stripos|strpos|strstr|stristr|eregi?)\s{0,4}\([^;\n]{0,60}(HTTP_REFERER|HTTP_USER_AGENT|\$\w{0,12}(ref|agent|ua|bot)\w{0,8})[^;\n]{0,60},\s{0,4}["'](google|bing|yahoo|baidu|yandex)[^\x00]{0,240}(header\s{0,4}\(\s{0,4}["']Location:\s{0,4}https?:\/\/[a-z0-9]|echo\s{1,4}@?(file_get_contents|curl_exec)\s{0,4}\(\s{0,4}["']?https?:|window\.location|http-equiv=.{0,2}refresh)/i
        $script = /document\.referrer[^\x00]{0,120}(google|bing\.|yahoo|baidu|yandex)[^\x00]{0,240}(window|document|top|self|parent)\.location(\.href)?\s{0,4}(=|\.replace\s{0,4}\()\s{0,4}\\?["']https?:\/\//i
        $perl = /\$ENV\{["']?HTTP_(REFERER|USER_AGENT)["']?\}\s{0,4}=~\s{0,4}[^\n]{0,60}(google|bing|yahoo|baidu|yandex)[^\x00]{0,240}(Location:\s{0,4}https?:\/\/[a-z0-9]|<iframe|<script[^>]{0,80}src=\\?["']?https?:)/i
    condition:
        filesize < 512KB and any of them
}

// Claims: links to other sites stand in a block that is moved off the page, for search engines only.
// Misses: hiding through a style sheet; fewer than three links.
rule page_hidden_links
{
    meta:
        id = "page.hidden-links"
        kind = "injected-page"
        title_en = "A page with hidden advertising links to other sites"
        title_ja = "別サイトへの宣伝リンクが見えないように埋め込まれたページ"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://developers.google.com/search/docs/essentials/spam-policies"
    strings:
        $links = /style\s{0,4}=\s{0,4}\\{0,2}["'][^"'>]{0,80}((left|top|text-indent|margin-left)\s{0,4}:\s{0,4}-\d{3,6}px|display\s{0,4}:\s{0,4}none|(height|width)\s{0,4}:\s{0,4}[01]px;\s{0,4}overflow\s{0,4}:\s{0,4}hidden|overflow\s{0,4}:\s{0,4}hidden;\s{0,4}(height|width)\s{0,4}:\s{0,4}[01]px)[^>]{0,80}>\s{0,8}(<(li|p|ul|span)>\s{0,8})?<a\s[^>]{0,40}href=\\{0,2}["']?https?:\/\/[^>]{4,120}>[^<]{1,80}<\/a>[^<]{0,8}(<\/?(li|br|p) ?\/?>\s{0,8}){0,3}<a\s[^>]{0,40}href=\\{0,2}["']?https?:\/\/[^>]{4,120}>[^<]{1,80}<\/a>[^<]{0,8}(<\/?(li|br|p) ?\/?>\s{0,8}){0,3}<a\s[^>]{0,40}href=\\{0,2}["']?https?:\/\//i
    condition:
        filesize < 4MB and $links
}

// Claims: on the page where customers pay, a script gathers what they type, encodes it and sends it on.
// Misses: skimmers whose words are all enciphered (page.hidden-script sees some of those), and those that act on every page.
rule page_card_skimmer
{
    meta:
        id = "page.card-skimmer"
        kind = "injected-page"
        title_en = "A script that sends on what customers type where they pay"
        title_ja = "支払いページで入力された内容を外部へ送るスクリプト"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1056/003/"
    strings:
        $place = /location[^;\n]{0,80}(checkout|onepage|onestep|firecheckout|\/payment)/i
        $gathers = /(querySelectorAll|getElementsByTagName)\s{0,4}\(\s{0,4}\\?["'][^"']{0,40}(input|select)/i
        $card = /(card_?number|cc_?number|cc_?num\b|cc_cid|card_?cvv|cvv_?code|payment\[cc_)/i
        $encodes = /\bbtoa\s{0,4}\(/
        $image = /new\s{1,4}Image\b[^\x00]{0,200}\.src\s{0,4}=/i
        $beacon = /navigator\.sendBeacon\s{0,4}\(/i
        $request = /(\.open\s{0,4}\(\s{0,4}["']POST["']\s{0,4},\s{0,4}|fetch\s{0,4}\(\s{0,4})(["'](https?:)?\/\/|atob\s{0,4}\()/i
    condition:
        filesize < 512KB and $place and $encodes and ($gathers or $card) and ($image or $beacon or $request)
}

"""###),
RuleSource(name: "php-hidden.yar", text: ###"""
// Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
//
// PHP that hides what it does: decoded, fetched or put together at run time, then run.

// Claims: text is decoded and the result is run, in one expression.
// Misses: the decoded text resting in a variable (php.decoded-variable). Sold programs are sometimes hidden like this, too.
rule php_decoded_code
{
    meta:
        id = "php.decoded-code"
        kind = "webshell"
        title_en = "PHP that unpacks hidden program code and runs it"
        title_ja = "隠された(暗号のような)プログラムを復元して実行する PHP"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1027/"
    strings:
        $eval = /([^\w>:$]|[^-]>)(eval|assert)\s{0,20}\(\s{0,20}(["']\?>["']\s{0,8}\.|["']{2}\s{0,8}\.)?\s{0,8}@?([a-z_0-9]{2,32}\s{0,8}\(\s{0,8}@?){0,6}(gzinflate|gzuncompress|gzdecode|base64_decode|str_rot13|strrev|hex2bin|convert_uudecode|rawurldecode|urldecode|openssl_decrypt|bzdecompress|zlib_decode)\s{0,8}\(/i
        $create = /create_function\s{0,20}\(\s{0,20}[^,;()]{0,40},\s{0,20}@?([a-z_0-9]{2,32}\s{0,8}\(\s{0,8}@?){0,6}(gzinflate|gzuncompress|base64_decode|str_rot13|strrev|hex2bin|convert_uudecode|urldecode)\s{0,8}\(/i
        $replace = /preg_replace\s{0,20}\(\s{0,20}["']([\/#~|@!])[^"'\n]{0,60}[\/#~|@!][imsxu]{0,4}e[imsxu]{0,4}["']\s{0,20},\s{0,20}(["']\\x[0-9a-f]{2}\\x|["']\s{0,4}(eval|assert)\s{0,4}\(\s{0,4}(gz|base64_|str_rot|hex2))/i
    condition:
        any of them
}

// Claims: a variable is filled by a decoder, and the next statements run that kind of variable or call it.
// Misses: anything further apart than 200 bytes.
rule php_decoded_variable
{
    meta:
        id = "php.decoded-variable"
        kind = "webshell"
        title_en = "PHP that decodes a long text and then runs it"
        title_ja = "長い文字列を復元し、そのあと実行する PHP"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1027/"
    strings:
        $eval = /=\s{0,8}@?([a-z_0-9]{2,32}\s{0,4}\(\s{0,4}){0,4}(gzinflate|gzuncompress|gzdecode|base64_decode|str_rot13|hex2bin|convert_uudecode)\s{0,4}\(\s{0,4}(\$\w{1,30}|["'][^"']{1,200}["'])\s{0,4}\){1,6}\s{0,4};[^{}\x00]{0,200}([^\w>:$]|[^-]>)(eval|assert)\s{0,8}\(\s{0,8}(["'? >.]{0,8})\$\w{1,30}\s{0,4}\)/i
        $long = /=\s{0,8}["'][A-Za-z0-9+\/=]{200,1200}["']\s{0,4};\s{0,40}(@?eval|@?assert)\s{0,4}\(\s{0,8}["'? >.]{0,8}(\$\w{1,30}|[a-z_0-9]{4,20})\s{0,4}\(\s{0,8}([a-z_0-9$]{2,32}\s{0,4}\(\s{0,4}){0,4}\$\w{1,30}/i
    condition:
        any of them
}

// Claims: the names of functions that run or decode code are written so that a search does not find them.
// Misses: names put together from an alphabet by index, unless 8 letters follow each other.
rule php_disguised_names
{
    meta:
        id = "php.disguised-names"
        kind = "webshell"
        title_en = "PHP that disguises the names of the functions it calls"
        title_ja = "呼び出す関数の名前を、検索で見つからないように細工した PHP"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1027/"
    strings:
        $hex_eval = "\\x65\\x76\\x61\\x6c" nocase
        $hex_assert = "\\x61\\x73\\x73\\x65\\x72\\x74" nocase
        $hex_base64 = "\\x62\\x61\\x73\\x65\\x36\\x34" nocase
        $hex_gzinflate = "\\x67\\x7a\\x69\\x6e\\x66\\x6c" nocase
        $hex_globals = "\\x47\\x4c\\x4f\\x42\\x41\\x4c\\x53" nocase
        $hex_system = "\\x73\\x79\\x73\\x74\\x65\\x6d" nocase
        $oct_eval = "\\145\\166\\141\\154"
        $oct_base64 = "\\142\\141\\163\\145\\66\\64"
        $oct_assert = "\\141\\163\\163\\145\\162\\164"
        $split = /(base["']\s{0,2}\.\s{0,2}["']64_|base6["']\s{0,2}\.\s{0,2}["']4_|[^a-z]ba["']\s{0,2}\.\s{0,2}["']se64|[^a-z]bas["']\s{0,2}\.\s{0,2}["']e64_|[^a-z]b["']\s{0,2}\.\s{0,2}["']ase64_|base64_de["']\s{0,2}\.\s{0,2}["']code|base64_["']\s{0,2}\.\s{0,2}["']decode|base64["']\s{0,2}\.\s{0,2}["']_dec|asse["']\s{0,2}\.\s{0,2}["']rt["']|[^a-z]as["']\s{0,2}\.\s{0,2}["']sert["']|[^a-z]a["']\s{0,2}\.\s{0,2}["']ssert["']|gzinf["']\s{0,2}\.\s{0,2}["']late|gzin["']\s{0,2}\.\s{0,2}["']flate|create_["']\s{0,2}\.\s{0,2}["']func|shell_["']\s{0,2}\.\s{0,2}["']exec|syst["']\s{0,2}\.\s{0,2}["']em["']|[^a-z]sys["']\s{0,2}\.\s{0,2}["']tem["'])/i
        $pieces1 = /"\w{1,5}"\."\w{1,5}"\."\w{1,5}"\."\w{1,5}"[^;]{0,80};[^\x00]{0,300}\$\w{1,20}\s{0,4}\(/
        $pieces2 = /'\w{1,5}'\.'\w{1,5}'\.'\w{1,5}'\.'\w{1,5}'[^;]{0,80};[^\x00]{0,300}\$\w{1,20}\s{0,4}\(/
        $comment = /(eval|assert|base64_decode|gzinflate|str_rot13|create_function|shell_exec|passthru|strrev|call_user_func)\s{0,4}\/\*[^*\n]{0,60}\*\/\s{0,4}\(/i
        $include_escaped = /(include|require)(_once)?[\s(@]{1,12}"[^"\n]{0,80}\\(x[0-9a-f]{2}|[0-7]{2,3})[^"\\\n]{0,40}\\(x[0-9a-f]{2}|[0-7]{2,3})/i
        $include_decoded = /(include|require)(_once)?[\s(@]{1,12}(base64_decode|str_rot13|strrev|hex2bin|gzinflate)\s{0,4}\(/i
        $reversed = /strrev\s{0,4}\(\s{0,4}["'](edoced_46esab|tressa|lave|metsys|etalfnizg|noitcnuf_etaerc|cexe_llehs|urhtssap)/i
        $rotated = /str_rot13\s{0,4}\(\s{0,4}["'](onfr64_qrpbqr|nffreg|flfgrz|tmvasyngr|riny|furyy_rkrp|cnffgueh)/i
        $removed = /str_i?replace\s{0,4}\(\s{0,4}["'][^"'\n]{1,6}["']\s{0,4},\s{0,4}["']{2}\s{0,4},\s{0,4}["'][a-z_0-9]{1,20}[^"'\n]{6,60}["']\s{0,4}\)\s{0,4};\s{0,20}\$\w{1,20}\s{0,4}=\s{0,4}(\$\w{1,20}\s{0,4}\(|str_i?replace)/i
        $chars = /(chr\s{0,4}\(\s{0,4}\d{2,3}\s{0,4}\)\s{0,4}\.\s{0,4}){5,60}chr\s{0,4}\(\s{0,4}\d{2,3}\s{0,4}\)\s{0,4};[^{}\x00]{0,200}(\$\w{1,20}\s{0,4}\(|eval\s{0,4}\()/i
        $indexed = /\]\.\$\w{1,20}\[\d{1,3}\]\.\$\w{1,20}\[\d{1,3}\]\.\$\w{1,20}\[\d{1,3}\]\.\$\w{1,20}\[\d{1,3}\]\.\$\w{1,20}\[\d{1,3}\]\.\$\w{1,20}\[\d{1,3}\][^\x00]{0,300}(eval|\$\w{1,20})\s{0,4}\(/
        $indexed_old = /\}\.\$\w{1,20}\{\d{1,3}\}\.\$\w{1,20}\{\d{1,3}\}\.\$\w{1,20}\{\d{1,3}\}\.\$\w{1,20}\{\d{1,3}\}\.\$\w{1,20}\{\d{1,3}\}\.\$\w{1,20}\{\d{1,3}\}[^\x00]{0,300}(eval|\$\w{1,20})\s{0,4}\(/
        $php = "<?php" nocase
        $short = "<?="
        $list = /\n#?SecRule\s/
    condition:
        not $list and ($php or $short) and filesize < 2MB and any of ($hex_*, $oct_*, $split, $reversed, $rotated, $removed, $chars, $pieces*, $comment, $include_*, $indexed, $indexed_old)
        and not uint32(0) == 0x464c457f
}

// Claims: code comes from another server and is run at once.
// Misses: code that is kept in a file and included later.
rule php_fetched_code
{
    meta:
        id = "php.fetched-code"
        kind = "backdoor"
        title_en = "PHP that fetches program code from elsewhere and runs it"
        title_ja = "外部などから取り寄せたプログラムをその場で実行する PHP"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1105/"
    strings:
        $eval = /([^\w>:$]|[^-]>)(eval|assert)\s{0,20}\(\s{0,20}["'?>. @]{0,12}([a-z_0-9]{2,32}\s{0,8}\(\s{0,8}){0,4}((file_get_contents|curl_exec|stream_get_contents)\s{0,8}\(\s{0,8}(["'](https?|ftp):\/\/|base64_decode\s{0,4}\(|["']\/tmp\/)|curl_exec\s{0,8}\(\s{0,8}\$\w{1,20})/i
        $include = /(include|require)(_once)?[\s(@]{1,12}["'](https?|ftp):\/\/[^"'\n]{4,200}["']/i
        $variable = /(curl_exec|file_get_contents)\s{0,4}\(\s{0,4}(["']https?:\/\/[^"'\n]{4,200}["']|\$(url|u|ch|curl|c|remote|link))\s{0,4}\)\s{0,4};(\s{0,20}curl_close\s{0,4}\(\s{0,4}\$\w{1,20}\s{0,4}\);)?\s{0,20}@?eval\s{0,4}\(/i
        $address = /["']https?:\/\/[^;\n]{4,200};[^{}\x00]{0,120}eval\s{0,4}\([^;]{0,20}file_get_contents\s{0,4}\(\s{0,4}\$/i
        $executed = /curl_exec\s{0,4}\([^;]{1,40};[^{}\x00]{0,60}[;\s]@?eval\s{0,4}\(\s{0,4}(["']\s{0,4}\?>\s{0,4}["']\s{0,4}\.\s{0,4})?\$/i
        $written = /file_put_contents\s{0,4}\(\s{0,4}["'][^"'\n]{1,80}["']\s{0,4},\s{0,4}(["']<\?php\s{0,4}["']\s{0,4}\.\s{0,4})?@?file_get_contents\s{0,4}\(\s{0,4}["']https?:\/\/[^;]{4,200};\s{0,20}@?(include|require)/i
    condition:
        any of them
}

// Claims: a request is deciphered with a key and run: the loaders that come with remote-control programs for web servers.
// Misses: loaders that keep the deciphered code in a session and run it from another file.
rule php_enciphered_channel
{
    meta:
        id = "php.enciphered-channel"
        kind = "webshell"
        title_en = "PHP that deciphers requests and runs what they hold"
        title_ja = "暗号化された指示を受け取り、復号して実行する PHP(遠隔操作の受け口)"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1505/003/"
    strings:
        $input = "php://input" nocase
        $post = /\$_(POST|COOKIE|REQUEST)\s{0,4}\[/
        $xor = /\[\$\w{1,20}\]\^\$\w{1,20}/
        $xor_spaced = /\[\$\w{1,20}\] \^ \$\w{1,20}/
        $xor_ord = /chr\s{0,4}\(\s{0,4}ord\s{0,4}\([^;^]{1,60}\)\s{0,4}\^\s{0,4}(ord\s{0,4}\(|\$\w{1,20}|\d{1,3})/i
        $openssl = /openssl_decrypt\s{0,4}\(\s{0,4}\$\w{1,20}\s{0,4},\s{0,4}["']AES-?128/i
        $eval = /[;{}\s@(](eval|assert)\s{0,8}\(\s{0,8}["'? >.]{0,8}\$\w{1,30}/i
        $literal = /base64_decode\s{0,4}\(\s{0,4}["'][A-Za-z0-9+\/]{8}/i
        $call = /function\s{1,8}__(invoke|construct|destruct)\s{0,8}\(\s{0,8}\$\w{1,20}\s{0,8}\)\s{0,8}\{\s{0,8}@?(eval|assert)\s{0,4}\(/i
    condition:
        filesize < 16KB and ($input or $post or $literal) and any of ($xor*, $openssl) and ($eval or $call)
}

// Claims: a picture holds PHP that does something; it runs where the server is told, or tricked, to treat pictures as PHP.
// Misses: PHP in pictures that is read by another file and is itself enciphered.
rule php_in_picture
{
    meta:
        id = "php.in-picture"
        kind = "webshell"
        title_en = "PHP program code inside a picture"
        title_ja = "画像ファイルの中に隠された PHP プログラム"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1505/003/"
    strings:
        $sink = /<\?(php|=)[^\x00]{0,400}(eval|assert|system|exec|passthru|popen|base64_decode|move_uploaded_file|create_function|file_put_contents|include|call_user_func|preg_replace)\s{0,8}[(@$"' ]/i
        $input = /<\?(php|=)[^\x00]{0,400}\$_(GET|POST|REQUEST|COOKIE|FILES|SERVER)/i
    condition:
        (uint32(0) == 0x38464947 or uint32(0) == 0x474e5089 or (uint32(0) & 0x00ffffff) == 0x00ffd8ff or uint32(0) == 0x46464952 or uint16(0) == 0x4d42)
        and any of them
}

"""###),
RuleSource(name: "php-tools.yar", text: ###"""
// Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
//
// PHP tools that intruders leave: uploaders, file managers with a command line, mailers, phishing kits, chat bots.

// Claims: a small page does nothing but take a file from the visitor and keep it, without looking at what it is.
// Misses: uploaders inside larger pages.
rule php_bare_uploader
{
    meta:
        id = "php.bare-uploader"
        kind = "webshell"
        title_en = "A small PHP page that stores any file that a visitor uploads"
        title_ja = "訪問者が送ったファイルを何の確認もなく保存する、小さな PHP ページ"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/434.html"
    strings:
        $kept = /(move_uploaded_file|copy)\s{0,8}\(\s{0,8}@?\$(_FILES|HTTP_POST_FILES|\w{1,20}\s{0,4}\[["']tmp_name)/i
        $bare = /move_uploaded_file\s{0,8}\(\s{0,8}\$_FILES\s{0,4}\[[^,;]{1,60}tmp_name[^,;]{1,12},[^;]{0,40}\$_FILES\s{0,4}\[[^;]{1,60}name/i
        $form = /multipart\/form-data/i
        $field = /type\s{0,4}=\s{0,4}\\?["']?file/i
        $check1 = /(pathinfo|getimagesize|finfo_|mime_content_type|exif_imagetype|in_array|is_uploaded_file|ALLOWED|allowed)/
        $check2 = /(session_start|require|include|use\s{1,4}[A-Z]\w{1,40}\\|namespace\s|class\s)/
        $check3 = /["']type["']\s{0,4}\]\s{0,4}[!=]=/
    condition:
        none of ($check*) and ((filesize < 3KB and $kept and ($form or $field)) or (filesize < 512 and $bare))
}

// Claims: one file lists, edits, deletes and changes the rights of files, runs commands, and tells about the machine: a control panel for somebody who has no other access.
// Misses: panels that are enciphered as a whole (php.decoded-code), and panels without a command line, which honest ones look like.
rule php_control_panel
{
    meta:
        id = "php.control-panel"
        kind = "webshell"
        title_en = "A PHP control panel for files and commands of the server"
        title_ja = "サーバーのファイル操作とコマンド実行をまとめて行える PHP の操作盤(ウェブシェル)"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1505/003/"
    strings:
        $run1 = /(shell_exec|passthru|proc_open|popen|pcntl_exec)\s{0,8}\(\s{0,8}@?\$/i
        $run2 = /[^_a-z>:](system|exec)\s{0,8}\(\s{0,8}@?\$[a-z_]{1,20}/i
        $file1 = /chmod\s{0,4}\(/
        $file2 = /unlink\s{0,4}\(/
        $file3 = /(file_put_contents|fwrite|fputs)\s{0,4}\(/
        $file4 = /rename\s{0,4}\(/
        $file5 = /(opendir|scandir|glob)\s{0,4}\(/
        $file6 = /move_uploaded_file\s{0,4}\(/
        $machine1 = "php_uname" nocase
        $machine2 = "disable_functions" nocase
        $machine3 = "safe_mode" nocase
        $machine4 = "posix_getpwuid" nocase
        $machine5 = "disk_free_space" nocase
        $machine6 = "SERVER_SOFTWARE"
        $machine7 = "open_basedir" nocase
        $machine8 = "/etc/passwd"
        $tool1 = /back[ _-]?connect/i
        $tool2 = /bind[ _-]?port/i
        $tool3 = /(self[ _-]?remove|kill[ _-]?self|suicide)/i
        $tool4 = /mass[ _-]?deface/i
        $tool5 = /(bypass|sym)[ _-]?(link|disable|root)/i
        $tool6 = /ini_set\s{0,4}\(\s{0,4}["'](error_log|log_errors)["']\s{0,4},\s{0,4}(NULL|0|["']{2})/i
        $input = /\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[/
    condition:
        filesize < 1MB and $input and any of ($run*) and 5 of ($file*) and 3 of ($machine*) and any of ($tool*)
}

// Claims: a form in PHP sends any mail, to any list, with any sender, in a loop: a tool for unsolicited mail.
// Misses: mailers with a library of their own, or without a form.
rule php_mass_mailer
{
    meta:
        id = "php.mass-mailer"
        kind = "mailer"
        title_en = "A PHP tool that sends mail in bulk in anybody's name"
        title_ja = "他人の名前で大量のメールを送り付けるための PHP の道具"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1586/002/"
    strings:
        $list = /(explode|split|preg_split)\s{0,4}\(\s{0,4}["'](\\r)?\\n["']\s{0,4},\s{0,4}(stripslashes\s{0,4}\(|trim\s{0,4}\()?\s{0,4}\$(_POST|_REQUEST|_GET)\s{0,4}\[/i
        $list_variable = /\$(emaillist|email_list|maillist|mail_list|mailist|emails?list|allemails)\b/i
        $send = /[^a-z_>:]@?mail\s{0,4}\(\s{0,4}(trim\s{0,4}\(\s{0,4})?\$\w{1,20}(\[\$?\w{1,20}\])?\s{0,4}\)?\s{0,4},\s{0,4}\$/i
        $loop = /(foreach|for|while)\s{0,4}\(/i
        $sender = /["']From:\s{0,4}["'$\\{ ]/i
        $sender_input = /\$_(POST|REQUEST|GET)\s{0,4}\[\s{0,4}["']?(from|realname|sender|replyto|fromname|from_name|from_email)/i
        $boast = /(inbox|mass|bulk|php|leaf|priv8?)[ _-]?mailer/i
    condition:
        filesize < 256KB and $send and $loop and $sender and
        (($list and ($sender_input or $boast)) or ($list_variable and $sender_input))
}

// Claims: a page mails or hands on card numbers or passwords that visitors type in, with their address.
// Misses: kits that keep what they catch in a data base, or that encipher themselves.
rule php_phishing_kit
{
    meta:
        id = "php.phishing-kit"
        kind = "phishing"
        title_en = "A page that passes on passwords or card numbers of visitors to a stranger"
        title_ja = "訪問者が入力したパスワードやカード番号を第三者に送るページ(フィッシング)"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1598/003/"
    strings:
        $secret = /\$_(POST|REQUEST)\s{0,4}\[\s{0,4}["']?(pass|passwd|password|psw|pwd|pin|cvv2?|cvc|ccnum|ccnumber|cardnumber|card_number|cardnum|cc_number|ssn|otp|motdepasse|exp|expdate)["']?\s{0,4}\]/i
        $label = /\.?=\s{0,4}["'][^"'\n]{0,40}(password|passwd|pass|card ?number|cvv2?|cvc|ssn|pin|otp|user(name)?|email ?id|log ?in)\s{0,12}:?\s{0,4}["'\\ :=>|-]{1,8}/i
        $visitor = /(REMOTE_ADDR|HTTP_CLIENT_IP|getenv\s{0,4}\(\s{0,4}["']REMOTE_ADDR)/
        $mail = /[^a-z_>:]@?mail\s{0,4}\(\s{0,4}["'$]/i
        $bot = /api\.telegram\.org\/bot/i
        $away = /(header\s{0,4}\(\s{0,4}["']Location\s{0,4}:|window\.location|http-equiv=.?["']?refresh)/i
        $trade = /([-=+|*#\[]{3,12}\s{0,4}\[?\s{0,4}[\w. ]{0,24}(log(in|s)?|result|rezult|fullz|card|cc|info|victim|bank)[\w. ]{0,24}\]?\s{0,4}[-=+|*#\]]{3,12})/i
    condition:
        filesize < 32KB and $secret and $label and $visitor and ($mail or $bot) and $away and $trade
}

// Claims: PHP joins a chat network and runs what it is told there.
// Misses: bots that take orders over HTTP.
rule php_chat_bot
{
    meta:
        id = "php.chat-bot"
        kind = "irc-bot"
        title_en = "A chat bot in PHP that takes orders over IRC"
        title_ja = "IRC(チャット)経由で指示を受けて動く PHP のボット"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1071/"
    strings:
        $php = "<?php" nocase
        $short = "<?"
        $socket = /(pfsockopen|fsockopen|stream_socket_client|socket_connect)\s{0,4}\(/i
        $talk1 = /["']PRIVMSG[ "']/
        $talk2 = /["'](JOIN|NICK|USER)[ "']/
        $talk3 = /["']P[IO]NG[ "']/
        $run = /[^_a-z>:](system|exec|shell_exec|passthru|popen|proc_open|eval)\s{0,8}\(\s{0,8}["'@]{0,2}(\$|substr|implode|trim|stripslashes)/i
        $flood = /(udp|tcp|syn|http)[ _-]?flood/i
    condition:
        filesize < 512KB and ($php or $short at 0) and $socket and $talk1 and $talk2 and $talk3 and ($run or $flood)
}

"""###),
RuleSource(name: "php-webshell.yar", text: ###"""
// Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
//
// PHP that lets a visitor run what he sends: from what the request carries to the function that runs it.

// Claims: what the visitor sends is run as PHP, in one expression, through any chain of wrapping functions.
// Misses: input that first passes through a variable (php.variable-to-sink), and functions whose names are built at run time.
rule php_input_to_code
{
    meta:
        id = "php.input-to-code"
        kind = "webshell"
        title_en = "PHP that runs whatever a visitor sends as program code"
        title_ja = "訪問者が送ってきた文字列をそのままプログラムとして実行する PHP(ウェブシェル)"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/95.html"
    strings:
        $eval = /([^\w>:$]|[^-]>)eval\s{0,20}\(\s{0,20}["'?>. @]{0,12}([a-z_0-9]{2,32}\s{0,8}\(\s{0,8}["'?>. @]{0,12}){0,5}(\$\{?["']?_(GET|POST|REQUEST|COOKIE|SERVER\s{0,4}\[\s{0,4}["']HTTP_|FILES)|\$GLOBALS\s{0,4}\[\s{0,4}["']_(GET|POST|REQUEST|COOKIE)|filter_input\s{0,4}\(\s{0,4}INPUT_(GET|POST|COOKIE))/i
        $assert = /([^\w>:$]|[^-]>)assert\s{0,20}\(\s{0,20}["'. @]{0,12}((base64_decode|gzinflate|gzuncompress|hex2bin|trim|stripslashes|urldecode|rawurldecode|str_rot13|strrev|implode|join|end|reset|current|pos)\s{0,8}\(\s{0,8}["'. @]{0,12}){0,5}\$_(GET|POST|REQUEST|COOKIE|SERVER)\s{0,4}[\[{][^\]}\n;=]{1,40}[\]}]\s{0,4}["'. ]{0,8}\)/i
        $raw = /([^\w>:$]|[^-]>)(eval|assert)\s{0,20}\(\s{0,20}["'?>. @]{0,12}([a-z_0-9]{2,32}\s{0,8}\(\s{0,8}["'?>. @]{0,12}){0,5}((file_get_contents|file|fopen)\s{0,8}\(\s{0,8}["']php:\/\/input|getallheaders\s{0,8}\(|apache_request_headers\s{0,8}\(|getenv\s{0,8}\(\s{0,8}["']HTTP_)/i
        $joined = /([^\w>:$]|[^-]>)(eval|assert)\s{0,8}\(\s{0,8}(implode|join)\s{0,4}\([^;]{0,20}file\s{0,4}\(\s{0,4}["']php:\/\/input/i
        $stream = /fopen\s{0,4}\(\s{0,4}["']php:\/\/input["'][^;]{0,20};\s{0,20}@?eval\s{0,4}\(/i
        $create = /create_function\s{0,20}\(\s{0,20}[^,;()]{0,40},\s{0,20}["'?>. @]{0,12}([a-z_0-9]{2,32}\s{0,8}\(\s{0,8}){0,5}\$_(GET|POST|REQUEST|COOKIE|SERVER\s{0,4}\[\s{0,4}["']HTTP_)/i
        $replace = /preg_replace\s{0,20}\(\s{0,20}["']([\/#~|@!])[^"'\n]{0,60}[\/#~|@!][imsxu]{0,4}e[imsxu]{0,4}["']\s{0,20},\s{0,20}([a-z_0-9]{2,32}\s{0,8}\(\s{0,8}){0,5}["']?[^"',;]{0,30}\$_(GET|POST|REQUEST|COOKIE)/i
        $pattern = /(preg|mb_ereg|mbereg)_replace\s{0,20}\(\s{0,20}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^\]\n]{1,40}\]\s{0,20},\s{0,20}\$_(GET|POST|REQUEST|COOKIE)/i
        $mb = /mb_eregi?_replace\s{0,8}\([^;]{0,120}\$_(GET|POST|REQUEST|COOKIE)[^;]{0,80},\s{0,4}["'][imsx]{0,4}e[imsx]{0,4}["']\s{0,4}\)/i
        $loop = /foreach\s{0,8}\(\s{0,8}\$_(GET|POST|REQUEST|COOKIE)\s{1,8}as\s{1,8}[^)]{1,40}\)\s{0,8}\{?\s{0,8}@?(eval|assert|system|passthru|\$[a-z_]{1,16})\s{0,4}\(\s{0,4}\$[a-z_]{1,16}\s{0,4}\)/i
    condition:
        any of them
}

// Claims: what the visitor sends is run as a command of the system, in one expression.
// Misses: commands put together in variables over several statements.
rule php_input_to_command
{
    meta:
        id = "php.input-to-command"
        kind = "webshell"
        title_en = "PHP that runs whatever a visitor sends as a command of the server"
        title_ja = "訪問者が送ってきた文字列をサーバーのコマンドとして実行する PHP(ウェブシェル)"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/78.html"
    strings:
        $call = /([^\w>:$]|[^-]>)(system|exec|shell_exec|passthru|popen|proc_open|pcntl_exec)\s{0,20}\(\s{0,20}("[^"\n]{0,40}["{]\s{0,4}\.?\s{0,4}|'[^'\n]{0,40}'\s{0,4}\.\s{0,4})?["'. @]{0,12}((base64_decode|gzinflate|hex2bin|trim|stripslashes|urldecode|rawurldecode|str_rot13|strrev|implode|join|end|reset|current|pos)\s{0,8}\(\s{0,8}["'. @]{0,12}){0,5}\$_(GET|POST|REQUEST|COOKIE|SERVER\s{0,4}\[\s{0,4}["']HTTP_)/i
        $raw = /([^\w>:$]|[^-]>)(system|exec|shell_exec|passthru|popen|proc_open)\s{0,20}\(\s{0,20}((base64_decode|gzinflate|hex2bin|trim|implode|end|current)\s{0,8}\(\s{0,8}){0,5}(file_get_contents\s{0,8}\(\s{0,8}["']php:\/\/input|getallheaders\s{0,8}\(|apache_request_headers\s{0,8}\(|getenv\s{0,8}\(\s{0,8}["']HTTP_)/i
        $ticks = /(<\?(php|=)?|[;{}(])\s{0,20}((echo|print|return|\$[a-z_0-9]{1,32}\s{0,8}=)\s{0,8})?\(?\s{0,8}@?`\s{0,8}(\{\s{0,4})?\$\{?_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[{]/i
        $lua = /^local \w{1,20} = require/
    condition:
        any of ($call, $raw, $ticks) and not $lua at 0
}

// Claims: the visitor chooses which function runs, and what it gets.
// Misses: a variable that was filled elsewhere (php.input-names-function covers the short files).
rule php_input_as_function
{
    meta:
        id = "php.input-as-function"
        kind = "webshell"
        title_en = "PHP in which a visitor chooses the function to run"
        title_ja = "どの関数を実行するかを訪問者が自由に選べる PHP(ウェブシェル)"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/470.html"
    strings:
        $direct = /[^w\s]\s{0,32}\$_(GET|POST|REQUEST|COOKIE|SERVER)\s{0,4}[\[{][^\]}\n;]{1,60}[\]}]\s{0,8}\(\s{0,8}["'. @]{0,8}([a-z_0-9]{2,32}\s{0,8}\(\s{0,8}){0,3}\$_(GET|POST|REQUEST|COOKIE|SERVER)/i
        $callback = /(call_user_func|call_user_func_array|array_map|register_shutdown_function|register_tick_function|forward_static_call|forward_static_call_array|ob_start|set_error_handler|set_exception_handler|spl_autoload_register|header_register_callback)\s{0,8}\(\s{0,8}@?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[{][^\]}\n;]{1,60}[\]}]\s{0,8}[,)]/i
        $sorting = /(usort|uasort|uksort|array_filter|array_walk|array_walk_recursive|array_reduce|preg_replace_callback|iterator_apply|array_udiff|array_diff_ukey)\s{0,8}\([^;]{1,120},\s{0,8}@?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[{][^\]}\n;]{1,60}[\]}]\s{0,8}\)/i
        $named = /(call_user_func|call_user_func_array|array_map|array_filter|array_walk|usort|uasort|register_shutdown_function)\s{0,8}\([^;]{0,120}["'](assert|system|exec|shell_exec|passthru|popen|eval)["'][^;]{0,60}\$_(GET|POST|REQUEST|COOKIE)/i
        $named_after = /(array_filter|array_walk|usort|uasort|array_map)\s{0,8}\([^;]{0,60}\$_(GET|POST|REQUEST|COOKIE)[^;]{0,60}["'](assert|system|exec|shell_exec|passthru|popen)["']\s{0,8}\)/i
        $reflection = /new\s{1,8}ReflectionFunction\s{0,8}\(\s{0,8}@?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[{]/i
    condition:
        any of them
}

// Claims: a short file takes a function's name from the request into a variable and calls that variable.
// Misses: files above 4 KiB, where the same text is often a dispatcher with a list of what it allows.
rule php_input_names_function
{
    meta:
        id = "php.input-names-function"
        kind = "webshell"
        title_en = "A short PHP file that calls the function which a visitor names"
        title_ja = "訪問者が指定した名前の関数を呼び出す、ごく短い PHP ファイル"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/470.html"
    strings:
        $taken = /\$[a-z_0-9]{1,20}\s{0,8}=\s{0,8}@?([a-z_0-9]{2,32}\s{0,4}\(\s{0,4}){0,3}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[{][^\]}\n;]{1,40}[\]}]\)?\)?\s{0,8};[^(){}]{0,160}[;\s@={]\$[a-z_0-9]{1,20}\s{0,4}\(\s{0,8}["'@]{0,3}\$[a-z_]{1,20}/i
        $called = /[;\s@={>]\$[a-z_]\w{0,20}\s{0,4}\(\s{0,8}["'@]{0,3}([a-z_0-9]{2,32}\s{0,4}\(\s{0,4}){0,3}\$_(POST|GET|REQUEST|COOKIE)\s{0,4}[\[{]/i
        $extracted = /(extract\s{0,4}\(\s{0,4}|=\s{0,4})\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\)?\s{0,4};[^(){}]{0,160}[;\s@=]\$[a-z_0-9]{1,20}\s{0,4}\(\s{0,4}\$[a-z_0-9]{1,20}/i
        $restored = /unserialize\s{0,4}\([^;]{0,40}\$_(GET|POST|REQUEST|COOKIE)[^;]{1,40};\s{0,40}@?(call_user_func|call_user_func_array|\$\w{1,20}\[[^\]]{1,12}\])\s{0,4}\(\s{0,4}\$\w{1,20}\[/i
        $checked = /(in_array|is_callable|function_exists|array_key_exists|isset\s{0,4}\(\s{0,4}\$[a-z]{1,20}\[)/
        $class = /\b(class|namespace|interface)\s{1,8}[A-Z]\w{1,60}/
    condition:
        filesize < 4KB and any of ($taken, $called, $extracted, $restored) and not $checked and not $class
}

// Claims: a short file takes input into a variable, and hands a bare variable to a function that runs it right after.
// Misses: longer files; another variable between the two; input that passes through a function of the file.
rule php_variable_to_sink
{
    meta:
        id = "php.variable-to-sink"
        kind = "webshell"
        title_en = "A short PHP file that takes input from a visitor and runs it"
        title_ja = "訪問者からの入力を受け取ってそのまま実行する、短い PHP ファイル"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/78.html"
    strings:
        $request = /=[^;={}]{0,80}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}([\[{][^;]{1,80})?;[^\x00`]{0,240}([^\w>:$]|[^-]>)(eval|assert|system|exec|shell_exec|passthru|popen|proc_open)\s{0,8}\(\s{0,8}["'@]{0,2}((base64_decode|trim|stripslashes|substr|hex2bin|strrev|urldecode|gzinflate)\s{0,4}\(\s{0,4}){0,3}\$[a-z_]{1,20}(\[[^\]\n]{1,20}\])?\s{0,4}(\)|\.\s{0,4}["'] 2>&1|,)/i
        $header = /=\s{0,8}@?([a-z_0-9]{0,32}\s{0,4}\(\s{0,4}){0,3}(\$_SERVER\s{0,4}\[["']HTTP_[^\]]{1,40}\]|file_get_contents\s{0,4}\(\s{0,4}["']php:\/\/input["'])\s{0,4}\)?\)?\)?\s{0,8};[^\x00`]{0,240}([^\w>:$]|[^-]>)(eval|assert|system|exec|shell_exec|passthru|popen|proc_open)\s{0,8}\(\s{0,8}["'@]{0,2}((base64_decode|trim|stripslashes|substr|hex2bin|strrev|urldecode|gzinflate)\s{0,4}\(\s{0,4}){0,3}\$[a-z_]{1,20}(\[[^\]\n]{1,20}\])?\s{0,4}(\)|\.\s{0,4}["'] 2>&1|,)/i
        $parsed = /parse_str\s{0,4}\([^;]{0,40}(\$_SERVER|php:\/\/input)[^;]{1,60};[^\x00`]{0,120}([^\w>:$]|[^-]>)(eval|assert|system|passthru|shell_exec)\s{0,4}\(\s{0,4}\$\w{1,20}\[/i
        $ticks = /=\s{0,8}\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[{][^\]}\n;]{1,40}[\]}]\s{0,4};\s{0,40}((echo|print)\s{0,8}|\$\w{1,20}\s{0,8}=\s{0,8})\(?`\$[a-z_]{1,20}( 2>&1)?`/i
        $escaped = /escapeshell(cmd|arg)\s{0,4}\(/i
    condition:
        filesize < 6KB and any of ($request, $header, $parsed, $ticks) and not $escaped
}

// Claims: PHP includes a file or stream that the visitor names: a door for any code that he can place or reach.
// Misses: names that are checked and then passed on in a variable. It may be an old mistake and not a planted door.
rule php_input_to_include
{
    meta:
        id = "php.input-to-include"
        kind = "backdoor"
        title_en = "PHP that loads and runs whichever file a visitor names"
        title_ja = "訪問者が指定したファイルを読み込んで実行してしまう PHP"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/98.html"
    strings:
        $input = /(include|require)(_once)?[\s(@]{1,12}\$_(GET|POST|REQUEST|COOKIE|SERVER\s{0,4}\[\s{0,4}["']HTTP_)\s{0,4}[^;]{1,60};/i
        $stream = /(include|require)(_once)?[\s(@]{1,12}["']?(php:\/\/input|data:(\/\/)?text\/plain;base64|data:(\/\/)?text\/[a-z]{3,10},<\?)/i
        $upload = /(include|require)(_once)?[\s(@]{1,12}\$_FILES\s{0,4}\[[^;]{1,60}tmp_name/i
    condition:
        any of them
}

// Claims: PHP writes a file whose content the visitor sends, under a name that he sends.
// Misses: fixed names; content that comes through a variable.
rule php_input_to_file
{
    meta:
        id = "php.input-to-file"
        kind = "backdoor"
        title_en = "PHP that writes whatever a visitor sends into a file of his choice"
        title_ja = "訪問者が送った内容を、訪問者が決めた名前のファイルに書き込む PHP"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/434.html"
    strings:
        $put = /file_put_contents\s{0,8}\(\s{0,8}[^;,]{0,60}\$_(GET|POST|REQUEST|COOKIE|SERVER\s{0,4}\[["']HTTP_)[^;]{0,60},\s{0,8}([a-z_0-9]{2,32}\s{0,4}\(\s{0,4}["'@. ]{0,4}){0,4}(\$_(GET|POST|REQUEST|COOKIE)|file_get_contents\s{0,4}\(\s{0,4}(\$_(GET|POST|REQUEST)|["']php:\/\/input))/i
        $write = /(fwrite|fputs)\s{0,8}\(\s{0,8}fopen\s{0,8}\(\s{0,8}[^;,]{0,60}(\$_(GET|POST|REQUEST|COOKIE)|\.php)[^;]{0,60},[^;,]{1,12},\s{0,8}([a-z_0-9]{2,32}\s{0,4}\(\s{0,4}){0,4}\$_(GET|POST|REQUEST|COOKIE)/i
        $own = /file_put_contents\s{0,8}\(\s{0,8}["'][^"'\n]{1,80}\.(php|phtml|php5|pht|phar)["']\s{0,8},\s{0,8}([a-z_0-9]{2,32}\s{0,4}\(\s{0,4}){0,4}\$_(GET|POST|REQUEST|COOKIE)/i
        $opened = /fopen\s{0,4}\(\s{0,4}["'][^"'\n]{1,80}\.(php|phtml|php5|pht|phar)["']\s{0,4},[^;]{1,12};\s{0,20}@?(fwrite|fputs)\s{0,4}\(\s{0,4}\$\w{1,20}\s{0,4},\s{0,4}([a-z_0-9]{2,32}\s{0,4}\(\s{0,4}){0,4}\$_(GET|POST|REQUEST|COOKIE)/i
        $loaded = /file_put_contents\s{0,4}\([^;]{1,100}\$_(GET|POST|REQUEST|COOKIE)[^;]{1,60};\s{0,20}@?(include|require)/i
        $copy = /copy\s{0,8}\(\s{0,8}\$_(GET|POST|REQUEST)\s{0,4}\[[^\]\n]{1,40}\]\s{0,8},\s{0,8}\$_(GET|POST|REQUEST)\s{0,4}\[/i
    condition:
        any of them
}

"""###),
RuleSource(name: "rootkit.yar", text: ###"""
// Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
//
// Libraries and kernel modules that hide things, and programs that edit the records of log-ins.

// Claims: a shared library puts itself before the functions that list folders and knows where the list of preloaded libraries and of connections lies: it hides files and itself.
// Misses: libraries whose texts are enciphered. Libraries that pretend another root folder replace the same functions, but not for these files.
rule rootkit_preload_library
{
    meta:
        id = "rootkit.preload-library"
        kind = "rootkit"
        title_en = "A library that hides files and connections from every program"
        title_ja = "ファイルや通信をすべてのプログラムから隠すライブラリ(ルートキット)"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1574/006/"
    strings:
        $next = "dlsym"
        $list1 = "\x00readdir\x00"
        $list2 = "\x00readdir64\x00"
        $file1 = "ld.so.preload"
        $file2 = "/proc/net/tcp"
        $file3 = "/proc/self/fd/%d"
        $file4 = "/proc/%d/"
        $file5 = "/proc/%s/"
        $hook1 = "\x00accept\x00"
        $hook2 = "\x00pam_authenticate\x00"
        $hook3 = "\x00__lxstat64\x00"
        $hook4 = "\x00fopen64\x00"
        $hook5 = "\x00unlinkat\x00"
        $hook6 = "\x00pcap_loop\x00"
        $hook7 = "\x00execve\x00"
        $hook8 = "\x00open64\x00"
        $hook9 = "\x00access\x00"
        $fake1 = "FAKECHROOT" 
        $fake2 = "FAKEROOT"
    condition:
        uint32(0) == 0x464c457f and uint16(16) == 3 and filesize < 2MB and $next and all of ($list*)
        and (($file1 and any of ($hook*)) or ($file2 and any of ($file3, $file4, $file5) and any of ($hook*)) or ($file3 and $hook2))
        and not any of ($fake*)
}

// Claims: a small program names the list of preloaded libraries and writes it: it installs such a library.
// Misses: installers written in shell.
rule rootkit_preload_writer
{
    meta:
        id = "rootkit.preload-writer"
        kind = "rootkit"
        title_en = "A script that forces a library into every program of the server"
        title_ja = "サーバー上のすべてのプログラムにライブラリを強制的に読み込ませるスクリプト"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1574/006/"
    strings:
        $shell = /echo\s{1,4}["']?\/[^\n>]{3,120}\.so[^\n>]{0,20}>{1,2}\s{0,4}["']?\/etc\/ld\.so\.preload/
        $copied = /(mv|cp|tee)\s{1,4}[^\n]{0,80}\s{1,4}["']?\/etc\/ld\.so\.preload/
        $immutable = /chattr\s{1,4}\+[ia]{1,2}\s{1,4}[^\n]{0,80}\/etc\/ld\.so\.preload/
    condition:
        filesize < 256KB and any of them
}

// Claims: a kernel module looks for the table of system calls, or replaces the functions that list folders, connections and signals.
// Misses: modules whose texts are enciphered.
rule rootkit_kernel_module
{
    meta:
        id = "rootkit.kernel-module"
        kind = "rootkit"
        title_en = "A kernel module that changes what the kernel tells of files, processes and connections"
        title_ja = "ファイル・プロセス・通信についてカーネルに嘘をつかせるモジュール(ルートキット)"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1014/"
    strings:
        $module = "vermagic="
        $table1 = "sys_call_table"
        $table2 = "kallsyms_lookup_name"
        $call1 = /\x00(__x64_)?sys_getdents(64)?\x00/
        $call2 = /\x00(__x64_)?sys_kill\x00/
        $call3 = "\x00tcp4_seq_show\x00"
        $call4 = "\x00tcp6_seq_show\x00"
        $call5 = "\x00fillonedir\x00"
        $call6 = "\x00filldir64\x00"
        $hide1 = /(hide|hidden|unhide|hiding)_(pid|proc|file|dir|module|port|tcp)/
        $hide2 = /(hook|hacked|fake|orig|evil)_(getdents|kill|tcp4|readdir|filldir|iterate)/
        $root = /\x00(give_root|set_root|get_root|commit_creds_root|backdoor|rootkit|hide_self|module_hide|hideme|showme)\x00/
    condition:
        uint32(0) == 0x464c457f and uint16(16) == 1 and filesize < 8MB and $module
        and ((any of ($table*) and 2 of ($call*)) or (any of ($call*) and any of ($hide*)) or ($root and (any of ($hide*) or any of ($call*) or $table1)))
}

// Claims: a small program removes entries from the records of log-ins (utmp, wtmp, lastlog).
// Misses: programs that say nothing of what they do.
rule logs_record_cleaner
{
    meta:
        id = "logs.record-cleaner"
        kind = "rootkit"
        title_en = "A program that removes traces from the records of log-ins"
        title_ja = "ログイン記録から痕跡を消すプログラム"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1070/002/"
    strings:
        $utmp = /\/(var\/run|run|var\/adm|etc)\/utmp/
        $wtmp = /\/var\/(log|adm)\/wtmp/
        $lastlog = /\/var\/(log|adm)\/lastlog/
        $says1 = /\b(wip(e|es|ed|ing)|zap(s|ped|ping)?!?|clean(s|ed|ing)?|eras(e|ed|ing)|cloak(ed)?|hid(e|den|ing))\b[^\x00\n]{0,40}\b([uw]tmp|lastlog|logs?|traces?|tracks?|entr(y|ies))\b/i
        $says2 = /\b([uw]tmp|lastlog|logs?)\b[^\x00\n]{0,24}\b(wiped|zapped|cleaned|erased|cloaked)\b/i
    condition:
        uint32(0) == 0x464c457f and filesize < 256KB and $utmp and $wtmp and $lastlog and any of ($says*)
}

// Claims: a script empties the records of log-ins together with other logs and the history of the shell, or deletes them one by one from a list.
// Misses: scripts that remove single lines.
rule logs_wiping_script
{
    meta:
        id = "logs.wiping-script"
        kind = "backdoor"
        title_en = "A script that wipes the logs of the server"
        title_ja = "サーバーの記録(ログ)をまとめて消し去るスクリプト"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1070/002/"
    strings:
        $wtmp = /(rm\s{1,4}-[rf]{1,2}\s[^\n]{0,80}|>\s{0,4}|cat\s{1,4}\/dev\/null\s{0,4}>\s{0,4}|shred\s[^\n]{0,40}|truncate\s[^\n]{0,40}|unlink\s{1,4})\/var\/(log|adm|run)\/(wtmp|utmp|btmp|lastlog)/
        $auth = /(rm\s{1,4}-[rf]{1,2}\s[^\n]{0,80}|>\s{0,4}|cat\s{1,4}\/dev\/null\s{0,4}>\s{0,4}|shred\s[^\n]{0,40}|truncate\s[^\n]{0,40}|unlink\s{1,4})\/var\/log\/(secure|auth\.log|messages|syslog|maillog|httpd|xferlog)/
        $history = /(unset\s{1,4}HISTFILE|history\s{1,4}-[cw]{1,2}|rm\s{1,4}-[rf]{1,2}\s[^\n]{0,60}\.bash_history|>\s{0,4}[^\s]{0,40}\.bash_history|HISTFILE=\/dev\/null|HISTSIZE=0)/
        $named1 = /['"]\/?(var\/(log|adm|run)|etc|run)\/([uwb]tmp|lastlog)\/?['"]/
        $named2 = /['"]\/?var\/(log|adm)\/(secure|auth(\.log|log)?|messages|syslog|xferlog|maillog)\/?['"]/
        $named3 = /\.(bash|zsh|sh|ksh)_history/
        $deletes = /(unlink\s{0,2}\(\s{0,2}\$|rm\s{1,4}-r?f{1,2}r?\s{1,4}["'.\s]{0,4}[$@{]|os\.(remove|unlink)\s{0,2}\(|unlink\s{1,4}[$@]|unlinkSync\s{0,2}\(|File\.delete)/
    condition:
        filesize < 128KB and (($wtmp and $auth and $history) or (all of ($named*) and $deletes))
}

// Claims: the source of a kernel module that changes what the kernel tells: it takes itself off the list of modules or looks for the table of system calls, and has a function of its own in the place of one that lists files, connections or signals.
// Misses: source whose names say nothing of what it does.
rule rootkit_module_source
{
    meta:
        id = "rootkit.module-source"
        kind = "rootkit"
        title_en = "The source of a kernel module that hides files, processes or connections"
        title_ja = "ファイルやプロセス、通信を隠すカーネルモジュールのソースコード(ルートキット)"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1014/"
    strings:
        $module = /#\s{0,4}include\s{0,4}<linux\/(module|kernel|init)\.h>/
        $gone1 = /list_del(_init)?\s{0,2}\(\s{0,2}&\s{0,2}(THIS_MODULE|__this_module)/
        $gone2 = /kobject_del\s{0,2}\(\s{0,2}&\s{0,2}THIS_MODULE/
        $table1 = "sys_call_table"
        $table2 = /kallsyms_lookup_name\s{0,2}\(\s{0,2}"/
        $table3 = "write_cr0"
        $hooked1 = /(hook|hooked|hacked|fake|evil|new|my|our|rk)_{1,2}(sys_)?(getdents(64)?|kill|tcp[46]_seq_show|udp[46]_seq_show|filldir(64)?|iterate(_shared)?|recvmsg|openat|read|execve|statx?)\b/
        $hooked2 = /(register_ftrace_function|fh_install_hooks?|HOOK\s{0,2}\(\s{0,2}"(__x64_)?sys_)/
        $root = /commit_creds\s{0,2}\(\s{0,2}(prepare_kernel_cred|\w{1,24}\s{0,2}\))/
    condition:
        filesize < 1MB and $module and ((any of ($gone*) and (any of ($table*) or any of ($hooked*) or $root))
        or (any of ($table*) and $hooked1) or ($hooked1 and $hooked2))
}

// Claims: the source of a library that is laid over the C library's functions which list folders or log people in, and calls the true ones behind it.
// Misses: source whose names are made up of pieces.
rule rootkit_library_source
{
    meta:
        id = "rootkit.library-source"
        kind = "rootkit"
        title_en = "The source of a library that lies over the functions which list files and folders"
        title_ja = "ファイルの一覧を取り出す関数に覆いかぶさるライブラリのソースコード"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1574/006/"
    strings:
        $next = /dlsym\s{0,2}\(\s{0,2}RTLD_NEXT\s{0,2},\s{0,2}"(readdir(64)?|__?l?xstat(64)?|scandir|opendir|pam_authenticate|accept|getpw\w{2,6})"/
        $defined = /\bstruct\s{1,4}dirent(64)?\s{0,4}\*\s{0,4}readdir(64)?\s{0,2}\(\s{0,2}DIR\b/
        $honest1 = "FAKECHROOT"
        $honest2 = "FAKEROOT"
        $honest3 = "AddressSanitizer"
    condition:
        filesize < 256KB and $next and $defined and not any of ($honest*)
}

"""###),
RuleSource(name: "server-settings.yar", text: ###"""
// Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
//
// Settings that a web server reads from a site's own folders (.htaccess, .user.ini), turned against it.

// Claims: files that look like pictures or text are run as PHP.
// Misses: settings in the server's own configuration that name no such ending.
rule htaccess_pictures_run
{
    meta:
        id = "htaccess.pictures-run"
        kind = "backdoor"
        title_en = "A setting that runs pictures or text files as PHP"
        title_ja = "画像やテキストファイルを PHP として実行させる設定"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1505/003/"
    strings:
        $type = /(^|\n)\s{0,20}Add(Type|Handler)\s{1,20}["']?(application\/x-httpd-(ea-)?php\d{0,3}|php\d{0,3}-script|x-httpd-php\d{0,3})["']?[ \t][^\n]{0,80}\.(jpe?g|png|gif|bmp|ico|svg|webp|txt|css|log|pdf|doc|zip|gz|mp3|woff2?|htaccess|user\.ini)\b/i
        $cgi = /(^|\n)\s{0,20}AddHandler\s{1,20}["']?(cgi-script|fcgid-script)["']?[ \t][^\n]{0,80}\.(jpe?g|png|gif|bmp|ico|svg|webp|txt|css|log|pdf|mp3)\b/i
        $no_cgi = /(^|\n)\s{0,20}Options[^\n]{0,60}-ExecCGI/i
        $match = /<(Files|FilesMatch)\s[^>\n]{0,80}(jpe?g|png|gif|ico|txt|css|log|pdf|webp)[^>\n]{0,40}>[^<]{0,200}(SetHandler|ForceType)\s{1,20}["']?(application\/x-httpd-php|php\d{0,2}-script|proxy:[^\n]{0,60}fcgi)/i
        $global = /^\s{0,20}(SetHandler|ForceType)\s{1,20}["']?(application\/x-httpd-php\d{0,3}|php\d{0,2}-script)["']?\s{0,20}$/i
    condition:
        filesize < 64KB and ($type or $match or $global or ($cgi and not $no_cgi))
}

// Claims: programs are refused, but for a list of names: whoever planted those keeps his own running and everybody else's out.
// Misses: lists of fewer than six programs, as sites that allow their own few pages have them.
rule htaccess_only_these
{
    meta:
        id = "htaccess.only-these"
        kind = "backdoor"
        title_en = "A setting that lets only a list of chosen programs run"
        title_ja = "決められた名前のプログラムだけを動かし、ほかは止める設定"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1505/003/"
    strings:
        $refused = /<FilesMatch\s{1,20}["'][^"'\n]{0,60}\b(php|ph)[^"'\n]{0,60}["']\s{0,4}>\s{0,20}(Order[^\n]{0,40}\n\s{0,20})?(Deny\s{1,4}from\s{1,4}all|Require\s{1,4}all\s{1,4}denied)/i
        $allowed = /<FilesMatch\s{1,20}["']\^?\(?([a-z0-9_-]{1,40}\\?\.php\|){5,80}[^"'\n]{0,80}["']\s{0,4}>\s{0,20}(Order[^\n]{0,40}\n\s{0,20})?(Allow\s{1,4}from\s{1,4}all|Require\s{1,4}all\s{1,4}granted)/i
    condition:
        filesize < 64KB and $refused and $allowed
}

// Claims: every PHP page of the folder first runs a file whose place or ending does not suit a program.
// Misses: prepended files with ordinary names; the file itself is judged by other rules.
rule settings_prepend_file
{
    meta:
        id = "settings.prepend-file"
        kind = "backdoor"
        title_en = "A setting that runs a hidden file before every page"
        title_ja = "すべてのページの前に隠しファイルを実行させる設定"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://www.php.net/manual/en/ini.core.php"
    strings:
        $odd = /(^|\n)[ \t]{0,20}(php_value[ \t]{1,20})?auto_(prepend|append)_file[ \t]{0,20}[= \t][ \t]{0,20}["']?([^\n"']{0,200}\.(jpe?g|png|gif|ico|txt|css|log|bmp|webp|svg|tmp|dat)|\/(tmp|var\/tmp|dev\/shm)\/[^\n"']{1,200}|([^\n"']{0,200}\/)?\.[a-z0-9_][^\n"'\/]{0,60}|[^\n"']{0,200}\/(uploads?|cache|images?|img)\/[^\n"']{1,100}|data:|php:\/\/|https?:\/\/)/i
    condition:
        filesize < 256KB and $odd
}

// Claims: visitors who come from a search engine, or search engines themselves, are sent to another site.
// Misses: redirects inside PHP (page.cloaked-redirect), and redirects of everybody, which moved sites have.
rule htaccess_search_redirect
{
    meta:
        id = "htaccess.search-redirect"
        kind = "injected-page"
        title_en = "A setting that sends visitors from search engines to another site"
        title_ja = "検索エンジンから来た訪問者だけを別のサイトへ飛ばす設定"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1189/"
    strings:
        $referer = /RewriteCond\s{1,20}%\{HTTP_REFERER\}\s{1,20}["']?([^\n!"'][^\n]{0,300})?(google|bing|yahoo|baidu|yandex|duckduckgo|ask\\?\.com)[^\n]{0,200}(\n[ \t]{0,20}(RewriteCond|RewriteBase|RewriteEngine|#)[^\n]{0,300}|\n[ \t\r]{0,8}){0,12}\n[ \t]{0,20}RewriteRule[ \t]{1,20}[^\n]{1,60}[ \t]["']?https?:\/\/[a-z0-9]/i
        $agent = /RewriteCond\s{1,20}%\{HTTP_USER_AGENT\}\s{1,20}["']?([^\n!"'][^\n]{0,300})?(googlebot|bingbot|slurp|baiduspider|yandexbot)[^\n]{0,200}(\n[ \t]{0,20}(RewriteCond|RewriteBase|RewriteEngine|#)[^\n]{0,300}|\n[ \t\r]{0,8}){0,12}\n[ \t]{0,20}RewriteRule[ \t]{1,20}[^\n]{1,60}[ \t]["']?https?:\/\/[a-z0-9]/i
        $rendering = /(prerender|rendertron)/i
    condition:
        filesize < 256KB and ($referer or ($agent and not $rendering))
}

"""###),
RuleSource(name: "shells.yar", text: ###"""
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

"""###),
    ]
}
