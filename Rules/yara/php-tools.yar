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
