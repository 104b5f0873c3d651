import Model

extension Families {
    static let rootkits: [Family] = [
        Family(
            ["Diamorphine"], .rootkit,
            en: "A kernel module that hides processes, files and itself, and gives root to whoever sends a certain signal.",
            ja: "カーネルに入り込み、プロセスやファイルや自分自身を隠します。決まった合図を送った人を root にします。", files: ["diamorphine.ko"], texts: ["diamorphine"],
            ["https://github.com/m0nad/Diamorphine"]),
        Family(
            ["Reptile"], .rootkit,
            en: "A kernel module with a backdoor that wakes at a certain packet; hides everything with its mark in the name.",
            ja: "特定の通信を受けると目を覚ます裏口付きのカーネル部品で、目印の付いたものをすべて隠します。", paths: ["/reptile/"],
            files: ["reptile.ko", "reptile_shell", "reptile_cmd", "reptile_start"],
            texts: ["reptile_shell", "reptile_cmd"], [Family.malpedia("reptile"), "https://github.com/f0rb1dd3n/Reptile"]),
        Family(
            ["KoviD"], .rootkit, en: "A kernel module that hides processes, files and connections and opens backdoors.",
            ja: "プロセス・ファイル・通信を隠し、裏口を開けるカーネル部品です。", files: ["kovid.ko"],
            ["https://github.com/carloslack/KoviD"]),
        Family(
            ["Suterusu", "HCRootkit"], .rootkit, en: "A kernel module that hides, on several kinds of processors.",
            ja: "いろいろな CPU で動く、隠すためのカーネル部品です。",
            [Family.malpedia("suterusu")]),
        Family(
            ["Krasue"], .rootkit, en: "A remote control tool with seven kernel rootkits inside, seen at telephone companies.",
            ja: "カーネル部品を七つ内蔵した遠隔操作プログラムで、通信会社で見つかりました。",
            [Family.malpedia("krasue_rat"), "https://www.group-ib.com/blog/krasue-rat/"]),
        Family(
            ["Syslogk"], .rootkit, en: "A kernel module based on Adore-Ng that starts a backdoor when a certain packet comes.",
            ja: "特定の通信で裏口を起動する、Adore-Ng を元にしたカーネル部品です。",
            ["https://decoded.avast.io/davidalvarez/linux-threat-hunting-syslogk-a-kernel-rootkit-found-under-development-in-the-wild/"]),
        Family(
            ["LilyOfTheValley"], .rootkit, en: "A kernel module that hides files and processes.", ja: "ファイルとプロセスを隠すカーネル部品です。",
            [Family.malpedia("lilyofthevalley"), "https://github.com/En14c/LilyOfTheValley"]),
        Family(
            ["TripleCross"], .rootkit, en: "A rootkit that consists of eBPF programs.", ja: "eBPF というカーネルの仕組みで作られた隠ぺい部品です。",
            texts: ["TripleCross"],
            [Family.malpedia("triplecross"), "https://github.com/h3xduck/TripleCross"]),
        Family(
            ["Azazel"], .rootkit, en: "A preloaded library that hides and opens a shell to whoever knows the password.",
            ja: "すべてのプログラムに割り込み、自分を隠し、合言葉を知る人に操作を明け渡す部品です。",
            texts: ["azazel"], [Family.malpedia("azazel"), "https://github.com/chokepoint/azazel"]),
        Family(
            ["Jynx2", "Jynx"], .rootkit,
            en: "A preloaded library that hides files and processes and opens a shell when somebody connects in a certain way.",
            ja: "ファイルとプロセスを隠し、決まった接続があると操作を明け渡す割り込み部品です。", paths: ["/XxJynx/"], texts: ["XxJynx", "jynx2"],
            ["https://github.com/chokepoint/Jynx2"]),
        Family(
            ["Umbreon", "Espeon"], .rootkit,
            en: "A library that stands between all programs and the kernel, with a hidden account that may log in over SSH.",
            ja: "すべてのプログラムとカーネルの間に入り、SSH で入れる隠しアカウントを作る部品です。", [Family.malpedia("umbreon")]),
        Family(
            ["vlany"], .rootkit,
            en: "A preloaded library that hides, records passwords and patches the loader so that another file than ld.so.preload is read.",
            ja: "自分を隠し、パスワードを記録し、別の設定ファイルが読まれるよう仕組みを書き換える割り込み部品です。", texts: ["vlany"], ["https://github.com/mempodippy/vlany"]),
        Family(
            ["bedevil", "bdvl"], .rootkit,
            en: "The successor of vlany: hides, steals files, logs passwords of SSH and has a backdoor in PAM.",
            ja: "vlany の後継です。自分を隠し、ファイルを盗み、SSH のパスワードを記録し、認証に裏口を作ります。", texts: ["bdvl"], ["https://github.com/Error996/bdvl"]),
        Family(
            ["BEURK"], .rootkit, en: "A preloaded library that hides from analysis and opens a shell.", ja: "解析を逃れながら操作を明け渡す割り込み部品です。",
            texts: ["beurk"], ["https://github.com/unix-thrust/beurk"]),
        Family(
            ["Father"], .rootkit, en: "A preloaded library that hides, steals passwords from PAM and opens a shell.",
            ja: "自分を隠し、認証からパスワードを盗み、操作を明け渡す割り込み部品です。",
            ["https://github.com/mav8557/Father"]),
        Family(
            ["libprocesshider"], .rootkit, en: "A small preloaded library that takes one process out of every listing. Miners use it most.",
            ja: "一つのプロセスを一覧から消す小さな割り込み部品で、採掘プログラムがよく使います。",
            paths: ["/usr/local/lib/libprocesshider.so"], files: ["libprocesshider.so", "processhider.c"],
            texts: ["libprocesshider", "process_to_filter"],
            ["https://github.com/gianlucaborello/libprocesshider"]),
        Family(
            ["Symbiote"], .rootkit, en: "A library in every process that hides its traffic with BPF and takes passwords.",
            ja: "すべてのプロセスに入り込み、BPF で通信を隠し、パスワードを盗む部品です。",
            [
                Family.malpedia("symbiote"),
                "https://blogs.blackberry.com/en/2022/06/symbiote-a-new-nearly-impossible-to-detect-linux-threat",
            ]),
        Family(
            ["OrBit", "Medusa"], .rootkit,
            en: "A library that the patched loader puts into every process; takes passwords of SSH and sudo.",
            ja: "書き換えた読み込み機構で全プロセスに入り、SSH や sudo のパスワードを盗む部品です。", paths: ["/lib/libntpVnQE6mk/", "/lib/libseconf/", "/dev/shm/ldx/"],
            texts: ["libntpVnQE6mk", "/lib/libseconf"],
            [Family.malpedia("orbit"), "https://www.intezer.com/blog/incident-response/orbit-new-undetected-linux-threat/"]),
        Family(
            ["HiddenWasp"], .rootkit, en: "A trojan with a preloaded library, for targeted control.", ja: "割り込み部品を備え、狙った相手を遠隔操作するトロイです。",
            [Family.malpedia("hiddenwasp"), "https://www.intezer.com/blog-hiddenwasp-malware-targeting-linux-systems/"]),
        Family(
            ["FontOnLake"], .rootkit, en: "Trojaned copies of cat, kill, sftp and sshd with a kernel rootkit below.",
            ja: "cat や sshd などを差し替え、カーネル部品で隠れる一式です。",
            [
                Family.malpedia("fontonlake"),
                "https://www.welivesecurity.com/2021/10/07/fontonlake-previously-unknown-malware-family-targeting-linux/",
            ]),
        Family(
            ["Facefish"], .rootkit, en: "Put into sshd by preloading: takes SSH passwords.", ja: "sshd に割り込み、SSH のパスワードを盗みます。",
            [Family.malpedia("facefish"), "https://blog.netlab.360.com/ssh_stealer_facefish_en/"]),
        Family(
            ["Pygmy Goat"], .rootkit, en: "A library preloaded into sshd of firewalls that opens a backdoor.", ja: "防火壁装置の sshd に割り込む裏口です。",
            [Family.malpedia("pigmy_goat")]),
        Family(
            ["Bvp47"], .rootkit, en: "A backdoor of the Equation group with a kernel part.", ja: "Equation グループのものとされる、カーネル部品付きの裏口です。",
            [Family.malpedia("bvp47")]),
        Family(
            ["SHV5", "SHV4"], .rootkit,
            en:
                "A kit of the 2000s: trojaned ls, ps and netstat, a second sshd, and lists of what to hide in /usr/include and /lib/libsh.so.",
            ja: "2000 年代の侵入一式です。ls・ps・netstat を差し替え、二つ目の SSH を動かし、隠すものの一覧を /usr/include などに置きます。",
            paths: [
                "/lib/libsh.so/", "/usr/lib/libsh/", "/etc/sh.conf", "/usr/include/file.h", "/usr/include/hosts.h", "/usr/include/log.h",
                "/usr/include/proc.h",
            ],
            ["https://www.chkrootkit.org/"]),
        Family(
            ["t0rn"], .rootkit, en: "A kit of about 2000 with trojaned system programs in /usr/src/.puta.",
            ja: "2000 年ごろの侵入一式で、差し替えたプログラムを /usr/src/.puta に置きます。",
            paths: ["/usr/src/.puta/", "/usr/info/.t0rn/", "/lib/ldlib.tk"], texts: ["/usr/src/.puta"], ["https://www.chkrootkit.org/"]),
        Family(
            ["SuckIT"], .rootkit, en: "A kernel rootkit of the 2000s that replaces init; its folder is /usr/share/locale/sk/.sk12.",
            ja: "2000 年代のカーネル隠ぺい部品で、init を差し替え、/usr/share/locale/sk/.sk12 を使います。",
            paths: ["/sbin/initsk12", "/sbin/initxrk", "/usr/share/locale/sk/.sk12/", "/dev/sdhu0/tehdrakg"],
            ["https://www.chkrootkit.org/"]),
        Family(
            ["Lion", "Ramen", "Slapper"], .rootkit, en: "Worms of 2001 and 2002 that entered through BIND, FTP, print and Apache servers.",
            ja: "2001〜2002 年に BIND・FTP・Apache などから広がったワームです。",
            paths: ["/dev/.lib/lib/", "/usr/src/.poop/", "/tmp/.bugtraq.c", "/tmp/.bugtraq", "/tmp/.cinik", "/tmp/.unlock.c"],
            ["https://www.chkrootkit.org/"]),
        Family(
            ["Linux Rootkit family (LRK)"], .rootkit,
            en: "The kits from the nineties: lists of what trojaned programs hide, kept among the devices as /dev/ptyp and the like.",
            ja: "1990 年代からの侵入一式です。隠すものの一覧を /dev/ptyp など機器の名前で置きます。",
            paths: [
                "/dev/ptyp", "/dev/ptyq", "/dev/ptyr", "/dev/ptys", "/dev/ttyof", "/dev/ttyop", "/dev/hdx1", "/dev/hdx2", "/dev/ida/.inet",
            ], ["https://www.chkrootkit.org/"]),
    ]
}
