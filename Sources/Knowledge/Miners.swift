import Model

extension Families {
    static let miners: [Family] = [
        Family(
            ["Kinsing", "H2Miner"], .miner,
            en:
                "Mines Monero; comes in through open Docker, Redis, Confluence and similar services, runs kdevtmpfsi and puts a library over it that hides it.",
            ja: "開けたままの Docker・Redis・Confluence などから入り込み、kdevtmpfsi という名前で仮想通貨を掘ります。自分を隠す部品も入れます。",
            paths: [
                "/tmp/kinsing", "/tmp/kdevtmpfsi", "/var/tmp/kinsing", "/var/tmp/kdevtmpfsi", "/etc/data/kinsing", "/etc/libsystem.so",
            ],
            files: ["kinsing", "kdevtmpfsi"], texts: ["kdevtmpfsi"],
            [Family.malpedia("kinsing"), "https://sysdig.com/blog/zoom-into-kinsing-kdevtmpfsi/"]),
        Family(
            ["perfctl", "perfcc"], .miner,
            en:
                "Mines Monero and sells the connection; enters by wrong settings of services, hides behind a preloaded library and stops while somebody is logged in.",
            ja: "設定の甘いサービスから入り、仮想通貨を掘り、通信回線も転売します。部品を割り込ませて隠れ、管理者がログインしている間は止まります。",
            paths: [
                "/tmp/.perf.c", "/tmp/.xdiag", "/bin/perfcc", "/usr/bin/perfcc", "/usr/bin/wizlmsh", "/bin/wizlmsh", "/bin/kkbush",
                "/usr/bin/kkbush",
                "/lib/libgcwrap.so", "/usr/lib/libgcwrap.so", "/lib/libpprocps.so", "/usr/lib/libpprocps.so", "/lib/libfsnldev.so",
                "/usr/lib/libfsnldev.so", "/root/.config/cron/perfcc",
            ], files: ["perfctl", "perfcc", "wizlmsh", "libgcwrap.so"], texts: ["AAZHDE", "libgcwrap.so", "perfcc"],
            [Family.malpedia("perfctl"), "https://www.aquasec.com/blog/perfctl-a-stealthy-malware-targeting-millions-of-linux-servers/"]),
        Family(
            ["XMRig"], .miner,
            en:
                "The usual program for mining Monero. It is legal software; on a server where nobody asked for it, an intruder earns with your electricity.",
            ja: "仮想通貨 Monero を掘る定番のプログラムです。合法ですが、頼んだ覚えのないサーバーにあれば、侵入者があなたの電気代で稼いでいます。",
            files: ["xmrig", "xmrig.json"], texts: ["xmrig", "donate-level", "randomx"], ["https://github.com/xmrig/xmrig"]),
        Family(
            ["cpuminer", "minerd"], .miner, en: "An older program for mining coins with the processor, brought along by many intruders.",
            ja: "CPU で仮想通貨を掘る古くからのプログラムで、多くの侵入者が持ち込みます。", files: ["minerd", "cpuminer"], texts: ["minerd"],
            [Family.malpedia("cpuminer"), "https://github.com/pooler/cpuminer"]),
        Family(
            ["TeamTNT", "Hildegard"], .miner,
            en:
                "A group that takes over Docker and Kubernetes hosts, steals cloud keys and mines; adds the account “hilde” and key files of its own.",
            ja: "Docker や Kubernetes のサーバーを乗っ取り、クラウドの鍵を盗んで採掘する集団です。hilde というアカウントや鍵を足すことがあります。",
            files: ["TNTb", "tntscan"], texts: ["teamtnt", "TeamTNT"],
            [Family.malpedia("teamtnt"), "https://unit42.paloaltonetworks.com/hildegard-malware-teamtnt/"]),
        Family(
            ["TNTbotinger"], .bot, en: "The IRC bot of TeamTNT: attacks other hosts on command.",
            ja: "TeamTNT が使う IRC ボットで、指令を受けて他のサーバーを攻撃します。",
            texts: ["TNTbotinger"], [Family.malpedia("tntbotinger")]),
        Family(
            ["Rocke", "kerberods"], .miner,
            en:
                "A group that mines Monero; its dropper kerberods preloads a library to hide the miner and removes the agents of cloud providers.",
            ja: "Monero を掘る集団です。kerberods が部品を割り込ませて採掘を隠し、クラウド事業者の監視プログラムも消します。",
            paths: ["/usr/sbin/kerberods", "/usr/local/lib/libcryptod.so"], files: ["kerberods", "khugepageds", "kworkerds"],
            [Family.malpedia("kerberods")]),
        Family(
            ["Pro-Ocean"], .miner,
            en: "A miner of the Rocke group for Oracle WebLogic, Apache and Redis, which hides by a preloaded library.",
            ja: "Rocke の採掘プログラムで、WebLogic・Apache・Redis を狙い、部品を割り込ませて隠れます。",
            [Family.malpedia("pro_ocean"), "https://unit42.paloaltonetworks.com/pro-ocean-rocke-groups-new-cryptojacking-malware/"]),
        Family(
            ["WatchBog"], .miner,
            en: "A mining botnet that spreads through holes in Jenkins, Exim, Jira and Solr and fetches its orders from Pastebin.",
            ja: "Jenkins・Exim・Jira などの穴から広がる採掘ボットで、指令を Pastebin から受け取ります。", files: ["watchbog"], texts: ["watchbog"],
            [Family.malpedia("watchbog"), "https://intezer.com/blog/linux/watching-the-watchbog-new-bluekeep-scanner-and-linux-exploits/"]),
        Family(
            ["WatchDog"], .miner, en: "A mining campaign against Redis and other open services since 2019.",
            ja: "2019 年から続く、Redis などの開いたサービスを狙う採掘活動です。",
            ["https://unit42.paloaltonetworks.com/watchdog-cryptojacking/"]),
        Family(
            ["8220 Gang"], .miner,
            en: "A group that enters through Confluence, WebLogic and weak passwords, named after a port that it used, and mines.",
            ja: "Confluence や WebLogic、弱いパスワードから入って採掘する集団です。", files: ["dbused"],
            ["https://blog.aquasec.com/8220-gang-confluence-vulnerability-cve-2022-26134"]),
        Family(
            ["Sysrv", "Sysrv-hello"], .miner,
            en: "A worm written in Go that spreads through holes of web frameworks and databases and mines Monero.",
            ja: "ウェブの枠組みやデータベースの穴から広がる、Go 言語製の採掘ワームです。", files: ["sysrv", "sysrv001", "sysrv002"],
            [Family.malpedia("sysrvhello"), "https://dfir.ch/posts/sysrv/"]),
        Family(
            ["Prometei"], .miner, en: "A botnet with modules that mines Monero; on Linux it poses as the service uplugplay.",
            ja: "部品を組み合わせて採掘するボットネットです。Linux では uplugplay というサービスを装います。",
            paths: [
                "/usr/sbin/uplugplay", "/etc/uplugplay", "/etc/CommId", "/usr/lib/systemd/system/uplugplay.service",
                "/lib/systemd/system/uplugplay.service",
            ],
            files: ["uplugplay", "uplugplay.service"],
            [Family.malpedia("prometei"), "https://cujo.com/iot-malware-journals-prometei-linux/"]),
        Family(
            ["Panchan"], .miner,
            en: "A worm that spreads over SSH with the keys that it finds and mines from memory, without a file of the miner.",
            ja: "見つけた SSH の鍵を使って広がり、ファイルを残さずメモリー上で採掘するワームです。",
            ["https://www.akamai.com/blog/security/new-p2p-botnet-panchan"]),
        Family(
            ["Skidmap"], .miner,
            en: "A miner that loads kernel modules to hide itself and replaces PAM's password module by one with a master password.",
            ja: "カーネルに部品を入れて自分を隠し、どのアカウントにも入れるパスワードを仕込む採掘プログラムです。", files: ["kaudited", "pamdicks"], texts: ["pamdicks"],
            [
                "https://www.trendmicro.com/en_us/research/19/i/skidmap-linux-malware-uses-rootkit-capabilities-to-hide-cryptocurrency-mining-payload.html"
            ]),
        Family(
            ["Outlaw", "Dota"], .miner,
            en:
                "A group that guesses SSH passwords, sets a key named mdrfckr, mines under names of the kernel and runs a Perl bot. It works out of ~/.configrc and folders like /tmp/.X19-unix.",
            ja: "SSH のパスワードを総当たりし、mdrfckr という名の鍵を置いて採掘し、Perl のボットも動かす集団です。~/.configrc や /tmp/.X19-unix のような場所を使います。",
            paths: ["/tmp/.X19-unix/", "/tmp/.X25-unix/", "/root/.configrc/", "/root/.configrc5/", "/root/.configrc7/"],
            files: ["dota3.tar.gz", "dota2.tar.gz", "dota.tar.gz"], texts: ["mdrfckr", ".configrc", "dota3.tar"],
            ["https://yoroi.company/research/outlaw-is-back-a-new-crypto-botnet-targets-european-organizations/"]),
        Family(
            ["DDG"], .miner, en: "A botnet that mines Monero on servers with Redis and weak SSH passwords.",
            ja: "Redis や弱い SSH のパスワードを狙って Monero を掘るボットネットです。",
            files: ["ddgs", "ddgs.i686"],
            [Family.malpedia("ddg"), "https://blog.netlab.360.com/ddg-a-mining-botnet-aiming-at-database-servers/"]),
        Family(
            ["DreamBus"], .miner, en: "A mining botnet that spreads inside a network over SSH, Hadoop, Salt, PostgreSQL and Redis.",
            ja: "SSH・Hadoop・PostgreSQL・Redis などを通じて、社内の網の中でも広がる採掘ボットです。", [Family.malpedia("dreambus")]),
        Family(
            ["Capoae"], .miner, en: "A miner written in Go that enters through WordPress plugins and weak passwords.",
            ja: "WordPress のプラグインや弱いパスワードから入る、Go 言語製の採掘プログラムです。", [Family.malpedia("capoae")]),
        Family(
            ["Cetus"], .miner, en: "A mining worm for open Docker daemons that poses as Portainer.",
            ja: "開いた Docker を狙い、Portainer を装う採掘ワームです。",
            [Family.malpedia("cetus"), "https://unit42.paloaltonetworks.com/cetus-cryptojacking-worm/"]),
        Family(
            ["Xanthe"], .miner, en: "A miner for Docker hosts that spreads with the SSH keys it finds and hides its processes.",
            ja: "Docker のサーバーを狙い、見つけた SSH の鍵で広がり、自分を隠す採掘プログラムです。",
            [Family.malpedia("xanthe"), "https://blog.talosintelligence.com/2020/12/xanthe-docker-aware-miner.html"]),
        Family(
            ["Abcbot"], .bot, en: "A botnet written in Go that grew out of Xanthe, removes rivals and attacks others on command.",
            ja: "Xanthe から発展した Go 言語製のボットで、競合を消し、指令で他を攻撃します。", files: ["abchello"],
            [Family.malpedia("abcbot"), "https://blog.netlab.360.com/abcbot_an_evolving_botnet_en/"]),
        Family(
            ["NoaBot"], .miner, en: "A descendant of Mirai that guesses SSH passwords, places a key and mines.",
            ja: "Mirai の子孫で、SSH のパスワードを当てて鍵を置き、採掘します。",
            [Family.malpedia("noabot"), "https://www.akamai.com/blog/security-research/mirai-based-noabot-crypto-mining"]),
        Family(
            ["RedTail"], .miner, en: "A miner that uses new holes of VPN gateways and web servers within days.",
            ja: "VPN 装置やウェブサーバーの新しい穴を、公表から数日で使う採掘プログラムです。",
            files: [".redtail", "redtail"], texts: ["redtail"],
            [Family.malpedia("redtail"), "https://www.akamai.com/blog/security-research/2024-redtail-cryptominer-pan-os-cve-exploit"]),
        Family(
            ["Hadooken"], .miner, en: "Comes in through Oracle WebLogic, brings a miner and the bot Tsunami.",
            ja: "WebLogic から入り、採掘プログラムとボット Tsunami を持ち込みます。",
            files: ["hadooken"],
            [Family.malpedia("hadooken"), "https://www.aquasec.com/blog/hadooken-malware-targets-weblogic-applications/"]),
        Family(
            ["HeadCrab"], .miner, en: "Lives as a module inside Redis, without a file of its own, and mines.",
            ja: "Redis の中に部品として住みつき、ファイルを残さずに採掘します。",
            [
                Family.malpedia("headcrab"),
                "https://www.aquasec.com/blog/headcrab-attacks-servers-worldwide-with-novel-state-of-art-redis-malware/",
            ]),
        Family(
            ["P2PInfect"], .miner, en: "A worm written in Rust that spreads over Redis and SSH; newer ones mine and encrypt files.",
            ja: "Redis と SSH で広がる Rust 製のワームで、新しいものは採掘やファイルの暗号化もします。",
            [Family.malpedia("p2pinfect"), "https://unit42.paloaltonetworks.com/peer-to-peer-worm-p2pinfect/"]),
        Family(
            ["PG_MEM"], .miner, en: "Guesses passwords of PostgreSQL and mines from inside the database server.",
            ja: "PostgreSQL のパスワードを当て、データベースの中から採掘します。",
            files: ["pg_mem"],
            [Family.malpedia("pg_mem"), "https://www.aquasec.com/blog/pg_mem-a-malware-hidden-in-the-postgres-processes/"]),
        Family(
            ["Sustes"], .miner, en: "A miner that shell scripts place through guessed passwords and web holes.",
            ja: "当てられたパスワードやウェブの穴から、シェルスクリプトで置かれる採掘プログラムです。",
            files: ["sustes", "sustse"], [Family.malpedia("sustes")]),
        Family(
            ["Stantinko"], .miner, en: "A botnet for advertising fraud and mining; on Linux it runs a proxy that poses as Apache.",
            ja: "広告詐欺と採掘のボットネットです。Linux では Apache を装う中継プログラムを動かします。",
            [Family.malpedia("stantinko"), "https://www.intezer.com/blog/research/stantinkos-proxy-after-your-apache-server/"]),
        Family(
            ["SpeakUp"], .miner, en: "A backdoor that enters through ThinkPHP and similar holes and brings miners.",
            ja: "ThinkPHP などの穴から入り、採掘プログラムを呼び込む裏口です。",
            [Family.malpedia("speakup"), "https://research.checkpoint.com/speakup-a-new-undetected-backdoor-linux-trojan/"]),
        Family(
            ["Lady"], .miner, en: "A mining trojan written in Go that spreads over unprotected Redis servers.",
            ja: "無防備な Redis から広がる、Go 言語製の採掘トロイです。",
            [Family.malpedia("lady"), "https://news.drweb.com/news/?i=10140&lng=en"]),
        Family(
            ["Doki"], .backdoor, en: "A backdoor for Docker servers that finds its master through the Dogecoin block chain.",
            ja: "Docker サーバーを狙う裏口で、Dogecoin の記録を使って指令元を探します。",
            [Family.malpedia("doki")]),
    ]
}
