// swift-tools-version: 6.2
import PackageDescription

/// The settings every target shares: Swift 6 mode, explicit existentials and imports, warnings as errors in debug.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableExperimentalFeature("Lifetimes"),
    .treatAllWarnings(as: .error, .when(configuration: .debug)),
]

func nio(_ name: String) -> Target.Dependency { .product(name: name, package: "swift-nio") }

/// A library target with the shared settings.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A room's test twin.
func tests(_ name: String, _ dependencies: [Target.Dependency], excluding: [String] = [], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: excluding, resources: resources, swiftSettings: settings)
}

let package = Package(
    name: "souk",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "souk", targets: ["souk"]),
        .executable(name: "souk-bench", targets: ["Bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.0"),
    ],
    // In dependency order, lowest first: reading this list is reading the architecture.
    targets: [
        // 0: text and bytes; know nothing of each other
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        room("JSON"),
        room("GraphQLLanguage"),
        room("PostgresTypes", ["JSON"]),

        // 1: a type system; a connection
        room("GraphQLSchema", ["GraphQLLanguage", "JSON"]),
        room(
            "Postgres",
            ["CLibPQ", "JSON", "PostgresTypes", nio("NIOCore"), nio("NIOPosix"), .product(name: "Logging", package: "swift-log")]),

        // 2: the two columns meet in GraphModel
        room("GraphQLValidation", ["GraphQLLanguage", "GraphQLSchema"]),
        room("GraphQLExecution", ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "JSON"]),
        room("GraphModel", ["GraphQLLanguage", "GraphQLSchema", "PostgresTypes"]),
        room("Migrations", ["Postgres", "PostgresTypes", .product(name: "Crypto", package: "swift-crypto")]),

        // 3: who may see what; the running graph; what it may cost
        room(
            "Access",
            [
                "GraphModel", "GraphQLLanguage", "GraphQLSchema", "JSON", "Postgres", "PostgresTypes",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                nio("NIOCore"), nio("NIOHTTP1"),
            ]),
        room(
            "Catalog",
            [
                "GraphModel", "GraphQLLanguage", "GraphQLSchema", "Postgres", "PostgresTypes",
                .product(name: "Logging", package: "swift-log"),
            ]),
        room("Limits", ["GraphModel", "GraphQLLanguage", "GraphQLSchema"]),

        // 4: valid operation → plan → SQL; pure
        room(
            "Planning",
            [
                "GraphModel", "GraphQLExecution", "GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "PostgresTypes",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),

        // 5: request × principal × graph → bytes
        room(
            "Execution",
            [
                "Access", "Catalog", "GraphModel", "GraphQLExecution", "GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "JSON",
                "Limits", "Planning", "Postgres", "PostgresTypes", nio("NIOCore"), .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]),

        // 6: HTTP, and the page that it serves
        .target(name: "Explorer", resources: [.embedInCode("Page")], swiftSettings: settings),
        room(
            "Gateway",
            [
                "Access", "Catalog", "Execution", "Explorer", "GraphModel", "GraphQLExecution", "GraphQLLanguage", "JSON", "Postgres",
                nio("NIOCore"), nio("NIOPosix"), nio("NIOHTTP1"), nio("NIOWebSocket"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOExtras", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),

        // 7: the program, and the program that measures it
        .executableTarget(
            name: "souk",
            dependencies: [
                "CLibPQ", "Access", "Catalog", "Execution", "Gateway", "GraphModel", "GraphQLExecution", "GraphQLLanguage", "GraphQLSchema",
                "GraphQLValidation", "JSON", "Limits", "Migrations", "Planning", "Postgres", "PostgresTypes",
                nio("NIOCore"), nio("NIOPosix"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            path: "Sources/CLI",
            swiftSettings: settings),
        .target(name: "CAllocations"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .executableTarget(
            name: "Bench",
            dependencies: [
                "CAllocations", "CLibPQ", "COpenSSL", "Access", "Catalog", "Execution", "GraphModel", "GraphQLLanguage", "GraphQLSchema",
                "GraphQLValidation", "JSON", "Planning", "Postgres", nio("NIOCore"), nio("NIOPosix"),
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "Logging", package: "swift-log"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        // Tests: a private server for those that need one, what deploy/fuzz feeds; then the rooms' twins
        .target(name: "TestDatabase", dependencies: ["Postgres"], path: "Tests/TestDatabase", swiftSettings: settings),
        .target(
            name: "FuzzTargets", dependencies: ["GraphQLExecution", "GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "JSON"],
            path: "Tests/FuzzTargets", swiftSettings: settings),
        tests("FuzzTests", ["FuzzTargets"], excluding: ["Seeds", "graphql.dict"]),
        tests("JSONTests", ["JSON"]),
        tests(
            "PostgresTests",
            [
                "Postgres", "PostgresTypes", "TestDatabase", nio("NIOCore"), nio("NIOPosix"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        tests("GraphQLLanguageTests", ["GraphQLLanguage"]),
        tests("GraphQLValidationTests", ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation"]),
        tests("GraphQLConformanceTests", ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation"]),
        tests("GraphQLSchemaTests", ["GraphQLLanguage", "GraphQLSchema", "JSON"]),
        tests("GraphQLExecutionTests", ["GraphQLExecution", "GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "JSON"]),
        tests("ConformanceTests", ["souk"]),
        tests("PostgresTypesTests", ["PostgresTypes", "JSON", "Postgres", "TestDatabase"]),
        tests(
            "CLITests",
            [
                "souk", "Access", "Gateway", "GraphModel", "GraphQLSchema", "JSON", "Migrations", "Postgres", "TestDatabase",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        tests("BenchTests", ["Bench", "JSON"]),
        tests("LimitsTests", ["Limits"]),
        tests("MigrationsTests", ["Migrations", "Postgres", "TestDatabase"]),
        tests("GraphModelTests", ["GraphModel", "GraphQLLanguage", "GraphQLSchema", "PostgresTypes"]),
        tests(
            "PlanningTests",
            [
                "GraphModel", "GraphQLExecution", "GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "JSON", "Planning",
                "PostgresTypes",
            ]),
        tests(
            "CatalogTests",
            [
                "Catalog", "GraphModel", "GraphQLLanguage", "GraphQLSchema", "Postgres", "TestDatabase",
                .product(name: "Logging", package: "swift-log"),
            ], excluding: ["Golden"]),
        tests(
            "AccessTests",
            [
                "Access", "GraphModel", "JSON", .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                "Postgres", "TestDatabase", nio("NIOCore"), nio("NIOPosix"), .product(name: "Logging", package: "swift-log"),
            ]),
        tests(
            "ExecutionTests",
            [
                "Access", "Execution", "GraphModel", "GraphQLExecution", "GraphQLLanguage", "JSON", "Postgres", "TestDatabase", nio("NIOCore"), nio("NIOPosix"),
                .product(name: "InMemoryLogging", package: "swift-log"), .product(name: "Logging", package: "swift-log"),
            ]),
        tests(
            "GatewayTests",
            [
                "Access", "Execution", "Explorer", "Gateway", "GraphModel", "GraphQLLanguage", "JSON",
                nio("NIOCore"), nio("NIOPosix"), nio("NIOHTTP1"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "InMemoryLogging", package: "swift-log"), .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        tests(
            "EndToEndTests",
            [
                "souk", "Access", "Catalog", "Execution", "GraphModel", "GraphQLExecution", "GraphQLLanguage", "GraphQLSchema",
                "GraphQLValidation", "JSON", "Migrations", "Planning", "Postgres", "PostgresTypes", "TestDatabase",
                nio("NIOCore"), nio("NIOHTTP1"), nio("NIOPosix"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ], excluding: ["Cases"]),
    ]
)
