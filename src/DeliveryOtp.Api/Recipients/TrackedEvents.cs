using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Recipients;

/// <summary>The part of a journal that its recipient sees, on the page and on the stream.</summary>
public sealed class TrackedEvents(JournalExcerpts journal)
{
    /// <summary>As many as the page shows, and as a stream reads at once.</summary>
    public const int PageSize = 200;

    public const string RefusedKind = "refused";

    private static readonly string[] Kinds = [.. Enum.GetValues<EntryKind>().Where(kind => IsShown(kind)).Select(KindName.Of)];

    /// <summary>The newest, oldest of them first.</summary>
    public async Task<IReadOnlyList<NumberedEvent>> ListAsync(RetailerId retailer, DeliveryId delivery, CancellationToken cancel) =>
        [.. (await journal.ListLastAsync(retailer, delivery, Kinds, PageSize, cancel)).Select(Of).OfType<NumberedEvent>()];

    /// <summary>The next behind a sequence.</summary>
    public async Task<IReadOnlyList<NumberedEvent>> ListAsync(
        RetailerId retailer,
        DeliveryId delivery,
        int after,
        CancellationToken cancel) =>
        [.. (await journal.ListAfterAsync(retailer, delivery, Kinds, after, PageSize, cancel)).Select(Of).OfType<NumberedEvent>()];

    /// <summary>
    /// From where on to go on for a client that has everything up to an id: from the start where the journal does not reach that
    /// far, since a backup was restored and those ids are given anew.
    /// </summary>
    public async Task<int> ResumeAsync(RetailerId retailer, DeliveryId delivery, int after, CancellationToken cancel) =>
        after <= await journal.FindLastAsync(retailer, delivery, cancel) ? after : 0;

    /// <summary>
    /// Refusals of couriers who may not deliver the parcel, on a stream: that there were some, and when the last one was. How many,
    /// `GET /v1/tracking` says (R18).
    /// </summary>
    public static TrackedEvent RefusedAt(DateTimeOffset at) => new(at, RefusedKind, Outcome: null, Where: null);

    /// <summary>Null: the recipient does not see entries of this kind.</summary>
    public static NumberedEvent? Of(EntryExcerpt entry) => entry.Kind is { } kind && IsShown(kind)
        ? new NumberedEvent(entry.Sequence, new TrackedEvent(entry.RecordedAt, KindName.Of(kind), entry.Outcome, WhereOf(entry.Verdict)))
        : null;

    /// <summary>What history says about couriers, and what support reads and writes, is not for recipients.</summary>
    internal static bool IsShown(EntryKind kind) => kind switch
    {
        EntryKind.Issued or EntryKind.Renewed or EntryKind.Held or EntryKind.Unlocked or EntryKind.Cancelled or EntryKind.Expired
            or EntryKind.Changed or EntryKind.Arrived or EntryKind.Attempted or EntryKind.SessionClosed or EntryKind.Revealed
            or EntryKind.Hidden or EntryKind.Denied or EntryKind.LeftReported or EntryKind.Received or EntryKind.Contested => true,
        EntryKind.SignalRaised or EntryKind.Viewed or EntryKind.Noted or EntryKind.LinkSent or EntryKind.DisputeOpened
            or EntryKind.DisputeNoted or EntryKind.DisputeDecided => false,
    };

    private static Whereabouts? WhereOf(PlaceVerdict? verdict) => verdict switch
    {
        PlaceVerdict.Inside => Whereabouts.AtYourDoor,
        PlaceVerdict.Outside => Whereabouts.AwayFromYourAddress,
        PlaceVerdict.Unverified => Whereabouts.Unknown,
        null => null,
    };
}

/// <summary>An event and its place in the delivery's journal.</summary>
public sealed record NumberedEvent(int Sequence, TrackedEvent Event);
