/// What a language offers visitors' data to: where it comes in, and where it acts.
struct ScriptProfile: Sendable {
    /// A chain of names, "request.getparameter"; `*` stands for any name, and a last `(` for a call.
    struct Pattern: Sendable {
        let words: [[UInt8]]
        let isCall: Bool

        init(_ text: String) {
            isCall = text.hasSuffix("(")
            words = text.filter { $0 != "(" }.split(separator: ".").map { Array($0.utf8) }
        }
    }

    struct Sink: Sendable {
        let pattern: Pattern
        let technique: TaintTechnique
        let certainty: TaintCertainty
        /// Acts without parentheses, on the rest of its statement, or when it is assigned to.
        var takesStatement = false
    }

    let language: ScriptLanguage
    let syntax: ScriptSyntax
    let sources: [Pattern]
    let sinks: [Sink]
    /// Names whose second argument is filled with what comes in: Perl's `read(STDIN, $x, …)`.
    var fills: [Pattern] = []
    /// Functions that turn a disguised text into a plain one.
    var decoders: [Pattern] = []
    /// Functions that make data harmless.
    var cleaning: Set<[UInt8]> = []
    /// Whether names stand behind `$`, `@` or `%`.
    var hasSigils = false
    /// What joins texts.
    var joiner: UInt8 = 0x2b
    /// Whether variables stand in texts, as in Perl, shell and Ruby.
    var interpolates = false
    /// Whether a backtick runs a command.
    var runsBackticks = false

    static func patterns(_ text: String) -> [Pattern] { text.split(separator: " ").map { Pattern(String($0)) } }

    static func sinks(_ text: String, _ technique: TaintTechnique, _ certainty: TaintCertainty, statement: Bool = false) -> [Sink] {
        patterns(text).map { Sink(pattern: $0, technique: technique, certainty: certainty, takesStatement: statement) }
    }
}

extension ScriptProfile {
    static let java = ScriptProfile(
        language: .java, syntax: ScriptSyntax(unicodeEscapes: true),
        sources: patterns(
            "*.getparameter( *.getparametervalues( *.getparametermap( *.getparameternames( *.getheader( *.getheaders( *.getquerystring( "
                + "request.getinputstream( request.getreader( *.getcookies( request.getpart( request.getparts( param request.getattribute( "
                + "request.getrequesturi( request.getpathinfo( *.getrequestbody( pagecontext.getrequest( "),
        sinks: sinks(
            "*.exec( processbuilder( processbuilder.command( *.command( runtime.exec( processimpl.start( unixprocess( beans.expression( expression( beans.statement( statement(",
            .requestToCommand,
            .certain)
            + sinks(
                "defineclass( *.defineclass( *.eval( *.evaluate( defineanonymousclass( *.defineanonymousclass( defineclass0( urlclassloader( *.geturlclassloader( "
                    + "elprocessor.eval( groovyshell.evaluate( *.gettask( groovyclassloader.parseclass( *.parseexpression( xmldecoder( bcelclassloader( "
                    + "*.createvalueexpression( *.fastcompile( *.setdatasourcename( javassist.makeclass( ", .requestToCode, .certain)
            + sinks("*.newtransformer( *.newtemplates( *.newxsltransformer( *.compilestylesheet( ", .requestToCode, .likely)
            + sinks("*.invoke( *.newinstance( class.forname( *.loadclass( *.getmethod( *.lookup( *.unsafe(", .requestNamesFunction, .likely)
            + sinks(
                "fileoutputstream( filewriter( *.write( randomaccessfile( printwriter( *.writebytes( files.write( files.copy( *.transferto( *.println(",
                .requestToFile,
                .note)
            + sinks("filehandler( logging.filehandler(", .requestToFile, .likely)
            + sinks("inetsocketaddress( *.inetsocketaddress( socket( net.socket(", .tunnel, .likely)
            + sinks("*.readobject( objectinputstream(", .requestToObjects, .note),
        cleaning: ["parseint", "parselong", "encodeforhtml", "escapehtml", "valueof"].reduce(into: []) { $0.insert(Array($1.utf8)) })

    static let csharp = ScriptProfile(
        language: .csharp, syntax: ScriptSyntax(),
        sources: patterns(
            "request request.form request.querystring request.params request.item request.headers request.files request.inputstream request.binaryread( "
                + "*.binaryread( request.cookies context.request httpcontext.current.request *.text *.value *.postedfile"),
        sinks: sinks(
            "process.start( *.arguments processstartinfo( *.filename *.standardinput.writeline( *.writeline( shell( *.exec( *.run(",
            .requestToCommand, .certain, statement: true)
            + sinks(
                "assembly.load( *.load( eval( *.eval( *.compileassemblyfromsource( *.createinstance( *.invokemember( *.addcode( *.invoke( executeglobal( execute( activator.createinstance( "
                    + "*.compileassemblyfromfile( xamlreader.parse( *.registervirtualpathprovider( ", .requestToCode, .certain)
            + sinks(
                "*.saveas( file.writealltext( file.writeallbytes( streamwriter( file.appendalltext( file.createtext( *.write( file.create( filestream( file.copy( file.move(",
                .requestToFile,
                .note)
            + sinks("tcpclient( ipendpoint(", .tunnel, .likely)
            + sinks("*.deserialize( binaryformatter.deserialize(", .requestToObjects, .note),
        decoders: patterns("*.frombase64string("),
        cleaning: ["parse", "toint32", "tryparse", "htmlencode"].reduce(into: []) { $0.insert(Array($1.utf8)) })

    static let asp = ScriptProfile(
        language: .asp,
        syntax: ScriptSyntax(slashComments: false, quoteComments: true, singleQuotes: false, doublesQuotes: true, lineEnds: true),
        sources: patterns(
            "request request.form request.querystring request.item request.binaryread request.cookies request.servervariables"),
        sinks: sinks(
            "eval execute executeglobal msexecute *.addcode *.executestatement *.eval *.execute", .requestToCode, .certain, statement: true)
            + sinks("*.exec *.run *.shellexecute shell *.xp_cmdshell", .requestToCommand, .certain, statement: true)
            + sinks(
                "*.createtextfile *.savetofile *.opentextfile *.write *.writetext *.savetofile *.writeline *.copyfile", .requestToFile,
                .note, statement: true)
            + sinks("createobject server.createobject", .requestNamesClass, .likely),
        decoders: patterns("unescape( strreverse( chr( chrw( replace( split( mid( join( ascw("),
        cleaning: ["cint", "clng", "isnumeric", "len", "htmlencode", "server"].reduce(into: []) { $0.insert(Array($1.utf8)) }, joiner: 0x26)

    static let jscript = ScriptProfile(
        language: .asp, syntax: ScriptSyntax(),
        sources: asp.sources, sinks: asp.sinks + sinks("function(", .requestToCode, .certain),
        cleaning: ["parseint"].reduce(into: []) { $0.insert(Array($1.utf8)) })

    static let perl = ScriptProfile(
        language: .perl, syntax: ScriptSyntax(slashComments: false, hashComments: true, backticks: true),
        sources: patterns(
            "param( *.param( *.vars env.query_string env.path_info env.http_cookie env.http_user_agent env.http_referer env.http_accept env.request_uri stdin in form *.upload( *.url_param( *.keywords( *.query_string( *.cookie( *.http("
        ),
        sinks: sinks("system exec qx open2 open3 syscall shell", .requestToCommand, .certain, statement: true)
            + sinks("eval evalbytes", .requestToCode, .certain, statement: true)
            + sinks("require do", .requestToInclude, .note, statement: true)
            + sinks("open sysopen", .requestToFile, .note, statement: true),
        fills: patterns("read( sysread("),
        decoders: patterns("decode_base64( unpack( uncompress( memgunzip("),
        cleaning: ["int", "length", "quotemeta", "defined", "exists", "lc_check"].reduce(into: []) { $0.insert(Array($1.utf8)) },
        hasSigils: true, joiner: 0x2e, interpolates: true, runsBackticks: true)

    static let python = ScriptProfile(
        language: .python,
        syntax: ScriptSyntax(slashComments: false, hashComments: true, tripleQuotes: true, lineEnds: true),
        sources: patterns(
            "*.getvalue( *.getfirst( *.getlist( cgi.fieldstorage( fieldstorage( request.args request.form request.values request.data request.get_data( request.json request.get_json( "
                + "request.files request.headers request.cookies request.get request.post request.body request.query request.forms request.params request.query_string "
                + "*.get_argument( *.get_body_argument( web.input( environ.query_string environ.http_cookie *.rfile.read( *.get_arguments("
        ),
        sinks: sinks(
            "os.system( os.popen( os.popen2( os.popen3( os.execl( os.execv( os.execvp( os.spawnl( subprocess.popen( subprocess.call( subprocess.run( subprocess.check_output( "
                + "subprocess.check_call( subprocess.getoutput( subprocess.getstatusoutput( commands.getoutput( commands.getstatusoutput( popen( pty.spawn( check_output( "
                + "getoutput( asyncio.create_subprocess_shell( platform.popen( system(", .requestToCommand, .likely)
            + sinks("exec eval", .requestToCode, .likely, statement: true)
            + sinks("compile( __import__( importlib.import_module(", .requestToCode, .note)
            + sinks("pickle.loads( cpickle.loads( marshal.loads( yaml.load(", .requestToObjects, .note),
        decoders: patterns("b64decode( *.b64decode( *.decompress( *.unhexlify( unhexlify( marshal.loads( *.fromhex( a2b_base64("),
        cleaning: ["int", "float", "len", "quote", "bool", "isinstance"].reduce(into: []) { $0.insert(Array($1.utf8)) })

    /// A program that runs what it hears on a connection.
    static let pythonListener = ScriptProfile(
        language: .python, syntax: python.syntax, sources: patterns("*.recv( *.recvfrom("),
        sinks: python.sinks.filter { $0.technique == .requestToCommand }, decoders: [], cleaning: python.cleaning)

    static let node = ScriptProfile(
        language: .node, syntax: ScriptSyntax(backticks: true),
        sources: patterns(
            "req.query req.body req.params req.headers req.cookies req.url req.param( req.get( request.query request.body request.params request.headers request.url "
                + "ctx.query ctx.request.body ctx.request.query ctx.params url.parse( req.on( request.on( querystring.parse("),
        sinks: sinks(
            "exec( execsync( spawn( spawnsync( execfile( execfilesync( *.exec( *.execsync( *.spawn( *.spawnsync( *.execfile( *.execfilesync( *.fork(",
            .requestToCommand, .likely)
            + sinks(
                "eval( function( *.runinnewcontext( *.runinthiscontext( *.runincontext( *.script( vm.runinnewcontext( require(",
                .requestToCode, .likely),
        decoders: patterns("atob( buffer.from( unescape( *.fromcharcode("),
        cleaning: ["parseint", "number", "encodeuricomponent"].reduce(into: []) { $0.insert(Array($1.utf8)) })

    static let ruby = ScriptProfile(
        language: .ruby, syntax: ScriptSyntax(slashComments: false, hashComments: true, backticks: true, lineEnds: true),
        sources: patterns("params cgi.params cgi env.query_string request.params request.query_string request.body *.query_string"),
        sinks: sinks(
            "system exec spawn open3.capture2 open3.capture3 open3.popen3 io.popen *.popen kernel.exec kernel.system", .requestToCommand,
            .likely, statement: true)
            + sinks("eval instance_eval class_eval *.instance_eval *.class_eval", .requestToCode, .likely, statement: true),
        cleaning: ["to_i", "to_f", "shellescape"].reduce(into: []) { $0.insert(Array($1.utf8)) }, hasSigils: true, interpolates: true,
        runsBackticks: true)
}
