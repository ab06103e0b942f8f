using System.Collections.Frozen;
using System.Text.Json;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>
/// The one door between what happened and what is stored of it. It writes the newest version of each kind and reads all of them:
/// what was written once stays readable.
/// </summary>
internal static class StoredForms
{
    /// <summary>By kind: how each version is read, the first one first.</summary>
    private static readonly FrozenDictionary<EntryKind, Func<string, StoredContent>[]> Readers =
        Enum.GetValues<EntryKind>().ToFrozenDictionary(kind => kind, ReadersOf);

    /// <summary>The version of a kind that is written today.</summary>
    public static short VersionOf(EntryKind kind) => (short)Readers[kind].Length;

    /// <summary>What is to be stored of an event.</summary>
    public static StoredContent Of(DeliveryEvent happened) => happened.EntryKind switch
    {
        EntryKind.Issued => StoredIssued.Of((Issued)happened),
        EntryKind.Renewed => new StoredRenewed(((Renewed)happened).Generation),
        EntryKind.Held => new StoredHeld(((Held)happened).Reason),
        EntryKind.Unlocked => StoredUnlocked.Of((Unlocked)happened),
        EntryKind.Cancelled => new StoredCancelled(((Cancelled)happened).Reason),
        EntryKind.Expired => new StoredExpired(),
        EntryKind.Changed => StoredChanged.Of((Changed)happened),
        EntryKind.Arrived => StoredArrived.Of((Arrived)happened),
        EntryKind.Attempted => StoredAttempted.Of((Attempted)happened),
        EntryKind.SessionClosed => StoredSessionClosed.Of((SessionClosed)happened),
        EntryKind.Revealed => StoredRevealed.Of((Revealed)happened),
        EntryKind.Hidden => StoredHidden.Of((Hidden)happened),
        EntryKind.Denied => new StoredDenied(StoredSignal.Of(((Denied)happened).Signal)),
        EntryKind.LeftReported => new StoredLeftReported(StoredSignal.Of(((LeftReported)happened).Signal)),
        EntryKind.Received => new StoredReceived(),
        EntryKind.Contested => StoredContested.Of((Contested)happened),
        EntryKind.SignalRaised => StoredSignalRaised.Of((SignalRaised)happened),
        EntryKind.Viewed => new StoredViewed(((Viewed)happened).Resource),
        EntryKind.Noted => new StoredNoted(((Noted)happened).Text),
        EntryKind.LinkSent => new StoredLinkSent(((LinkSent)happened).LinkVersion),
        EntryKind.DisputeOpened => StoredDisputeOpened.Of((DisputeOpened)happened),
        EntryKind.DisputeNoted => StoredDisputeNoted.Of((DisputeNoted)happened),
        EntryKind.DisputeDecided => StoredDisputeDecided.Of((DisputeDecided)happened),
    };

    public static StoredForm Write(StoredContent content)
    {
        var kind = content.EntryKind ?? throw new ArgumentException("What this version doesn't know it can't write.", nameof(content));
        return new StoredForm(KindName.Of(kind), VersionOf(kind), RowJson.Write(content, content.GetType()));
    }

    /// <summary>Null: this version of the service can't read it, since a newer one wrote it.</summary>
    public static EntryKind? KindOf(string kind, short version) =>
        KindName.Find(kind) is { } known && version >= 1 && version <= VersionOf(known) ? known : null;

    /// <exception cref="JsonException">It no longer reads: somebody edited it.</exception>
    public static StoredContent Read(StoredForm form)
    {
        if (KindOf(form.Kind, form.Version) is not { } kind)
            return new StoredOther();
        var content = Readers[kind][form.Version - 1](form.Detail);
        return content.IsWhole ? content : throw new JsonException($"An entry of kind {form.Kind} lacks what every one has.");
    }

    private static Func<string, StoredContent>[] ReadersOf(EntryKind kind) => kind switch
    {
        EntryKind.Issued => [RowJson.Read<StoredIssued>],
        EntryKind.Renewed => [RowJson.Read<StoredRenewed>],
        EntryKind.Held => [RowJson.Read<StoredHeld>],
        EntryKind.Unlocked => [RowJson.Read<StoredUnlocked>],
        EntryKind.Cancelled => [RowJson.Read<StoredCancelled>],
        EntryKind.Expired => [_ => new StoredExpired()],
        EntryKind.Changed => [RowJson.Read<StoredChanged>],
        EntryKind.Arrived => [RowJson.Read<StoredArrived>],
        EntryKind.Attempted => [RowJson.Read<StoredAttempted>],
        EntryKind.SessionClosed => [RowJson.Read<StoredSessionClosed>],
        EntryKind.Revealed => [RowJson.Read<StoredRevealed>],
        EntryKind.Hidden => [RowJson.Read<StoredHidden>],
        EntryKind.Denied => [RowJson.Read<StoredDenied>],
        EntryKind.LeftReported => [RowJson.Read<StoredLeftReported>],
        EntryKind.Received => [_ => new StoredReceived()],
        EntryKind.Contested => [RowJson.Read<StoredContested>],
        EntryKind.SignalRaised => [RowJson.Read<StoredSignalRaised>],
        EntryKind.Viewed => [RowJson.Read<StoredViewed>],
        EntryKind.Noted => [RowJson.Read<StoredNoted>],
        EntryKind.LinkSent => [RowJson.Read<StoredLinkSent>],
        EntryKind.DisputeOpened => [RowJson.Read<StoredDisputeOpened>],
        EntryKind.DisputeNoted => [RowJson.Read<StoredDisputeNoted>],
        EntryKind.DisputeDecided => [RowJson.Read<StoredDisputeDecided>],
    };
}
