import Model

extension FormatParser {
    /// Parsers of what something would run or did: shell text, services, logs, web servers.
    package static let services: [FormatParser] =
        [
            FormatParser("shell-words") { text in
                _ = ShellWords.split(text)
                return 0
            },
            FormatParser("command-line") { text in
                _ = CommandLine.targets(of: RawText(ShellByte.copy(text, limit: CommandLine.longestLine)), home: "/root")
                return 0
            },
            FormatParser("shell-traits") { text in
                _ = ShellTraits.scan(text)
                return 0
            },
            FormatParser("start-file") { text in
                _ = (StartFileTraits.scan(text), StartFileTraits.aliasLines(text))
                return 0
            },
            FormatParser("shell-history") { ShellHistoryFormat.parse($0).problems.count },
            FormatParser("script-header") { text in
                _ = ScriptHeader.shape(of: text)
                return 0
            },
            FormatParser("systemd-unit") { text in
                let parsed = SystemdUnitFormat.parse(text)
                _ = (parsed.value.commands, parsed.value.environment, parsed.value.triggers, parsed.value.wantedBy)
                return parsed.problems.count
            },
            FormatParser("inittab") { InittabFormat.parse($0).problems.count },
            FormatParser("upstart") { UpstartFormat.parse($0).problems.count },
            FormatParser("init-script") { InitScriptFormat.parse($0).problems.count },
            FormatParser("udev-rules") { UdevRulesFormat.parse($0).problems.count },
            FormatParser("pam") { PamFormat.parse($0).problems.count },
            FormatParser("pam.conf") { PamFormat.parse($0, namesService: true).problems.count },
            FormatParser("desktop-entry") { DesktopEntryFormat.parse($0).problems.count },
            FormatParser("apt-hook") { AptHookFormat.parse($0).problems.count },
            FormatParser("environment-setting") { EnvironmentSettingFormat.parse($0).problems.count },
            FormatParser("pam-stack") { text in
                let rules = PamFormat.parse(text).value
                _ = PamStack(files: ["a": rules, "b": rules]).admission(to: "a")
                return 0
            },
            FormatParser("name-service") { NameServiceFormat.parse($0).problems.count },
            FormatParser("loader-folder") { LoaderFolderFormat.parse($0).problems.count },
            FormatParser("tmpfiles") { TemporaryFilesFormat.parse($0).problems.count },
            FormatParser("sysusers") { SystemUsersFormat.parse($0).problems.count },
            FormatParser("binfmt") { BinaryFormatFormat.parse($0).problems.count },
            FormatParser("kernel-parameter") { KernelParameterFormat.parse($0).problems.count },
            FormatParser("kernel-parameter-bare") { KernelParameterFormat.parse($0, isBare: true).problems.count },
            FormatParser("polkit-rule") { PolkitRuleFormat.parse($0).problems.count },
            FormatParser("local-authority") { LocalAuthorityFormat.parse($0).problems.count },
            FormatParser("polkit-action") { PolkitActionFormat.parse($0).problems.count },
            FormatParser("bus-policy") { BusPolicyFormat.parse($0).problems.count },
            FormatParser("package-archive") { PackageArchiveFormat.parse($0).problems.count },
            FormatParser("container-docker") { ContainerFormat.docker($0, host: $0).problems.count },
            FormatParser("container-runtime") { ContainerFormat.runtime($0).problems.count },
            FormatParser("container-unit") { ContainerFormat.unit($0).problems.count },
            FormatParser("container-programs") { ContainerFormat.programs($0).problems.count },
            FormatParser("container-pod") { ContainerFormat.pod($0).problems.count },
            FormatParser("apache") { ApacheConfigurationFormat.parse($0).problems.count },
            FormatParser("nginx") { NginxConfigurationFormat.parse($0).problems.count },
            FormatParser("lighttpd") { LighttpdConfigurationFormat.parse($0).problems.count },
        ] + SettingGrammar.all.map { grammar in FormatParser("setting-" + grammar.name) { grammar.parse($0).problems.count } }
}
