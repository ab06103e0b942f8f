using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>The end of a doorstep session without an acceptance.</summary>
public sealed record StoredSessionClosed(StoredSession Session, SessionEnd Reason, int Attempts) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.SessionClosed;

    internal override bool IsWhole => Session is not null;

    internal static StoredSessionClosed Of(SessionClosed closed) =>
        new(StoredSession.Of(closed.Session), closed.Reason, closed.Session.Attempts);
}
