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
