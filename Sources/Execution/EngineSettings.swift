package import GraphQLLanguage
package import Limits
package import Planning

/// What an engine is told when it is made.
package struct EngineSettings: Sendable {
    package var ceilings: Ceilings
    package var documentLimits: ParserLimits
    package var cursorSeal: CursorSeal
    package var streaming: StreamingSettings
    package var subscriptions: SubscriptionSettings

    package init(
        ceilings: Ceilings = Ceilings(), documentLimits: ParserLimits = .standard, cursorSeal: CursorSeal,
        streaming: StreamingSettings = StreamingSettings(), subscriptions: SubscriptionSettings = SubscriptionSettings()
    ) {
        self.ceilings = ceilings
        self.documentLimits = documentLimits
        self.cursorSeal = cursorSeal
        self.streaming = streaming
        self.subscriptions = subscriptions
    }
}
