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
