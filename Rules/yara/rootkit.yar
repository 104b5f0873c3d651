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
