using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>
/// What an entry of the journal tells, as it is stored: the members of the jsonb column, spelled in snake_case. One for each
/// <see cref="EntryKind"/>. No type of the domain is in it but enums, so that the domain may change its own without a look at what
/// is stored; a change here is a new version of the kind (<see cref="StoredForms"/>).
/// </summary>
public abstract record StoredContent
{
    private protected StoredContent()
    {
    }

    /// <summary>Null: see <see cref="StoredOther"/>.</summary>
    internal abstract EntryKind? EntryKind { get; }

    /// <summary>Whether it has what every one has. What a row lacks, a record has as null, whatever its type says.</summary>
    internal virtual bool IsWhole => true;

    /// <summary>For whoever has asked for its kind.</summary>
    internal TContent As<TContent>()
        where TContent : StoredContent => (TContent)this;
}

/// <summary>Of a kind, or a version of it, that this version of the service doesn't know: a newer one wrote it.</summary>
public sealed record StoredOther : StoredContent
{
    internal override EntryKind? EntryKind => null;
}
