/// What the functions and variables of PHP are to a visitor's data, after the manual (https://www.php.net/manual/).
enum PHPTables {
    enum Superglobal { case request, upload, server, session, environment, globals }

    private static func set(_ words: String) -> Set<[UInt8]> { Set(words.split(separator: " ").map { Array($0.utf8) }) }

    static let superglobals: Set<[UInt8]> = set(
        "_GET _POST _REQUEST _COOKIE _FILES _SERVER _SESSION _ENV GLOBALS HTTP_RAW_POST_DATA HTTP_GET_VARS HTTP_POST_VARS "
            + "HTTP_COOKIE_VARS HTTP_POST_FILES HTTP_SERVER_VARS HTTP_ENV_VARS HTTP_SESSION_VARS")

    static func superglobalKind(_ name: [UInt8]) -> Superglobal? {
        guard superglobals.contains(name), let text = String(validating: name, as: UTF8.self) else { return nil }
        switch text {
        case "_FILES", "HTTP_POST_FILES": return .upload
        case "_SERVER", "HTTP_SERVER_VARS": return .server
        case "_SESSION", "HTTP_SESSION_VARS": return .session
        case "_ENV", "HTTP_ENV_VARS": return .environment
        case "GLOBALS": return .globals
        default: return .request
        }
    }

    /// What `__FILE__` and the like stand for.
    static let ownFile = "\u{1}own file"

    static func isOwnFileKey(_ name: [UInt8]) -> Bool {
        ["SCRIPT_FILENAME", "PATH_TRANSLATED", "SCRIPT_NAME"].contains { name.elementsEqual($0.utf8) }
    }

    /// Keys of `$_SERVER` that hold what the visitor sends.
    static func isVisitorsHeader(_ name: [UInt8]) -> Bool {
        if name.starts(with: "HTTP_".utf8) { return !name.elementsEqual("HTTP_HOST".utf8) }
        return ["QUERY_STRING", "REQUEST_URI", "PATH_INFO", "ORIG_PATH_INFO", "PHP_AUTH_USER", "PHP_AUTH_PW", "PHP_AUTH_DIGEST"]
            .contains { name.elementsEqual($0.utf8) }
    }

    static func isExit(_ word: [UInt8]) -> Bool { word.elementsEqual("exit".utf8) || word.elementsEqual("die".utf8) }

    /// Run a command of the system given as first argument.
    static let commands = set(
        "system exec passthru shell_exec popen proc_open pcntl_exec expect_popen w32api_invoke_function win_shell_execute win32_create_service "
            + "wsoex ssh2_exec")
    /// Run PHP given as text.
    static let code = set("assert create_function eval runkit_function_add runkit_method_add")
    /// Turn a disguised text into a plain one.
    static let decoders = set(
        "base64_decode gzinflate gzuncompress gzdecode str_rot13 strrev convert_uudecode hex2bin pack openssl_decrypt mcrypt_decrypt "
            + "mcrypt_decode rawurldecode urldecode zlib_decode bzdecompress quoted_printable_decode mcrypt_cbc mcrypt_ecb sodium_crypto_secretbox_open "
            + "html_entity_decode htmlspecialchars_decode stripcslashes")
    /// Loaders that a decoder is hidden for.
    private static let hiddenLoaders = set("base64_decode gzinflate gzuncompress gzdecode str_rot13 convert_uudecode eval")
    private static let others = set("file_put_contents call_user_func call_user_func_array preg_replace array_map move_uploaded_file")

    /// Whether hiding the name of this function has one purpose.
    static func isHarmful(_ name: [UInt8]) -> Bool {
        name.count < 40
            && { commands.contains($0) || code.contains($0) || hiddenLoaders.contains($0) || others.contains($0) }(ByteSearch.lower(name))
    }

    static func runsSomething(_ name: [UInt8]) -> Bool { commands.contains(name) || code.contains(name) }

    /// Functions that call another one: where it stands among their arguments, counted from the end where negative, and
    /// where what it is given stands.
    static let callbacks: [[UInt8]: (function: Int, data: [Int])] = {
        var table: [[UInt8]: (function: Int, data: [Int])] = [:]
        func add(_ words: String, _ function: Int, _ data: [Int]) {
            for word in set(words) { table[word] = (function, data) }
        }
        add("call_user_func forward_static_call", 0, [1, 2, 3])
        add("call_user_func_array forward_static_call_array", 0, [1])
        add("array_map", 0, [1, 2])
        add("array_filter array_walk array_walk_recursive array_reduce usort uasort uksort iterator_apply", 1, [0, 2])
        add(
            "array_udiff array_udiff_assoc array_diff_ukey array_diff_uassoc array_uintersect array_uintersect_assoc array_intersect_ukey array_intersect_uassoc "
                + "array_udiff_uassoc array_uintersect_uassoc", -1, [0, 1])
        add("register_shutdown_function register_tick_function header_register_callback", 0, [1, 2])
        add("ob_start set_error_handler set_exception_handler spl_autoload_register libxml_set_external_entity_loader", 0, [])
        add("preg_replace_callback mb_ereg_replace_callback", 1, [2])
        add("sqlite_create_function sqlite_create_aggregate readline_completion_function", 2, [])
        add("is_callable_run", 0, [1])
        return table
    }()

    /// Give numbers, truth or digests: nothing of what a visitor wrote is left.
    static let cleaning = set(
        "intval floatval doubleval boolval count sizeof strlen mb_strlen is_numeric is_array is_string is_int is_file is_dir is_readable is_writable md5 sha1 "
            + "crc32 hash hash_hmac md5_file sha1_file abs ceil floor round in_array array_key_exists key_exists preg_match_count strpos stripos strrpos mb_strpos "
            + "strcmp strcasecmp strncmp strncasecmp strnatcmp time mktime strtotime microtime date gmdate file_exists ctype_alnum ctype_alpha ctype_digit ctype_xdigit "
            + "number_format password_hash password_verify password_get_info crypt rand mt_rand random_int version_compare filesize filemtime fileperms fileowner "
            + "function_exists class_exists method_exists is_callable defined gettype is_object is_null is_bool is_uploaded_file similar_text levenshtein ord "
            + "memory_get_usage checkdate ip2long max min array_sum array_product getmypid getmyuid error_log printf print_r var_dump header setcookie usleep sleep "
            + "substr_count ini_set set_time_limit error_reporting ignore_user_abort session_start chdir chmod mkdir rmdir unlink touch define_syslog_variables "
            + "str_contains str_starts_with str_ends_with ctype_upper ctype_lower extension_loaded hash_equals hexdec_int uniqid disk_free_space disk_total_space"
    )

    /// Hand on what they are given, changed or not.
    static let passing = set(
        "trim ltrim rtrim chop stripslashes addslashes strtolower strtoupper ucfirst lcfirst ucwords substr mb_substr str_replace str_ireplace preg_replace "
            + "preg_replace_callback preg_filter implode join explode split spliti preg_split str_split mb_split sprintf vsprintf strtr nl2br strip_tags wordwrap chunk_split "
            + "array_merge array_values array_keys array_pop array_shift array_slice array_filter array_map array_reverse array_unique array_flip array_combine array_fill "
            + "array_merge_recursive array_splice array_pad array_chunk array_column array_search array_rand array_replace array_walk current end reset next prev each key pos "
            + "compact range shuffle str_repeat str_pad chr dechex hexdec bindec decbin base_convert base64_encode bin2hex serialize json_encode json_decode urlencode "
            + "rawurlencode http_build_query parse_url strstr stristr strrchr substr_replace mb_convert_encoding iconv utf8_decode utf8_encode convert_uuencode gzcompress "
            + "gzdeflate gzencode htmlspecialchars htmlentities nl_langinfo var_export sscanf strtok array_diff array_intersect array_diff_key array_intersect_key "
            + "array_unshift array_push settype strval get_magic_quotes_gpc mb_strtolower mb_strtoupper ereg_replace eregi_replace mb_ereg_replace quotemeta preg_quote "
            + "dirname realpath getcwd pathinfo call_user_func call_user_func_array func_get_arg array_walk_recursive array_reduce money_format money strpbrk ucwords "
            + "iterator_to_array array_fill_keys array_change_key_case array_product lcg_value nl2br count_chars str_word_count str_shuffle print escapeshell addcslashes "
            + "mb_decode_mimeheader mb_encode_mimeheader mb_str_split imap_base64 imap_qprint tokenize filter_var trigger_error "
            + "array_is_list array_key_first array_key_last array_find str_getcsv vprintf xor_string define constant")
    /// Give what a site keeps in its database.
    static let stores = set(
        "get_option get_site_option get_transient get_site_transient get_post_meta get_user_meta get_theme_mod mysql_fetch_array mysql_fetch_assoc "
            + "mysql_fetch_row mysql_result mysqli_fetch_array mysqli_fetch_assoc mysqli_fetch_row apc_fetch apcu_fetch")
    static let escaping = set("escapeshellarg escapeshellcmd")

    private static let harmWords: [StaticString] = [
        "eval", "assert", "system(", "exec(", "passthru", "popen", "base64_decode", "gzinflate", "gzuncompress", "create_function",
        "$_post", "$_get",
        "$_request", "$_cookie", "preg_replace", "file_put_contents", "str_rot13", "php://input",
    ]

    /// Whether code names a function or variable that makes it worth a second look.
    static func mentionsHarm(_ code: [UInt8]) -> Bool { harmWords.contains { ByteSearch.contains($0, code) } }

    /// Whether a command begins with a shell or with nothing of its own, so that what follows is the command.
    static func startsShell(_ command: [UInt8]) -> Bool {
        let text = ByteSearch.lower(Array(command.prefix(64))).drop { ByteSearch.isSpace($0) || $0 == 0x22 || $0 == 0x27 || $0 == 0x28 }
        if text.isEmpty { return true }
        return [
            "cmd", "/bin/sh", "/bin/bash", "sh ", "bash ", "/bin/dash", "cd ", "sudo ", "su ", "powershell", "c:\\windows\\system32\\cmd",
            "exec ",
            "nohup ", "/usr/bin/env", "start ", "%comspec%", "echo ", "eval ", "busybox", "2>", "chdir ", "env ", "timeout ", "{",
        ].contains { text.starts(with: $0.utf8) }
    }
}
