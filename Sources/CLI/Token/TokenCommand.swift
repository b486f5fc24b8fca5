import ArgumentParser

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Issue, list, inspect, rotate and revoke opaque tokens.",
        discussion: """
            A token is shown once, when it is issued: the database holds its digest only. What is changed here reaches every \
            running gateway.

            EXAMPLES
              souk token issue --tenant lotus --role operator --label "night shift"
              souk token issue --tenant lotus --role partner --merchant 7 \\
                --scope products:read --scope orders:read --expires-in 90d
              souk token list --tenant lotus
              souk token rotate 81723 --overlap 1h
              souk token revoke 81723
            """,
        subcommands: [TokenIssue.self, TokenList.self, TokenInspect.self, TokenRotate.self, TokenRevoke.self])
}
