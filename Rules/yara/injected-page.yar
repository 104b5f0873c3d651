// Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
//
// Pages, and programs that print pages, which serve their visitors something that the owner did not put there.

// Claims: a frame of another site is made so that nobody sees it. It may be in HTML, or printed by a CGI program, PHP or a script.
// Misses: frames made by script from a hidden address; hiding through a style sheet. Frames of the measuring services that hide by design are let through.
rule page_hidden_frame
{
    meta:
        id = "page.hidden-frame"
        kind = "injected-page"
        title_en = "A page, or a program that prints one, with an invisible frame of another site"
        title_ja = "ページ(またはページを出力するプログラム)に、別サイトの見えないフレームが埋め込まれている"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1189/"
    strings:
        $after = /<iframe\s[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,300}\s(width|height)\s{0,4}=\s{0,4}\\{0,2}["']?[012](px)?[\\"' >\/][^>]{0,300}>?/i
        $before = /<iframe\s([^>]{0,200}\s)?(width|height)\s{0,4}=\s{0,4}\\{0,2}["']?[012](px)?[\\"' ][^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,300}/i
        $style_after = /<iframe\s[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,300}\sstyle\s{0,4}=\s{0,4}[^>]{0,120}(display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|(left|top)\s{0,4}:\s{0,4}-\d{3,6}px|opacity\s{0,4}:\s{0,4}0[;"'\\ ]|["';\s](width|height)\s{0,4}:\s{0,4}[01](px)?[;"'\\ ])[^>]{0,200}/i
        $style_before = /<iframe\s[^>]{0,100}style\s{0,4}=[^>]{0,120}(display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|(left|top)\s{0,4}:\s{0,4}-\d{3,6}px|opacity\s{0,4}:\s{0,4}0[;"'\\ ]|["';\s](width|height)\s{0,4}:\s{0,4}[01](px)?[;"'\\ ])[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,300}/i
        $wrapped = /style\s{0,4}=\s{0,4}\\{0,2}["'][^"'>]{0,80}(display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|(left|top)\s{0,4}:\s{0,4}-\d{3,6}px)[^>]{0,80}>\s{0,8}<iframe\s[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,300}/i
        $made = /createElement\s{0,4}\(\s{0,4}\\?["']iframe\\?["']\s{0,4}\)[^\x00]{0,120}\.src\s{0,4}=\s{0,4}\\?["']https?:\/\/[^\x00]{0,160}(display\s{0,4}=\s{0,4}\\?["']none|visibility\s{0,4}=\s{0,4}\\?["']hidden|\.(width|height)\s{0,4}=\s{0,4}\\?["']?[01](px)?[;"'\\])/i
        $known = /<iframe\s[^>]{0,300}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/([a-z0-9.-]{1,40}\.)?(googletagmanager\.com|doubleclick\.net|google\.com|stripe\.com|paypal\.com|hcaptcha\.com|vimeo\.com|amazon-adsystem\.com|criteo\.com|adnxs\.com|line\.me|a8\.net|rakuten\.co\.jp|valuecommerce\.com|accesstrade\.net|moshimo\.com|facebook\.com|youtube\.com|twitter\.com|localhost|127\.0\.0\.1|b92\.yahoo\.co\.jp|yimg\.jp|hosting-link\.ne\.jp)[\/"':?]/i
    condition:
        filesize < 1MB and (
            for any i in (1..#after) : (not $known at @after[i])
            or for any i in (1..#before) : (not $known at @before[i])
            or for any i in (1..#style_after) : (not $known at @style_after[i])
            or for any i in (1..#style_before) : (not $known at @style_before[i])
            or for any i in (1..#wrapped) : (not $known in (@wrapped[i]..@wrapped[i] + !wrapped[i]))
            or $made)
}

// Claims: after the end of the document stands a script of another site: text that was appended to the file.
// Misses: scripts put in earlier. Some measuring services were installed like this; their hosts are let through.
rule page_script_after_end
{
    meta:
        id = "page.script-after-end"
        kind = "injected-page"
        title_en = "A script of another site was added after the end of a page"
        title_ja = "ページの末尾(</html> の後ろ)に別サイトのスクリプトが付け足されている"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1189/"
    strings:
        $script = /<\/html>\s{0,60}(\?>\s{0,20})?(<!--[^>]{0,80}-->\s{0,20})?<script[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,200}>/i
        $frame = /<\/html>\s{0,60}(\?>\s{0,20})?(<!--[^>]{0,80}-->\s{0,20})?<iframe[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,200}>/i
        $printed = /<\/html>(\\n)?["']\s{0,4}\)?;\s{0,20}(print|echo)\s{0,4}[("'q{]{1,4}<(script|iframe)[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/[^>]{4,200}>/i
        $known = /<script[^>]{0,200}src\s{0,4}=\s{0,4}\\{0,2}["']?(https?:)?\/\/([a-z0-9.-]{1,40}\.)?(google-analytics\.com|googletagmanager\.com|googleapis\.com|statcounter\.com|jsdelivr\.net|cloudflare\.com|jquery\.com|unpkg\.com|mathjax\.org|localhost)/i
    condition:
        filesize < 1MB and ($frame or for any i in (1..#script) : (not $known in (@script[i]..@script[i] + !script[i])) or for any i in (1..#printed) : (not $known in (@printed[i]..@printed[i] + !printed[i])))
}

// Claims: a script hides what it writes into the page behind long lists of character codes, and runs or writes them.
// Misses: the packers that honest programs use, too.
rule page_hidden_script
{
    meta:
        id = "page.hidden-script"
        kind = "injected-page"
        title_en = "A script that hides what it writes into the page"
        title_ja = "ページに何を書き込むのかを隠しているスクリプト"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1027/"
    strings:
        $codes = /(eval|document\.write(ln)?)\s{0,4}\(\s{0,4}String\.fromCharCode\s{0,4}\(\s{0,4}(\d{2,3}\s{0,2},\s{0,2}){20,400}/i
        $unescape_write = /document\.write(ln)?\s{0,4}\(\s{0,4}(unescape|decodeURIComponent)\s{0,4}\(\s{0,4}\\?["'](%[0-9a-f]{2}|\\x[0-9a-f]{2}){20,600}/i
        $unescape_address = /(unescape|decodeURIComponent)\s{0,4}\(\s{0,4}\\?["'](%68%74%74%70|%2f%2f)/i
        $unescape_eval = /eval\s{0,4}\(\s{0,4}(unescape|decodeURIComponent)\s{0,4}\(\s{0,4}\\?["'](%u?[0-9a-f]{2}|\\x[0-9a-f]{2}){10,600}/i
        $unescape_variable = /["'](%[0-9a-f]{2}){12,600}["']\s{0,4};?\s{0,20}[^;\n]{0,40}(eval|document\.write(ln)?)\s{0,4}\(\s{0,4}(unescape|decodeURIComponent)\s{0,4}\(\s{0,4}\w{1,20}\s{0,4}\)/i
        $code_list = /\[\s{0,4}(\d{2,3}\s{0,2},\s{0,2}){12,300}\d{2,3}\s{0,2}\][^\x00]{0,160}String\.fromCharCode[^\x00]{0,80}[;\s}]eval\s{0,4}\(/i
        $split_frame = /<(i["']\s?\+\s?["']frame|if["']\s?\+\s?["']rame|ifr["']\s?\+\s?["']ame|ifra["']\s?\+\s?["']me)/i
        $atob = /(eval|document\.write(ln)?|new Function)\s{0,4}\(\s{0,4}(window\.)?atob\s{0,4}\(\s{0,4}\\?["'][A-Za-z0-9+\/=]{24,1200}/i
        $assigned = /\.src\s{0,4}=\s{0,4}(window\.)?(atob|unescape)\s{0,4}\(\s{0,4}\\?["'](aHR0c|%68%74%74%70|Ly9)/i
        $source_codes = /\.src\s{0,4}=\s{0,4}String\.fromCharCode\s{0,4}\(\s{0,4}104\s{0,2},\s{0,2}116\s{0,2},\s{0,2}116\s{0,2},\s{0,2}112/i
        $fetched_text = /fetch\s{0,4}\(\s{0,4}["']https?:\/\/[^"'\s]{4,200}\.(js|txt)["']\s{0,4}\)[^;]{0,120}\.text\s{0,4}\(\s{0,4}\)[^;]{0,120}\.innerHTML\s{0,4}=/i
        $key_turned = /String\.fromCharCode\s{0,4}\(\s{0,8}[^;{}]{0,80}charCodeAt\s{0,4}\([^;{}]{0,60}\^[^;{}]{0,80}charCodeAt/i
        $key_text = /["'](\\x[0-9a-f]{2}){60}/i
        $key_run = /(new\s{1,4}Function\s{0,4}\(|\beval\s{0,4}\()\s{0,4}\w{1,20}\s{0,4}\)/i
        $constructed = /String\.fromCharCode\s{0,4}\(\s{0,4}118\s{0,2},\s{0,2}97\s{0,2},\s{0,2}114\s{0,2},\s{0,2}32/i
    condition:
        filesize < 8MB and (any of ($codes, $code_list, $unescape*, $split_frame, $atob, $fetched_text, $assigned, $source_codes, $constructed) or all of ($key_*))
}

// Claims: one file looks whether the visitor is a search engine or comes from one, and then sends him, or shows him, something of another site.
// Misses: targets that are enciphered.
rule page_cloaked_redirect
{
    meta:
        id = "page.cloaked-redirect"
        kind = "injected-page"
        title_en = "A page that behaves differently for visitors from search engines"
        title_ja = "検索エンジン経由の訪問者にだけ違う内容を見せるページ"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1189/"
    strings:
        $php = /(preg_match|stripos|strpos|strstr|stristr|eregi?)\s{0,4}\([^;\n]{0,160}(google|bing|yahoo|baidu|yandex)[^;\n]{0,160}(HTTP_REFERER|HTTP_USER_AGENT|\$\w{0,12}(ref|agent|ua|bot)\w{0,8})[^\x00]{0,240}(header\s{0,4}\(\s{0,4}["']Location:\s{0,4}https?:\/\/[a-z0-9]|echo\s{1,4}@?(file_get_contents|curl_exec)\s{0,4}\(\s{0,4}["']?https?:|window\.location|http-equiv=.{0,2}refresh)/i
        $php_before = /(preg_match|stripos|strpos|strstr|stristr|eregi?)\s{0,4}\([^;\n]{0,60}(HTTP_REFERER|HTTP_USER_AGENT|\$\w{0,12}(ref|agent|ua|bot)\w{0,8})[^;\n]{0,60},\s{0,4}["'](google|bing|yahoo|baidu|yandex)[^\x00]{0,240}(header\s{0,4}\(\s{0,4}["']Location:\s{0,4}https?:\/\/[a-z0-9]|echo\s{1,4}@?(file_get_contents|curl_exec)\s{0,4}\(\s{0,4}["']?https?:|window\.location|http-equiv=.{0,2}refresh)/i
        $script = /document\.referrer[^\x00]{0,120}(google|bing\.|yahoo|baidu|yandex)[^\x00]{0,240}(window|document|top|self|parent)\.location(\.href)?\s{0,4}(=|\.replace\s{0,4}\()\s{0,4}\\?["']https?:\/\//i
        $perl = /\$ENV\{["']?HTTP_(REFERER|USER_AGENT)["']?\}\s{0,4}=~\s{0,4}[^\n]{0,60}(google|bing|yahoo|baidu|yandex)[^\x00]{0,240}(Location:\s{0,4}https?:\/\/[a-z0-9]|<iframe|<script[^>]{0,80}src=\\?["']?https?:)/i
    condition:
        filesize < 512KB and any of them
}

// Claims: links to other sites stand in a block that is moved off the page, for search engines only.
// Misses: hiding through a style sheet; fewer than three links.
rule page_hidden_links
{
    meta:
        id = "page.hidden-links"
        kind = "injected-page"
        title_en = "A page with hidden advertising links to other sites"
        title_ja = "別サイトへの宣伝リンクが見えないように埋め込まれたページ"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://developers.google.com/search/docs/essentials/spam-policies"
    strings:
        $links = /style\s{0,4}=\s{0,4}\\{0,2}["'][^"'>]{0,80}((left|top|text-indent|margin-left)\s{0,4}:\s{0,4}-\d{3,6}px|display\s{0,4}:\s{0,4}none|(height|width)\s{0,4}:\s{0,4}[01]px;\s{0,4}overflow\s{0,4}:\s{0,4}hidden|overflow\s{0,4}:\s{0,4}hidden;\s{0,4}(height|width)\s{0,4}:\s{0,4}[01]px)[^>]{0,80}>\s{0,8}(<(li|p|ul|span)>\s{0,8})?<a\s[^>]{0,40}href=\\{0,2}["']?https?:\/\/[^>]{4,120}>[^<]{1,80}<\/a>[^<]{0,8}(<\/?(li|br|p) ?\/?>\s{0,8}){0,3}<a\s[^>]{0,40}href=\\{0,2}["']?https?:\/\/[^>]{4,120}>[^<]{1,80}<\/a>[^<]{0,8}(<\/?(li|br|p) ?\/?>\s{0,8}){0,3}<a\s[^>]{0,40}href=\\{0,2}["']?https?:\/\//i
    condition:
        filesize < 4MB and $links
}

// Claims: on the page where customers pay, a script gathers what they type, encodes it and sends it on.
// Misses: skimmers whose words are all enciphered (page.hidden-script sees some of those), and those that act on every page.
rule page_card_skimmer
{
    meta:
        id = "page.card-skimmer"
        kind = "injected-page"
        title_en = "A script that sends on what customers type where they pay"
        title_ja = "支払いページで入力された内容を外部へ送るスクリプト"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1056/003/"
    strings:
        $place = /location[^;\n]{0,80}(checkout|onepage|onestep|firecheckout|\/payment)/i
        $gathers = /(querySelectorAll|getElementsByTagName)\s{0,4}\(\s{0,4}\\?["'][^"']{0,40}(input|select)/i
        $card = /(card_?number|cc_?number|cc_?num\b|cc_cid|card_?cvv|cvv_?code|payment\[cc_)/i
        $encodes = /\bbtoa\s{0,4}\(/
        $image = /new\s{1,4}Image\b[^\x00]{0,200}\.src\s{0,4}=/i
        $beacon = /navigator\.sendBeacon\s{0,4}\(/i
        $request = /(\.open\s{0,4}\(\s{0,4}["']POST["']\s{0,4},\s{0,4}|fetch\s{0,4}\(\s{0,4})(["'](https?:)?\/\/|atob\s{0,4}\()/i
    condition:
        filesize < 512KB and $place and $encodes and ($gathers or $card) and ($image or $beacon or $request)
}
