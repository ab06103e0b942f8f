using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>A showing that began or lasts longer now.</summary>
public sealed record StoredRevealed(int Showing, int Generation, DateTimeOffset Until) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Revealed;

    internal static StoredRevealed Of(Revealed revealed) => new(revealed.Showing, revealed.Generation, revealed.Until);
}

/// <summary>A showing that is over, and since when.</summary>
public sealed record StoredHidden(int Showing, HiddenBy By, DateTimeOffset At) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Hidden;

    internal static StoredHidden Of(Hidden hidden) => new(hidden.Showing, hidden.By, hidden.At);
}

/// <summary>"Nobody is here", and the signal that it raised.</summary>
public sealed record StoredDenied(StoredSignal Signal) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Denied;

    internal override bool IsWhole => Signal is { Name: not null };
}

/// <summary>"The courier left with my parcel", and the signal that it raised.</summary>
public sealed record StoredLeftReported(StoredSignal Signal) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.LeftReported;

    internal override bool IsWhole => Signal is { Name: not null };
}

/// <summary>"I have it".</summary>
public sealed record StoredReceived : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Received;
}

/// <summary>A contest; with a reason where support recorded it in the recipient's name.</summary>
public sealed record StoredContested(ContestKind Kind, string? Statement, string? Reason = null, Guid? DisputeId = null) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Contested;

    internal static StoredContested Of(Contested contested) =>
        new(contested.Kind, contested.Statement, contested.Reason, contested.Dispute?.Value);
}
