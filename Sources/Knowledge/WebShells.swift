import Model

extension Families {
    private static let collection = "https://github.com/tennc/webshell"

    static let webShells: [Family] = [
        Family(
            ["WSO", "FilesMan", "Web Shell by oRb"], .webShell,
            en:
                "The most copied PHP web shell: files, database, commands and a password at the door. Its mark is the default action FilesMan.",
            ja: "最もよく使い回されている PHP のウェブシェルです。ファイル・データベース・命令を操作でき、合言葉で守られています。FilesMan という語が目印です。",
            texts: ["FilesMan", "WSO_VERSION", "wso_version", "WSOstripslashes", "WSO 2."], [collection]),
        Family(
            ["c99"], .webShell, en: "A PHP web shell from the 2000s with a file manager, passed on in many changed copies.",
            ja: "2000 年代から使い回されている、ファイル管理付きの PHP ウェブシェルです。",
            texts: ["c99shell", "c99sh_", "C99Shell"], ["https://github.com/tennc/webshell/tree/master/php/PHPshell"]),
        Family(
            ["r57"], .webShell, en: "A PHP web shell from the 2000s, relative of c99.", ja: "c99 と並んで古くから使われる PHP ウェブシェルです。",
            texts: ["r57shell"], [collection]),
        Family(
            ["b374k"], .webShell, en: "A PHP web shell with a modern surface that packs itself.", ja: "画面が整い、自分を圧縮する PHP ウェブシェルです。",
            texts: ["b374k"], ["https://github.com/b374k/b374k"]),
        Family(
            ["China Chopper"], .webShell, en: "One line that runs whatever a client sends; the client does the rest.",
            ja: "送られた命令を何でも動かす、たった一行のウェブシェルです。", texts: ["@eval($_POST[", "eval(Request.Item["],
            ["https://attack.mitre.org/software/S0020/"]),
        Family(
            ["P.A.S."], .webShell, en: "A PHP web shell whose body is enciphered with its password.", ja: "本体が合言葉で暗号化された PHP ウェブシェルです。",
            ["https://attack.mitre.org/software/S0598/"]),
        Family(
            ["weevely"], .webShell, en: "A small PHP agent that hides its commands in ordinary looking traffic.",
            ja: "普通の通信に見せかけて命令を受け取る、小さな PHP の裏口です。", texts: ["weevely"], ["https://github.com/epinna/weevely3"]),
        Family(
            ["Behinder", "冰蝎"], .webShell,
            en: "A web shell for PHP, JSP and ASP whose traffic is enciphered; its usual key is e45e329feb5d925b.",
            ja: "通信を暗号化する PHP・JSP・ASP 用のウェブシェルで、既定の鍵は e45e329feb5d925b です。", texts: ["e45e329feb5d925b"],
            ["https://github.com/rebeyond/Behinder"]),
        Family(
            ["Godzilla", "哥斯拉"], .webShell,
            en: "A web shell for PHP, JSP and ASP with enciphered traffic; its usual key is 3c6e0b8a9c15224a.",
            ja: "通信を暗号化するウェブシェルで、既定の鍵は 3c6e0b8a9c15224a です。",
            texts: ["3c6e0b8a9c15224a"], ["https://github.com/BeichenDream/Godzilla"]),
        Family(
            ["AntSword"], .webShell, en: "A client for one-line web shells, used like China Chopper.",
            ja: "一行のウェブシェルを操作する道具で、China Chopper と同じように使われます。", texts: ["antSword", "AntSword"], [collection]),
        Family(
            ["ALFA", "Alfa Team Shell"], .webShell,
            en: "A large PHP web shell with tools against other sites of the same server and for mail.",
            ja: "同じサーバーの他サイトへの攻撃やメール送信の道具を備えた、大きな PHP ウェブシェルです。",
            texts: ["ALFA TEaM", "Alfa_Protect", "alfacgiapi", "ALFA_DATA"], [collection]),
        Family(
            ["p0wny-shell"], .webShell, en: "A web shell in one file that looks like a terminal.", ja: "端末のような画面の、一つのファイルだけのウェブシェルです。",
            texts: ["p0wny"], ["https://github.com/flozz/p0wny-shell"]),
        Family(
            ["Ani-Shell"], .webShell, en: "A PHP web shell with a mass mailer and a back connect.", ja: "大量メール送信と外部接続を備えた PHP ウェブシェルです。",
            texts: ["Ani-Shell"], [collection]),
        Family(
            ["AnonymousFox"], .webShell,
            en:
                "A kit that takes over WordPress and cPanel accounts: adds mail accounts such as smtpfox, changes contact addresses and places uploaders.",
            ja: "WordPress と cPanel のアカウントを乗っ取る一式です。smtpfox などのメールアカウントを足し、連絡先を書き換え、アップロード用の入口を置きます。",
            texts: ["AnonymousFox", "anonymousfox", "smtpfox", "FoxWSO"],
            [collection]),
    ]

    static let tools: [Family] = [
        Family(
            ["Chisel"], .tool, en: "An honest tunnel that intruders use to reach the network behind a server.",
            ja: "正規のトンネル用プログラムですが、侵入者がサーバーの奥の網に入るために使います。",
            [Family.malpedia("chisel")]),
        Family(
            ["Break out the Box"], .tool, en: "Looks for ways out of a container.", ja: "コンテナーから抜け出す方法を探す道具です。",
            [Family.malpedia("botb"), "https://github.com/brompwnie/botb"]),
    ]
}
