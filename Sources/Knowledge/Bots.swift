import Model

extension Families {
    static let bots: [Family] = [
        Family(
            ["Mirai"], .bot,
            en:
                "The best known botnet of routers and cameras; its published source lives on in hundreds of descendants that attack other sites.",
            ja: "ルーターやカメラを乗っ取ることで知られるボットネットです。公開された元のプログラムから、他のサイトを攻撃する子孫が何百も作られました。",
            texts: ["/bin/busybox MIRAI", "MIRAI: applet not found", "dvrHelper"], [Family.malpedia("mirai")]),
        Family(
            ["Gafgyt", "Bashlite", "Qbot", "Torlus"], .bot, en: "A family of bots that flood other sites; spreads with default passwords.",
            ja: "他のサイトに大量の通信を送り付けるボットで、初期パスワードの機器に広がります。", texts: ["LOLNOGTFO", "gayfgt"], [Family.malpedia("bashlite")]),
        Family(
            ["Tsunami", "Kaiten", "Amnesia"], .bot,
            en: "An IRC bot in C from 2002 that intruders still compile: floods other hosts and runs commands that come over chat.",
            ja: "2002 年から使われ続けている IRC ボットで、チャットで届く命令を実行し、他のサーバーを攻撃します。",
            texts: ["NOTICE %s :TSUNAMI", "NOTICE %s :KAITEN", "kaiten.c"], [Family.malpedia("tsunami"), Family.malpedia("kaiten")]),
        Family(
            ["Muhstik"], .bot,
            en: "A descendant of Tsunami that enters through Drupal, Confluence, Redis and message brokers, floods and mines.",
            ja: "Tsunami の子孫で、Drupal・Confluence・Redis などから入り、攻撃と採掘をします。", files: ["muhstik"], texts: ["muhstik"],
            [Family.malpedia("tsunami"), "https://sysdig.com/blog/muhstik-malware-botnet-analysis/"]),
        Family(
            ["PerlBot", "ShellBot", "DDoS Perl IrcBot"], .bot,
            en:
                "A bot in Perl that is steered over IRC: runs commands, scans ports, floods others. Its text is passed on and renamed again and again.",
            ja: "IRC で操られる Perl のボットです。命令の実行、ポートの探索、他サイトへの攻撃を行い、名前を変えながら使い回されています。",
            texts: ["ShellBOT", "DDoS Perl IrcBot"],
            [Family.malpedia("perlbot"), "https://sysdig.com/blog/malware-analysis-shellbot-sysdig/"]),
        Family(
            ["XorDDoS", "XOR DDoS"], .bot,
            en:
                "Floods other sites; enters by guessed SSH passwords, keeps copies under random names and calls gcc.sh from cron every few minutes.",
            ja: "SSH のパスワードを当てて入り、他のサイトを攻撃します。でたらめな名前で自分を複製し、cron から gcc.sh を数分ごとに動かします。",
            paths: [
                "/etc/cron.hourly/gcc.sh", "/etc/cron.hourly/gcc4.sh", "/etc/cron.hourly/udev.sh", "/lib/libudev.so", "/lib/libudev.so.6",
                "/lib/libudev4.so", "/lib/libudev4.so.6", "/lib/udev/udev", "/lib/udev/debug",
            ],
            texts: ["/etc/cron.hourly/gcc.sh", "BB2FA36AAA9541F0"],
            [
                Family.malpedia("xorddos"),
                "https://www.microsoft.com/security/blog/2022/05/19/rise-in-xorddos-a-deeper-look-at-the-stealthy-ddos-malware-targeting-linux-devices/",
            ]),
        Family(
            ["MrBlack", "AESDDoS", "Dofloo"], .bot, en: "A bot for floods that also loads miners, found on servers and routers.",
            ja: "サーバーやルーターに入り、他を攻撃し、採掘プログラムも呼び込むボットです。",
            [Family.malpedia("mrblack"), Family.malpedia("dofloo")]),
        Family(
            ["Chalubo", "ChaChaDDoS"], .bot, en: "A bot that uses parts of XorDDoS and Mirai and enters by guessed SSH passwords.",
            ja: "XorDDoS と Mirai の部品を使うボットで、SSH のパスワードを当てて入ります。",
            [Family.malpedia("chalubo")]),
        Family(
            ["Kaiji"], .bot,
            en: "A bot written in Go that guesses root's SSH password, changes start files and copies itself into the system.",
            ja: "root の SSH パスワードを当てて入る Go 言語製のボットで、起動ファイルを書き換えて居座ります。", [Family.malpedia("kaiji")]),
        Family(
            ["Chaos"], .bot, en: "Grew out of Kaiji: spreads over holes and SSH keys, floods, mines and gives a shell.",
            ja: "Kaiji から発展し、穴や SSH の鍵で広がり、攻撃・採掘・遠隔操作を行います。",
            [Family.malpedia("chaos"), "https://blog.lumen.com/chaos-is-a-go-based-swiss-army-knife-of-malware/"]),
        Family(
            ["Mozi"], .bot, en: "A botnet of routers that talks over the network of BitTorrent.",
            ja: "BitTorrent の仕組みで連絡し合う、ルーターのボットネットです。", texts: ["Mozi.m", "Mozi.a"],
            [Family.malpedia("mozi")]),
        Family(
            ["Hajime"], .bot, en: "A peer-to-peer botnet of devices with default passwords.", ja: "初期パスワードの機器に広がる、中心のないボットネットです。",
            [Family.malpedia("hajime")]),
        Family(
            ["Fodcha"], .bot, en: "A botnet that floods others and asks for ransom.", ja: "他のサイトを攻撃し、金銭を要求するボットネットです。",
            [Family.malpedia("fodcha")]),
        Family(
            ["RapperBot"], .bot, en: "A descendant of Mirai that guesses SSH passwords and keeps its way in with a key of its own.",
            ja: "Mirai の子孫で、SSH のパスワードを当て、自分の鍵を置いて居座ります。",
            [Family.malpedia("rapper_bot"), "https://www.fortinet.com/blog/threat-research/rapperbot-malware-discovery"]),
        Family(
            ["EnemyBot"], .bot, en: "A bot for floods that soon takes up new holes of web servers and WordPress.",
            ja: "ウェブサーバーや WordPress の新しい穴をすぐに取り入れる攻撃ボットです。",
            paths: ["/tmp/.pwned"], [Family.malpedia("enemybot")]),
        Family(
            ["ZeroBot"], .bot, en: "A bot written in Go that is rented out for floods.", ja: "貸し出されて攻撃に使われる、Go 言語製のボットです。",
            [Family.malpedia("zerobot")]),
        Family(["HinataBot"], .bot, en: "A bot written in Go for floods.", ja: "他を攻撃する Go 言語製のボットです。", [Family.malpedia("hinata_bot")]),
        Family(
            ["GoTitan"], .bot, en: "A bot for floods that enters through ActiveMQ.", ja: "ActiveMQ の穴から入る攻撃ボットです。",
            [Family.malpedia("gotitan")]),
        Family(
            ["MooBot"], .bot, en: "A descendant of Mirai on routers and cameras.", ja: "ルーターやカメラに広がる Mirai の子孫です。",
            [Family.malpedia("moobot")]),
        Family(["Satori"], .bot, en: "A worm-like descendant of Mirai.", ja: "ワームのように広がる Mirai の子孫です。", [Family.malpedia("satori")]),
        Family(
            ["Hide and Seek", "HNS"], .bot, en: "A peer-to-peer botnet that survives a restart.", ja: "再起動しても残る、中心のないボットネットです。",
            [Family.malpedia("hideandseek")]),
        Family(
            ["FritzFrog"], .bot,
            en: "A peer-to-peer worm that guesses SSH passwords, lives in memory only, adds a key and poses as nginx, ifconfig or php-fpm.",
            ja: "SSH のパスワードを当てて広がり、メモリー上だけで動くワームです。鍵を足し、nginx や php-fpm を装います。",
            [Family.malpedia("fritzfrog"), "https://www.akamai.com/blog/security/fritzfrog-p2p"]),
        Family(
            ["Roboto"], .bot, en: "A peer-to-peer botnet that enters through Webmin.", ja: "Webmin の穴から入る、中心のないボットネットです。",
            [Family.malpedia("roboto"), "https://blog.netlab.360.com/the-awaiting-roboto-botnet-en"]),
        Family(
            ["IPStorm", "InterPlanetary Storm"], .bot, en: "Turns hosts into proxies that are sold.", ja: "乗っ取ったサーバーを通信の中継点として売るボットです。",
            [Family.malpedia("ipstorm")]),
        Family(
            ["Ngioweb"], .bot, en: "Turns servers into proxies; seen on WordPress hosts.",
            ja: "サーバーを中継点に変えるボットで、WordPress のサーバーでも見つかっています。",
            [Family.malpedia("ngioweb"), "https://blog.netlab.360.com/an-analysis-of-linux-ngioweb-botnet-en/"]),
        Family(
            ["Mumblehard"], .bot, en: "Sends spam in masses: packed Perl in /tmp or /var/tmp that cron starts.",
            ja: "迷惑メールを大量に送るボットです。/tmp や /var/tmp の Perl プログラムを cron で動かします。",
            [Family.malpedia("mumblehard"), "https://www.welivesecurity.com/wp-content/uploads/2015/04/mumblehard.pdf"]),
        Family(
            ["Moose"], .bot, en: "A worm on routers that sells followers in social networks.", ja: "ルーターに入り、SNS の偽フォロワーを売るワームです。",
            [Family.malpedia("moose")]),
        Family(
            ["Rakos"], .bot, en: "Searches for hosts with weak SSH passwords, from a file named .javaxxx.",
            ja: ".javaxxx という名のファイルから、弱い SSH のパスワードを探し回るボットです。",
            files: [".javaxxx"], [Family.malpedia("rakos")]),
        Family(
            ["Torii"], .bot, en: "A careful botnet of devices that keeps itself in six ways.", ja: "六通りの方法で居座る、手の込んだボットネットです。",
            [Family.malpedia("torii")]),
        Family(
            ["Gitpaste-12"], .bot, en: "A worm that takes its parts from GitHub and Pastebin.", ja: "GitHub と Pastebin から部品を取り寄せるワームです。",
            [Family.malpedia("gitpaste12")]),
        Family(
            ["B1txor20"], .backdoor, en: "A backdoor that hides its talk in questions to name servers.", ja: "DNS の問い合わせに紛れて通信する裏口です。",
            [Family.malpedia("b1txor20")]),
        Family(
            ["Zollard", "Darlloz"], .bot, en: "A worm that enters through PHP as CGI.", ja: "CGI として動く PHP の穴から入るワームです。",
            [Family.malpedia("zollard")]),
        Family(["Caligula"], .bot, en: "An IRC bot written in Go for floods.", ja: "Go 言語製の IRC 攻撃ボットです。", [Family.malpedia("caligula")]),
        Family(
            ["Zergeca"], .bot, en: "A bot and backdoor written in Go.", ja: "Go 言語製のボット兼裏口です。", files: ["geomi.service"],
            [Family.malpedia("zergeca")]),
        Family(
            ["EnergyMech", "emech"], .bot,
            en:
                "A bot that keeps chat channels on IRC. Intruders of the 2000s ran it on foreign servers by the thousand, under names such as httpd, out of hidden folders.",
            ja: "IRC のチャットを守るためのボットです。2000 年代の侵入者が、他人のサーバーの隠しフォルダーで httpd などの名前を付けて大量に動かしました。",
            files: ["mech.set", "mech.levels", "mech.session", "mech.pid", "m.set", "m.ses", "m.lev", "m.pid", "m.help"],
            texts: ["EnergyMech", "energymech"],
            ["https://github.com/EnergyMech/energymech"]),
        Family(
            ["psyBNC"], .bot, en: "A relay for IRC. On a server where nobody asked for it, intruders hide behind it.",
            ja: "IRC の中継プログラムです。頼んだ覚えがなければ、侵入者が身元を隠すために置いたものです。",
            files: ["psybnc", "psybnc.conf", "psybnc.pid", "psybncchk", "psybnc.log"], texts: ["psyBNC"],
            ["https://github.com/psybnc/psybnc"]),
        Family(
            ["Xbash"], .bot, en: "Deletes databases and asks for ransom, mines, and spreads by weak passwords.",
            ja: "データベースを消して金銭を要求し、採掘もし、弱いパスワードで広がります。",
            [Family.malpedia("xbash")]),
        Family(
            ["Haiduc"], .tool, en: "A scanner that tries SSH passwords on thousands of hosts.", ja: "何千ものサーバーに SSH のパスワードを試す道具です。",
            files: ["haiduc"], texts: ["haiduc"],
            [Family.malpedia("haiduc")]),
    ]
}
