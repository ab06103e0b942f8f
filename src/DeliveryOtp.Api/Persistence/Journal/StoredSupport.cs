using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>A look by support.</summary>
public sealed record StoredViewed(string Resource) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Viewed;
}

/// <summary>What somebody wrote down.</summary>
public sealed record StoredNoted(string Text) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Noted;

    internal override bool IsWhole => Text is not null;
}

/// <summary>Which of the recipient's links was sent anew. Not the name under which other kinds tell that one was issued.</summary>
public sealed record StoredLinkSent(int Version) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.LinkSent;
}
