import Access
import Planning
import Postgres

/// The session in which a plan reads for a viewer: all of the viewer's own, or what is left of it without the subject, where the plan does
/// not ask for that. Reads in sessions that agree may be one.
struct ReadingSession {
    let context: SessionContext
    /// Of everything that the context is made of.
    let fingerprint: SessionFingerprint

    init(of plan: PreparedPlan, for principal: Principal) {
        if plan.plan.isImpersonal {
            context = principal.impersonalContext
            fingerprint = principal.impersonalFingerprint
        } else {
            context = principal.sessionContext
            fingerprint = principal.sessionFingerprint
        }
    }
}
