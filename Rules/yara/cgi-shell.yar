// Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
//
// Pages in Perl, Python, shell, Java and ASP that run what a visitor sends.

// Claims: Perl hands a request parameter to a shell or to eval, in one expression.
// Misses: parameters that rest in a variable (cgi.perl-variable).
rule cgi_perl_input
{
    meta:
        id = "cgi.perl-input"
        kind = "webshell"
        title_en = "A Perl page that runs whatever a visitor sends"
        title_ja = "訪問者が送ってきた内容をそのまま実行する Perl の CGI"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/78.html"
    strings:
        $param = /\b(system|exec|eval)\s{0,4}[( ]\s{0,4}["']?(\$\w{1,20}->|CGI->new->|CGI::|scalar\s{0,4}\(\s{0,4}\$?\w{0,20}-?>?)?param\s{0,4}\(\s{0,4}["']/
        $environment = /\b(system|exec|eval)\s{0,4}[( ]\s{0,4}["']?(uri_unescape\s{0,4}\(\s{0,4})?\$ENV\{\s{0,4}["']?(QUERY_STRING|HTTP_[A-Z_]{2,40}|PATH_INFO)/
        $form = /\b(system|exec|eval)\s{0,4}[( ]\s{0,4}["']?\$(in|form|FORM|input|query|params|Q|GET|POST)\{\s{0,4}["']?\w{1,20}["']?\s{0,4}\}/
        $ticks = /(=|print|\()\s{0,4}`\s{0,4}(\$ENV\{\s{0,4}["']?(QUERY_STRING|HTTP_[A-Z_]{2,40}|PATH_INFO)|\$(in|form|FORM|input|query|params)\{\s{0,4}["']?\w{1,20}["']?\s{0,4}\}\s{0,4}(2>&1)?\s{0,4}`)/
        $pipe = /open\s{0,4}\(?\s{0,4}(my\s{1,4})?\$?\w{1,20}\s{0,4},\s{0,4}["']?(\$ENV\{\s{0,4}["']?QUERY_STRING["']?\s{0,4}\}|\$(in|form|FORM|input|query)\{\s{0,4}["']?\w{1,20}["']?\s{0,4}\})[^;\n"'\/|]{0,20}\|\s{0,4}["';)]/
        $body = /read\s{0,4}\(?\s{0,4}STDIN\s{0,4},\s{0,4}\$\w{1,20}\s{0,4},\s{0,4}\$ENV\{\s{0,4}["']?CONTENT_LENGTH["']?\s{0,4}\}\s{0,4}\)?\s{0,4};[^\x00]{0,160}\b(eval|system|exec)\s{0,4}\(?\s{0,4}["']?\$\w{1,20}["']?\s{0,4}\)?\s{0,4};/
        $qx = /qx\s{0,4}[\/({!|]\s{0,4}(\$ENV\{\s{0,4}["']?(QUERY_STRING|HTTP_)|\$(in|form|FORM|input|query|params)\{)/
    condition:
        filesize < 1MB and any of them
}

// Claims: a short CGI program in Perl takes a parameter into a variable and runs the variable.
// Misses: programs above 16 KiB.
rule cgi_perl_variable
{
    meta:
        id = "cgi.perl-variable"
        kind = "webshell"
        title_en = "A short Perl page that takes a command from a visitor and runs it"
        title_ja = "訪問者からコマンドを受け取って実行する、短い Perl の CGI"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/78.html"
    strings:
        $perl = /^#!\s{0,4}\/[^\n]{0,60}perl/
        $page = /Content-type:/i
        $header = /->header\b|print header/
        $command1 = /(my\s{1,4})?\$(cmd|command|c|exec|run|shell|e)\s{0,4}=\s{0,4}(\$\w{1,20}->param\s{0,4}\(|param\s{0,4}\(|\$ENV\{\s{0,4}["']?QUERY_STRING|\$(in|form|FORM|input|query|params)\{)/
        $command2 = /(my\s{1,4})?\$\w{1,20}\s{0,4}=\s{0,4}(\$\w{1,20}->param\s{0,4}\(|param\s{0,4}\()\s{0,4}["'](cmd|command|exec|run|shell|c|do|execute)["']\s{0,4}\)/
        $run = /(system|exec|eval)\s{0,4}[( ]\s{0,4}["']?\$(cmd|command|c|exec|run|shell|e|\w{1,12})["']?\s{0,4}(2>&1["']?\s{0,4})?\)?\s{0,4}(;|or)/
        $ticks = /`\$\w{1,16}\s{0,4}(2>&1)?\s{0,4}`/
        $pipe = /open\s{0,4}\(?\s{0,4}(my\s{1,4})?\$?\w{1,20}\s{0,4},\s{0,4}["']?(-\|["']\s{0,4},\s{0,4}["']?)?\s{0,4}\$(cmd|command|c|exec|run|shell|e)\b[^;\n]{0,20}/
    condition:
        filesize < 16KB and $perl and ($page or $header) and any of ($command*) and any of ($run, $ticks, $pipe)
}

// Claims: a page in Python hands a request parameter to a shell, eval or exec.
// Misses: frameworks that pass parameters as arguments of a function.
rule cgi_python_input
{
    meta:
        id = "cgi.python-input"
        kind = "webshell"
        title_en = "A Python page that runs whatever a visitor sends"
        title_ja = "訪問者が送ってきた内容をそのまま実行する Python のページ"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/78.html"
    strings:
        $source = /(os\.(system|popen)|subprocess\.(call|run|Popen|check_output|getoutput|getstatusoutput)|commands\.getoutput)\s{0,4}\(\s{0,4}(\w{1,20}\s{0,4}\(\s{0,4}){0,3}((flask\.)?request\.(args|form|values|GET|POST|cookies|headers|query_params|data|json|params)\b|form\.(getvalue|getfirst)\s{0,4}\(|form\[["']|[\w.]{0,8}(FieldStorage|form)\s{0,4}(\(\))?\.(getvalue|getfirst)\s{0,4}\(|os\.environ(\.get)?[\[(]\s{0,4}["'](QUERY_STRING|HTTP_))/
        $code = /\b(exec|eval)\s{0,4}\(\s{0,4}(\w{1,20}[.\w]{0,30}\s{0,4}\(\s{0,4}){0,3}((flask\.)?request\.(args|form|values|GET|POST|cookies|headers|data)\b|form\.(getvalue|getfirst)\s{0,4}\(|form\[["']|os\.environ(\.get)?[\[(]\s{0,4}["'](QUERY_STRING|HTTP_))/
        $variable = /\b(cmd|command|c)\s{0,4}=\s{0,4}((flask\.)?request\.(args|form|values|GET|POST)[.\[]|form\.(getvalue|getfirst)\s{0,4}\(|form\[["'])[^\x00]{0,200}(os\.(system|popen)|subprocess\.(call|run|Popen|check_output|getoutput|getstatusoutput)|commands\.getoutput)\s{0,4}\(\s{0,4}(cmd|command|c)\b/
    condition:
        filesize < 64KB and any of them
}

// Claims: a CGI program in shell runs the query string.
// Misses: query strings that are taken apart by a program first.
rule cgi_shell_input
{
    meta:
        id = "cgi.shell-input"
        kind = "webshell"
        title_en = "A shell CGI that runs whatever a visitor sends"
        title_ja = "訪問者が送ってきた内容をそのまま実行するシェルスクリプトの CGI"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://cwe.mitre.org/data/definitions/78.html"
    strings:
        $shell = /^#!\s{0,4}\/[^\n]{0,60}sh\b/
        $page = /Content-type:/i
        $eval = /(eval|(ba)?sh\s{1,4}-c)\s{1,8}["']?\$\(?\{?(QUERY_STRING|HTTP_[A-Z_]{2,40}|echo\s{1,4}["']?\$\{?QUERY_STRING[^)\n]{0,120}\))/
        $pipe = /echo\s{1,4}(-\w{1,3}\s{1,4})?["']?\$\{?(QUERY_STRING|HTTP_[A-Z_]{2,40})[^\n]{0,160}\|\s{0,4}(\/bin\/)?(ba)?sh\b/
        $variable = /(cmd|command|c)=["']?[$`][^\n]{0,20}QUERY_STRING[^\n]{0,160}\n[^\x00]{0,200}\n\s{0,20}(eval\s{1,4}|(ba)?sh\s{1,4}-c\s{1,4})?["']?\$\{?(cmd|command|c)\}?["']?[^\n=]{0,20}(\n|$)/
    condition:
        filesize < 16KB and $shell and $page and any of ($eval, $pipe, $variable)
}

// Claims: a JSP hands a request parameter to the system, or loads a class that the visitor sends.
// Misses: pages that reach Runtime by reflection under disguised names.
rule jsp_input_to_command
{
    meta:
        id = "jsp.input-to-command"
        kind = "webshell"
        title_en = "A JSP page that runs whatever a visitor sends"
        title_ja = "訪問者が送ってきた内容をそのまま実行する JSP"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1505/003/"
    strings:
        $page = /<%[@!=\s]|<jsp:/
        $direct = /(getRuntime\s{0,4}\(\s{0,4}\)\s{0,4}\.\s{0,4}exec|new\s{1,4}ProcessBuilder)\s{0,4}\([^;]{0,120}request\s{0,4}\.\s{0,4}get(Parameter|Header|QueryString|Cookies)/
        $variable = /String\s{0,4}(\[\])?\s{1,4}\w{1,20}\s{0,4}=\s{0,4}request\s{0,4}\.\s{0,4}get(Parameter|Header)\s{0,4}\([^\x00]{0,500}(getRuntime\s{0,4}\(\s{0,4}\)\s{0,4}\.\s{0,4}exec|new\s{1,4}ProcessBuilder)\s{0,4}\(/
        $getter = /request\s{0,4}\.\s{0,4}(getParameter|getReader|getInputStream|getHeader)\s{0,4}\(/
        $define = /defineClass\s{0,4}\(/
        $loader = /extends\s{1,4}ClassLoader|ClassLoader\.class|java\.lang\.ClassLoader/
        $script = /ScriptEngineManager\s{0,4}\(\s{0,4}\)[^\x00]{0,300}\.eval\s{0,4}\([^;]{0,80}request\s{0,4}\.\s{0,4}getParameter/
    condition:
        filesize < 128KB and $page and ($direct or $variable or $script or ($getter and $define and $loader))
}

// Claims: an ASP or ASP.NET page hands the request to eval, execute or a command.
// Misses: pages whose words are enciphered (VBScript.Encode).
rule asp_input_to_command
{
    meta:
        id = "asp.input-to-command"
        kind = "webshell"
        title_en = "An ASP page that runs whatever a visitor sends"
        title_ja = "訪問者が送ってきた内容をそのまま実行する ASP"
        author = "The Banken authors"
        license = "Apache-2.0"
        reference = "https://attack.mitre.org/techniques/T1505/003/"
    strings:
        $page = /<%(@|=|\s{0,20}(eval|execute|dim|set|if|response|request|on error|function|sub|var)\b)|<script[^>]{0,60}runat\s{0,4}=\s{0,4}["']?server/i
        $eval = /\b(eval|execute|executeglobal)\s{0,4}[( ]\s{0,4}(\w{1,20}\s{0,4}\(\s{0,4}){0,3}request\s{0,4}([(\[]|\.(item|form|querystring|params|cookies)\s{0,4}[(\[])/i
        $shell = /(CreateObject\s{0,4}\(\s{0,4}["']WScript\.Shell["']\s{0,4}\)|\boShell|\bwsh)[^\x00]{0,300}\.(exec|run)\s{0,4}\(?[^;\n]{0,80}request\s{0,4}[(.]/i
        $process = /(ProcessStartInfo|Process\.Start)[^\x00]{0,400}Request\s{0,4}(\.(Form|QueryString|Params|Item)\s{0,4})?[\[(]\s{0,4}["']/i
        $assembly = /Assembly\.Load\s{0,4}\([^;]{0,200}Request\s{0,4}[.\[(]/i
    condition:
        filesize < 128KB and $page and any of ($eval, $shell, $process, $assembly)
}
