/// A word whose presence decides how a file is read. All of them are looked for in one pass over its bytes.
enum TellingWord: String, CaseIterable {
    // Marks that open code in a page.
    case opening = "<?", script = "<script", percent = "<%", jspTag = "<jsp:", pagesOfJava = "java.sun.com/jsp/page", coldFusionTag = "<cf",
        runsAtServer = "runat="
    // Languages of pages and programs.
    case java = "java.", getParameter = "getparameter", getWriter = "response.getwriter", outPrint = "out.print", runtime
    case pageContext = "pagecontext", httpServlet = "httpservlet", processBuilder = "processbuilder"
    case sharpLanguage = "language=\"c#\"", basicLanguage = "language=\"vb\"", scriptLanguage = "language=\"jscript\""
    case diagnostics = "system.diagnostics", pageDirective = "@ page", shortPageDirective = "@page", webHandler = "webhandler"
    case webService = "webservice", httpHandler = "ihttphandler", systemWeb = "system.web", createObject = "createobject",
        createObjectCall = "createobject("
    case jscript, javascript, vbscript, encodedBasic = "vbscript.encode", encodedScript = "jscript.encode", encodedMark = "#@~^"
    case cfExecute = "cfexecute", cfSet = "<cfset", cfFile = "<cffile", cfOutput = "<cfoutput", cfQuery = "<cfquery"
    case childProcess = "child_process", requireVM = "require('vm')", requireVMQuoted = "require(\"vm\")"
    case importCGI = "import cgi", importOS = "import os", importSubprocess = "import subprocess", flask, environ
    case requestDot = "request.", rfile, webInput = "web.input", getArgument = "get_argument", reqDot = "req.", params
    case useCGI = "use cgi", perlEnvironment = "$env{", stdinComma = "stdin,", arrowParam = "->param", paramCall = "param("
    case contentType = "content-type", queryString = "query_string", fieldStorage = "fieldstorage"
    case requireCGI = "require 'cgi'", requireCGIQuoted = "require \"cgi\"", httpVariable = "http_", requestMethod = "request_method"
    case evalCall = "eval(", execCall = "exec(", packed = "p,a,c,k,e,"
    case includedCommand = "<!--#exec"
    // What parts of larger programs of PHP begin with.
    case goto = "goto ", definedCall = "defined(", definedSpaced = "defined (", namespace = "\nnamespace ", openingNamespace =
        "<?php namespace ", jexec = "_jexec"
    case abspath, package = "@package", license = "@license", copyright = "@copyright"
    case requireOnce = "require_once", includeOnce = "include_once", requireCall = "require(", require = "require "
    case includeCall = "include(", include = "include "
    // What looks at uploads before they are kept.
    case getImageSize = "getimagesize", pathInfo = "pathinfo", mimeType = "mime_content_type", fileInfo = "finfo", inArray = "in_array"
    case isLoggedIn = "is_user_logged", currentUserCan = "current_user_can", verifyNonce = "wp_verify_nonce", checkAdmin = "check_admin"
    case allowed, nameExtension = "extension", csrf, imageType = "exif_imagetype", lastPart = "strrchr", pregMatch = "preg_match"

    case inputStream = "php://input"
    // A data base that is told to write files or to run commands, and a connection that is listened to.
    case intoOutfile = "into outfile", intoDumpfile = "into dumpfile", commandShell = "xp_cmdshell", received = ".recv("
    case soname = " soname "
    // Who comes, and who is known to search.
    case agentHeader = "http_user_agent", refererHeader = "http_referer", bingBot = "bingbot", yandex, baidu
    case slurp, google, yahoo, spider

    // What tools of intruders are about, each for itself honest.
    case passwdFile = "/etc/passwd", shadowFile = "/etc/shadow", localGroup = "net localgroup", netUser = "net user"
    case publicHTML = "public_html", namedFolder = "/var/named", wordPressSettings = "wp-config.php", joomlaSettings = "configuration.php"
    case automation = "sp_oacreate", loadFile = "load_file(", cmdExe = "cmd.exe", cmdCall = "cmd /c", binSh = "/bin/sh", binBash =
        "/bin/bash"
    case scriptShell = "wscript.shell", backConnect = "back connect", backConnectOne = "backconnect", backConnectLine = "back-connect"
    case reverseShell = "reverse shell", bindPort = "bind port", bindPortOne = "bindport", bindShell = "bind shell"
    case portScan = "port scan", portScanOne = "portscan", scanPort = "scanport", ftpLogin = "ftp_login(", wordList = "wordlist"
    case cracker, bruteForce = "bruteforce", deface, hackedBy = "hacked by", zoneH = "zone-h", exploit, localRoot = "local root", rootkit
    case siteExec = "site exec", eventFilter = "__eventfilter", zeroDay = "0day", privateTool = "priv8", webShell = "web shell"
    case webShellOne = "webshell", backdoor, bypass, shellBy = "shell by", disabledFunctions = "disable_functions", safeMode = "safe_mode"
    case openBasedir = "open_basedir", phpUname = "php_uname", unameAll = "uname -a", logicalDrives = "getlogicaldrives"
    case listRoots = "listroots", postVariable = "$_post", getVariable = "$_get", requestVariable = "$_request", requestCall = "request("

    private static let finder = WordFinder(allCases.map { Array($0.rawValue.utf8) })

    /// The words that stand in the bytes, in any case.
    static func found(in bytes: [UInt8]) -> Set<TellingWord> {
        var words: Set<TellingWord> = []
        for (word, isFound) in zip(allCases, finder.search(bytes)) where isFound { words.insert(word) }
        return words
    }
}
