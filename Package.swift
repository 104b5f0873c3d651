// swift-tools-version: 6.2
// Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.

import PackageDescription

/// One set of settings for everything we own: a warning is an error, an unsafe call is visible.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
]

/// What a static libyara needs and its pkg-config file keeps private.
let yaraLibraries: [LinkerSetting] = ["yara", "jansson", "magic", "crypto", "bz2", "lzma", "z"].map {
    .linkedLibrary($0, .when(traits: ["Yara"]))
}

/// What a static libarchive needs for tar and its filters.
let archiveLibraries: [LinkerSetting] = ["archive", "nettle", "acl", "lzma", "zstd", "lz4", "bz2", "z"].map {
    .linkedLibrary($0, .when(traits: ["Archive"]))
}

/// libyaml, which needs nothing further.
let sigmaLibraries: [LinkerSetting] = [.linkedLibrary("yaml", .when(traits: ["Sigma"]))]

/// What a static libmaxminddb needs.
let placesLibraries: [LinkerSetting] = [.linkedLibrary("maxminddb", .when(traits: ["MaxMind"]))]

let package = Package(
    name: "banken",
    products: [.executable(name: "banken", targets: ["banken"])],
    traits: [
        .trait(name: "Yara", description: "Judge content with YARA rules (libyara)."),
        .trait(name: "SQLite", description: "Read the RPM database of RHEL 9, Fedora and their children (libsqlite3)."),
        .trait(name: "Archive", description: "Read packages of distributions to make manifest packs of them (libarchive)."),
        .trait(name: "Ext2", description: "Read images and disks of the ext file systems without mounting them (libext2fs)."),
        .trait(name: "Sigma", description: "Read Sigma rules (libyaml)."),
        .trait(
            name: "MaxMind", description: "Tell countries and networks of addresses from a database in MaxMind's format (libmaxminddb)."),
        .default(enabledTraits: ["Yara", "SQLite", "Archive", "Ext2", "Sigma", "MaxMind"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .target(
            name: "CImage",
            cSettings: [.define("EXT2", .when(traits: ["Ext2"]))],
            linkerSettings: ["ext2fs", "com_err"].map { .linkedLibrary($0, .when(traits: ["Ext2"])) }),
        .target(name: "CDigest"),
        .target(name: "CLinux"),
        .target(name: "CPlaces", cSettings: [.define("MAXMIND", .when(traits: ["MaxMind"]))], linkerSettings: placesLibraries),
        .systemLibrary(name: "CYara", pkgConfig: "yara", providers: [.apt(["libyara-dev"])]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CYaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .target(name: "Model", swiftSettings: strict),
        .target(name: "Knowledge", dependencies: ["Model"], swiftSettings: strict),
        .target(name: "Sys", dependencies: ["CLinux", "Model"], swiftSettings: strict),
        .target(
            name: "Formats",
            dependencies: ["Model", .target(name: "CSQLite", condition: .when(traits: ["SQLite"]))],
            swiftSettings: strict),
        .target(
            name: "Evidence",
            dependencies: ["CDigest", "Model", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .target(name: "Hosts", dependencies: ["CImage", "Model", "Sys", "Formats"], swiftSettings: strict),
        .target(
            name: "ContentRules",
            dependencies: ["Model", .target(name: "CYara", condition: .when(traits: ["Yara"]))],
            swiftSettings: strict),
        .target(
            name: "Collectors",
            dependencies: ["Model", "Sys", "Hosts", "Formats", "Evidence", "ContentRules", "Knowledge", "LogReading", "Taint"],
            swiftSettings: strict),
        .target(name: "Taint", dependencies: ["Model", "Formats"], swiftSettings: strict),
        .target(name: "Provenance", dependencies: ["Model"], swiftSettings: strict),
        .target(
            name: "Archives",
            dependencies: ["Model", "Formats", "Evidence", .target(name: "CArchive", condition: .when(traits: ["Archive"]))],
            swiftSettings: strict),
        .target(name: "LogReading", dependencies: ["Archives", "Formats", "Hosts", "Model", "Sys"], swiftSettings: strict),
        .target(name: "Origins", dependencies: ["CPlaces", "Model"], swiftSettings: strict),
        .target(name: "Drift", dependencies: ["Model"], swiftSettings: strict),
        .target(name: "Detectors", dependencies: ["Knowledge", "Model", "Provenance"], swiftSettings: strict),
        .target(name: "Inquiry", dependencies: ["Model"], swiftSettings: strict),
        .target(name: "Casework", dependencies: ["Formats", "Model"], swiftSettings: strict),
        .target(name: "Report", dependencies: ["Casework", "Model"], swiftSettings: strict),
        .target(
            name: "Sigma", dependencies: ["Model", .target(name: "CYaml", condition: .when(traits: ["Sigma"]))], swiftSettings: strict),
        .target(
            name: "Commands",
            dependencies: [
                "Model", "Sys", "Formats", "Evidence", "Hosts", "Archives", "Casework", "Collectors", "ContentRules", "Provenance",
                "Detectors",
                "Drift", "Inquiry", "Knowledge", "LogReading", "Origins", "Report", "Sigma",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "banken", dependencies: ["Commands"], swiftSettings: strict,
            linkerSettings: yaraLibraries + archiveLibraries + sigmaLibraries),

        .target(
            name: "FixtureHosts", dependencies: ["Model", "Hosts", "Evidence", "Formats", "Sys"], path: "Tests/FixtureHosts",
            swiftSettings: strict),
        .target(name: "FixtureFiles", path: "Tests/FixtureFiles", swiftSettings: strict),
        .executableTarget(
            name: "probe-storm", dependencies: ["Collectors", "Formats", "Hosts", "Model", "Sys"], path: "Tests/LiveTests/ProbeStorm",
            swiftSettings: strict, linkerSettings: yaraLibraries),
        .testTarget(name: "ArchitectureTests", dependencies: ["Hosts", "Model"], swiftSettings: strict),
        .testTarget(name: "KnowledgeTests", dependencies: ["Knowledge", "Model"], swiftSettings: strict),
        .testTarget(name: "EvidenceTests", dependencies: ["Evidence", "Model"], swiftSettings: strict),
        .testTarget(name: "ModelTests", dependencies: ["Model"], swiftSettings: strict),
        .testTarget(
            name: "FormatsTests", dependencies: ["FixtureFiles", "Formats", "Model"], exclude: ["Fail2ban", "Fixtures", "Logs"],
            swiftSettings: strict),
        .testTarget(
            name: "ContentRulesTests", dependencies: ["ContentRules", "FixtureFiles", "Model"], exclude: ["Fixtures"],
            swiftSettings: strict, linkerSettings: yaraLibraries),
        .testTarget(name: "TaintTests", dependencies: ["FixtureFiles", "Taint", "Model"], exclude: ["Fixtures"], swiftSettings: strict),
        .executableTarget(
            name: "sigma-probe", dependencies: ["Model", "Sigma"], path: "Tests/SigmaTests/Probe", swiftSettings: strict,
            linkerSettings: sigmaLibraries),
        .testTarget(
            name: "SigmaTests", dependencies: ["FixtureFiles", "Model", "Sigma"], exclude: ["Fixtures", "Oracle", "Probe", "run"],
            swiftSettings: strict, linkerSettings: sigmaLibraries),
        .testTarget(name: "ReportTests", dependencies: ["Report", "Model"], swiftSettings: strict),
        .testTarget(
            name: "DetectorsTests",
            dependencies: ["Collectors", "ContentRules", "Detectors", "FixtureHosts", "Formats", "Hosts", "Model", "Provenance"],
            exclude: ["Fixtures"], swiftSettings: strict, linkerSettings: yaraLibraries),
        .testTarget(
            name: "CollectorsTests",
            dependencies: ["Collectors", "Evidence", "FixtureHosts", "Formats", "Hosts", "LogReading", "Model"],
            swiftSettings: strict,
            linkerSettings: yaraLibraries),
        .testTarget(
            name: "HostsTests", dependencies: ["Collectors", "Hosts", "Model", "Sys"], swiftSettings: strict,
            linkerSettings: yaraLibraries),
        .testTarget(
            name: "BaselineTests",
            dependencies: ["Archives", "Collectors", "Drift", "Evidence", "FixtureHosts", "Formats", "Hosts", "Model", "Report", "Sys"],
            swiftSettings: strict, linkerSettings: yaraLibraries + archiveLibraries),
        .testTarget(
            name: "OriginsTests", dependencies: ["Model", "Origins"], swiftSettings: strict, linkerSettings: placesLibraries),
        .testTarget(
            name: "LogReadingTests", dependencies: ["Formats", "Hosts", "LogReading", "Model"], swiftSettings: strict,
            linkerSettings: archiveLibraries),
        .testTarget(
            name: "CaseworkTests", dependencies: ["Casework", "FixtureFiles", "Formats", "Model", "Report"], exclude: ["Notices"],
            swiftSettings: strict),
        .testTarget(
            name: "InquiryTests", dependencies: ["FixtureFiles", "Inquiry", "Model"], exclude: ["Fixtures", "Incidents"],
            swiftSettings: strict),
    ]
)
