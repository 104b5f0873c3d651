import Model

extension ProgramLog {
    /// Apache through syslog (`ErrorLog syslog`): a line of the error log without its time, or one of the access log by logger(1).
    static let apache = ProgramLog(
        id: "apache", title: Localized(en: "Apache (web server)", ja: "Apache(ウェブサーバー)"), programs: ["httpd", "apache2", "apache"]
    ) { text, message, draft in
        ApacheErrorMessage.read(text, message, &draft) || WebServerMessage.access(text, message, &draft)
    }
}
