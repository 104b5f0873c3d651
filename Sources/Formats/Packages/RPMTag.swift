/// The tags of rpm's header that matter here, by their numbers in rpm's documentation ("Tags", rpm.org).
enum RPMTag: UInt32, CaseIterable {
    case headerImage = 61
    case headerSignatures = 62
    case headerImmutable = 63
    /// An OpenPGP signature over header and payload (rpm 3).
    case signaturePGP = 259
    case signatureGPG = 262
    /// OpenPGP signatures over the header alone.
    case headerDSA = 267
    case headerRSA = 268
    /// OpenPGP signatures over the header, any number of them (rpm 6).
    case openPGP = 278
    case name = 1000
    case version = 1001
    case release = 1002
    case epoch = 1003
    case installTime = 1008
    case architecture = 1022
    case oldFileNames = 1027
    case fileSizes = 1028
    case fileStates = 1029
    case fileModes = 1030
    case fileModified = 1034
    case fileDigests = 1035
    case fileLinkTargets = 1036
    case fileFlags = 1037
    case fileOwners = 1039
    case fileGroups = 1040
    case fileVerifyFlags = 1045
    case folderIndexes = 1116
    case baseNames = 1117
    case folderNames = 1118
    case longFileSizes = 5008
    case fileCapabilities = 5010
    case fileDigestAlgorithm = 5011
}
