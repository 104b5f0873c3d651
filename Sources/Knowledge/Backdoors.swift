import Model

extension Families {
    static let backdoors: [Family] = [
        Family(
            ["Ebury", "Windigo"], .thief,
            en:
                "Lives in a library that sshd loads, takes passwords and keys of everybody who logs in, and lets its owner in. It has been on hundreds of thousands of servers.",
            ja: "SSH が使う部品に潜み、ログインする人全員のパスワードと鍵を盗み、持ち主を招き入れます。これまでに数十万台のサーバーで見つかっています。",
            files: [
                "libns2.so", "libns5.so", "libpw3.so", "libpw5.so", "libsbr.so", "libslr.so", "libtsr.so", "libtsq.so", "libkeystats.so",
            ],
            [Family.malpedia("ebury"), "https://www.welivesecurity.com/2014/02/21/an-in-depth-analysis-of-linuxebury/"]),
        Family(
            ["CDorked"], .backdoor,
            en: "A changed Apache, nginx or lighttpd that sends visitors elsewhere and keeps its settings in shared memory.",
            ja: "訪問者を別のサイトへ飛ばすように書き換えられた Apache・nginx・lighttpd です。設定はメモリー上に置きます。", [Family.malpedia("cdorked")]),
        Family(
            ["Chapro"], .backdoor, en: "An Apache module that puts hidden frames into pages.", ja: "ページに見えない枠を差し込む Apache の部品です。",
            [Family.malpedia("chapro")]),
        Family(
            ["SSHDoor"], .thief, en: "A changed sshd that sends passwords out and takes a password of its own.",
            ja: "パスワードを外に送り、秘密の合言葉でも入れるように書き換えられた sshd です。",
            [
                Family.malpedia("sshdoor"),
                "https://www.welivesecurity.com/2013/01/24/linux-sshdoor-a-backdoored-ssh-daemon-that-steals-passwords/",
            ]),
        Family(
            ["Kobalos"], .backdoor, en: "A small, complex backdoor in sshd of computing centres.", ja: "計算センターの sshd に仕込まれた、小さいながら複雑な裏口です。",
            [
                Family.malpedia("kobalos"),
                "https://www.welivesecurity.com/2021/02/02/kobalos-complex-linux-threat-high-performance-computing-infrastructure/",
            ]),
        Family(
            ["BPFDoor", "JustForFun"], .backdoor,
            en:
                "Listens to all packets through a filter of the kernel, without an open port, and answers a secret one with a shell. It runs from /dev/shm under the name of a daemon.",
            ja: "ポートを開けずにカーネルの仕組みで通信を盗み聞きし、合図の通信が来ると操作を明け渡します。/dev/shm から、常駐サービスの名前を装って動きます。",
            paths: ["/dev/shm/kdmtmpflush", "/var/run/haldrund.pid", "/run/haldrund.pid", "/dev/shm/kdumpflush", "/dev/shm/kdumpdb"],
            files: ["kdmtmpflush", "haldrund.pid"],
            [Family.malpedia("bpfdoor"), "https://www.sandflysecurity.com/blog/bpfdoor-an-evasive-linux-backdoor-technical-analysis/"]),
        Family(
            ["TinyShell", "tsh"], .backdoor, en: "A small open-source backdoor with enciphered traffic, used by many groups.",
            ja: "暗号化して通信する小さな公開の裏口で、多くの集団が使います。",
            [Family.malpedia("tsh"), "https://github.com/creaktive/tsh"]),
        Family(
            ["Rekoobe"], .backdoor, en: "A descendant of TinyShell, seen in mail and shop servers.",
            ja: "TinyShell の子孫で、メールや通販のサーバーで見つかっています。",
            [Family.malpedia("rekoobe"), "https://sansec.io/research/rekoobe-fishpig-magento"]),
        Family(
            ["RotaJakiro"], .backdoor, en: "Was not seen for three years; poses as parts of systemd and GNOME.",
            ja: "三年間気付かれなかった裏口で、systemd や GNOME の部品を装います。",
            paths: ["/bin/systemd/systemd-daemon", "/usr/lib/systemd/systemd-daemon"], files: ["systemd-daemon", "gvfsd-helper"],
            [Family.malpedia("rotajakiro"), "https://blog.netlab.360.com/stealth_rotajakiro_backdoor_en/"]),
        Family(
            ["RedXOR"], .backdoor, en: "Poses as the daemon of polkit (po1kitd, with a digit one).",
            ja: "polkit のサービスを装い、po1kitd(l が数字の 1)という名前で動く裏口です。", files: ["po1kitd-update-k", ".po1kitd.thumb", ".po1kitd-2a4D53"],
            texts: ["po1kitd"], [Family.malpedia("redxor")]),
        Family(
            ["Winnti"], .backdoor, en: "A backdoor with a preloaded library named libxselinux, used against companies.",
            ja: "libxselinux という割り込み部品を使う、企業を狙った裏口です。",
            files: ["libxselinux", "libxselinux.so"], texts: ["libxselinux"], [Family.malpedia("winnti")]),
        Family(
            ["Penquin"], .backdoor, en: "A backdoor of the Turla group that wakes at a certain packet.",
            ja: "Turla グループのものとされ、特定の通信で目を覚ます裏口です。", [Family.malpedia("penquin_turla")]),
        Family(
            ["PRISM", "WaterDrop"], .backdoor, en: "A simple open-source backdoor over ICMP or TCP.", ja: "ICMP や TCP で操作される、公開された簡単な裏口です。",
            texts: ["agent-waterdropx"], [Family.malpedia("prism")]),
        Family(
            ["Lightning Framework"], .backdoor, en: "A framework with plug-ins, an SSH server and rootkits; hides in /usr/lib64/seahorses.",
            ja: "部品を足せる侵入の枠組みで、/usr/lib64/seahorses に潜みます。",
            paths: ["/usr/lib64/seahorses/"], files: ["kbioset", "kkdmflush"],
            [Family.malpedia("lightning"), "https://www.intezer.com/blog/research/lightning-framework-new-linux-threat/"]),
        Family(["Mokes"], .thief, en: "Spies on screen, keys and sound.", ja: "画面・入力・音声を盗み見る裏口です。", [Family.malpedia("mokes")]),
        Family(
            ["Dacls"], .backdoor, en: "A remote control tool of the Lazarus group for Windows and Linux.",
            ja: "Lazarus グループのものとされる遠隔操作プログラムです。", [Family.malpedia("dacls")]),
        Family(
            ["Fysbis", "X-Agent"], .backdoor, en: "A backdoor of the Sofacy group.", ja: "Sofacy グループのものとされる裏口です。",
            [Family.malpedia("xagent")]),
        Family(
            ["EvilGnome"], .thief, en: "Spies on desktop users, posing as an extension of GNOME.", ja: "GNOME の拡張機能を装い、利用者を盗み見ます。",
            files: ["gnome-shell-ext.sh"],
            [Family.malpedia("evilgnome")]),
        Family(
            ["GobRAT"], .backdoor, en: "Aimed at routers in Japan; enters through the web surface.", ja: "日本のルーターを狙い、管理画面から入る裏口です。",
            [Family.malpedia("gobrat"), "https://blogs.jpcert.or.jp/en/2023/05/gobrat.html"]),
        Family(
            ["CronRAT"], .thief, en: "Hides its code in cron lines for 31 February and steals card numbers from shops.",
            ja: "存在しない 2 月 31 日の cron にプログラムを隠し、通販サイトのカード情報を盗みます。",
            texts: ["52 23 31 2 3"], [Family.malpedia("cronrat"), "https://sansec.io/research/cronrat"]),
        Family(
            ["sedexp"], .backdoor, en: "Keeps itself by a rule of udev and hides web shells and card skimmers.",
            ja: "udev の規則で居座り、ウェブシェルやカード情報の抜き取りを隠します。", files: ["asedexpb"], texts: ["asedexpb"],
            [Family.malpedia("sedexp"), "https://www.aon.com/en/insights/cyber-labs/unveiling-sedexp"]),
        Family(
            ["SysJoker"], .backdoor, en: "A backdoor for three systems that poses as an update.", ja: "更新プログラムを装う裏口です。",
            [Family.malpedia("sysjoker")]),
        Family(
            ["Melofee"], .backdoor, en: "A backdoor with a kernel rootkit based on Reptile.", ja: "Reptile を元にしたカーネル部品を備える裏口です。",
            [Family.malpedia("melofee")]),
        Family(
            ["SprySOCKS"], .backdoor, en: "A backdoor of the group Earth Lusca.", ja: "Earth Lusca のものとされる裏口です。",
            [Family.malpedia("spry_socks")]),
        Family(
            ["TSCookie"], .backdoor, en: "A backdoor of the group BlackTech, which is active in Japan.",
            ja: "日本でも活動する BlackTech のものとされる裏口です。",
            [Family.malpedia("tscookie"), "https://blogs.jpcert.or.jp/en/2020/03/elf-tscookie.html"]),
        Family(
            ["PLEAD"], .backdoor, en: "A backdoor of the group BlackTech.", ja: "BlackTech のものとされる裏口です。",
            [Family.malpedia("plead"), "https://blogs.jpcert.or.jp/en/2020/11/elf-plead.html"]),
        Family(
            ["Bifrost", "Bifrose"], .backdoor, en: "An old backdoor of Windows, brought to Linux.", ja: "Windows から Linux に移された古い裏口です。",
            [Family.malpedia("bifrost")]),
        Family(
            ["Exaramel"], .backdoor, en: "A backdoor of the Sandworm group, seen on Centreon servers.",
            ja: "Sandworm のものとされ、監視ソフト Centreon のサーバーで見つかった裏口です。", [Family.malpedia("exaramel")]),
        Family(
            ["Cloud Snooper"], .backdoor, en: "A kernel module (snd_floppy) that lets orders pass a firewall inside ordinary web traffic.",
            ja: "普通のウェブ通信に紛れて指令を通す、snd_floppy というカーネル部品です。", files: ["snd_floppy", "snd_floppy.ko"],
            texts: ["snd_floppy"], [Family.malpedia("cloud_snooper")]),
        Family(
            ["SEASPY"], .backdoor, en: "A backdoor of mail gateways that poses as BarracudaMailService.",
            ja: "メール装置に仕込まれ、BarracudaMailService を装う裏口です。", files: ["BarracudaMailService"],
            [Family.malpedia("seaspy"), "https://www.cisa.gov/news-events/analysis-reports/ar23-209b"]),
        Family(
            ["SALTWATER"], .backdoor, en: "A module in the mail daemon of Barracuda gateways.", ja: "Barracuda のメール処理に入り込む部品です。",
            [Family.malpedia("saltwater")]),
        Family(
            ["WellMess"], .backdoor, en: "A backdoor first described in Japan.", ja: "日本で最初に報告された裏口です。",
            [Family.malpedia("wellmess"), "https://blogs.jpcert.or.jp/en/2018/07/malware-wellmes-9b78.html"]),
        Family(
            ["Manjusaka"], .backdoor, en: "A framework like Cobalt Strike, written in Rust.", ja: "Rust で書かれた、攻撃の遠隔操作一式です。",
            [Family.malpedia("manjusaka")]),
        Family(
            ["Vermilion Strike"], .backdoor, en: "A beacon for Linux that speaks with Cobalt Strike's server.",
            ja: "Cobalt Strike の指令役とやり取りする Linux 版の裏口です。", [Family.malpedia("vermilion_strike")]),
        Family(
            ["Pupy"], .backdoor, en: "An open-source remote control tool, mostly in Python.", ja: "Python を中心に作られた公開の遠隔操作プログラムです。",
            [Family.malpedia("pupy"), "https://github.com/n1nj4sec/pupy"]),
        Family(
            ["Godlua"], .backdoor, en: "A backdoor in Lua that hides its questions to name servers in HTTPS.",
            ja: "DNS の問い合わせを HTTPS に隠す、Lua 製の裏口です。", [Family.malpedia("godlua")]),
        Family(
            ["Shishiga"], .backdoor, en: "Guesses passwords of SSH and telnet; modules in Lua.",
            ja: "SSH や telnet のパスワードを当てる、Lua の部品を使う裏口です。", [Family.malpedia("shishiga")]),
        Family(
            ["KTLVdoor"], .backdoor, en: "A well hidden backdoor that poses as sshd, java, bash and others.",
            ja: "sshd や java などを装う、よく隠された裏口です。", [Family.malpedia("ktlv_door")]),
        Family(
            ["Irc16"], .bot, en: "An IRC bot described by Doctor Web.", ja: "Doctor Web が報告した IRC ボットです。",
            [Family.malpedia("backdoor_irc16")]),
        Family(
            ["QNAPCrypt", "eCh0raix"], .tool, en: "Encrypts the files of network storage and asks for ransom.",
            ja: "ネットワーク保存装置のファイルを暗号化し、金銭を要求します。", [Family.malpedia("qnapcrypt")]),
        Family(
            ["Lilocked", "LiLock"], .tool, en: "Encrypts pages of web servers and asks for ransom.", ja: "ウェブサーバーのページを暗号化し、金銭を要求します。",
            [Family.malpedia("lilock")]),
        Family(
            ["Nextcry"], .tool, en: "Encrypts the files of Nextcloud servers.", ja: "Nextcloud のファイルを暗号化します。", [Family.malpedia("nextcry")]),
    ]
}
