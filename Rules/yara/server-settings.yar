// Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
//
// Settings that a web server reads from a site's own folders (.htaccess, .user.ini), turned against it.

// Claims: files that look like pictures or text are run as PHP.
// Misses: settings in the server's own configuration that name no such ending.
rule htaccess_pictures_run
{
    meta:
        id = "htaccess.pictures-run"
        kind = "backdoor"
        title_en = "A setting that runs pictures or text files as PHP"
        title_ja = "画像やテキストファイルを PHP として実行させる設定"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1505/003/"
    strings:
        $type = /(^|\n)\s{0,20}Add(Type|Handler)\s{1,20}["']?(application\/x-httpd-(ea-)?php\d{0,3}|php\d{0,3}-script|x-httpd-php\d{0,3})["']?[ \t][^\n]{0,80}\.(jpe?g|png|gif|bmp|ico|svg|webp|txt|css|log|pdf|doc|zip|gz|mp3|woff2?|htaccess|user\.ini)\b/i
        $cgi = /(^|\n)\s{0,20}AddHandler\s{1,20}["']?(cgi-script|fcgid-script)["']?[ \t][^\n]{0,80}\.(jpe?g|png|gif|bmp|ico|svg|webp|txt|css|log|pdf|mp3)\b/i
        $no_cgi = /(^|\n)\s{0,20}Options[^\n]{0,60}-ExecCGI/i
        $match = /<(Files|FilesMatch)\s[^>\n]{0,80}(jpe?g|png|gif|ico|txt|css|log|pdf|webp)[^>\n]{0,40}>[^<]{0,200}(SetHandler|ForceType)\s{1,20}["']?(application\/x-httpd-php|php\d{0,2}-script|proxy:[^\n]{0,60}fcgi)/i
        $global = /^\s{0,20}(SetHandler|ForceType)\s{1,20}["']?(application\/x-httpd-php\d{0,3}|php\d{0,2}-script)["']?\s{0,20}$/i
    condition:
        filesize < 64KB and ($type or $match or $global or ($cgi and not $no_cgi))
}

// Claims: programs are refused, but for a list of names: whoever planted those keeps his own running and everybody else's out.
// Misses: lists of fewer than six programs, as sites that allow their own few pages have them.
rule htaccess_only_these
{
    meta:
        id = "htaccess.only-these"
        kind = "backdoor"
        title_en = "A setting that lets only a list of chosen programs run"
        title_ja = "決められた名前のプログラムだけを動かし、ほかは止める設定"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1505/003/"
    strings:
        $refused = /<FilesMatch\s{1,20}["'][^"'\n]{0,60}\b(php|ph)[^"'\n]{0,60}["']\s{0,4}>\s{0,20}(Order[^\n]{0,40}\n\s{0,20})?(Deny\s{1,4}from\s{1,4}all|Require\s{1,4}all\s{1,4}denied)/i
        $allowed = /<FilesMatch\s{1,20}["']\^?\(?([a-z0-9_-]{1,40}\\?\.php\|){5,80}[^"'\n]{0,80}["']\s{0,4}>\s{0,20}(Order[^\n]{0,40}\n\s{0,20})?(Allow\s{1,4}from\s{1,4}all|Require\s{1,4}all\s{1,4}granted)/i
    condition:
        filesize < 64KB and $refused and $allowed
}

// Claims: every PHP page of the folder first runs a file whose place or ending does not suit a program.
// Misses: prepended files with ordinary names; the file itself is judged by other rules.
rule settings_prepend_file
{
    meta:
        id = "settings.prepend-file"
        kind = "backdoor"
        title_en = "A setting that runs a hidden file before every page"
        title_ja = "すべてのページの前に隠しファイルを実行させる設定"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://www.php.net/manual/en/ini.core.php"
    strings:
        $odd = /(^|\n)[ \t]{0,20}(php_value[ \t]{1,20})?auto_(prepend|append)_file[ \t]{0,20}[= \t][ \t]{0,20}["']?([^\n"']{0,200}\.(jpe?g|png|gif|ico|txt|css|log|bmp|webp|svg|tmp|dat)|\/(tmp|var\/tmp|dev\/shm)\/[^\n"']{1,200}|([^\n"']{0,200}\/)?\.[a-z0-9_][^\n"'\/]{0,60}|[^\n"']{0,200}\/(uploads?|cache|images?|img)\/[^\n"']{1,100}|data:|php:\/\/|https?:\/\/)/i
    condition:
        filesize < 256KB and $odd
}

// Claims: visitors who come from a search engine, or search engines themselves, are sent to another site.
// Misses: redirects inside PHP (page.cloaked-redirect), and redirects of everybody, which moved sites have.
rule htaccess_search_redirect
{
    meta:
        id = "htaccess.search-redirect"
        kind = "injected-page"
        title_en = "A setting that sends visitors from search engines to another site"
        title_ja = "検索エンジンから来た訪問者だけを別のサイトへ飛ばす設定"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1189/"
    strings:
        $referer = /RewriteCond\s{1,20}%\{HTTP_REFERER\}\s{1,20}["']?([^\n!"'][^\n]{0,300})?(google|bing|yahoo|baidu|yandex|duckduckgo|ask\\?\.com)[^\n]{0,200}(\n[ \t]{0,20}(RewriteCond|RewriteBase|RewriteEngine|#)[^\n]{0,300}|\n[ \t\r]{0,8}){0,12}\n[ \t]{0,20}RewriteRule[ \t]{1,20}[^\n]{1,60}[ \t]["']?https?:\/\/[a-z0-9]/i
        $agent = /RewriteCond\s{1,20}%\{HTTP_USER_AGENT\}\s{1,20}["']?([^\n!"'][^\n]{0,300})?(googlebot|bingbot|slurp|baiduspider|yandexbot)[^\n]{0,200}(\n[ \t]{0,20}(RewriteCond|RewriteBase|RewriteEngine|#)[^\n]{0,300}|\n[ \t\r]{0,8}){0,12}\n[ \t]{0,20}RewriteRule[ \t]{1,20}[^\n]{1,60}[ \t]["']?https?:\/\/[a-z0-9]/i
        $rendering = /(prerender|rendertron)/i
    condition:
        filesize < 256KB and ($referer or ($agent and not $rendering))
}
