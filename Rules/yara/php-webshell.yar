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
