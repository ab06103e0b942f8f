using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Persistence.Checking;

/// <summary>
/// The way back from a stored entry to the event that it tells of, as far as a state follows from it: codes and contacts are not in the
/// journal, and what a visit said at length changes nothing.
/// </summary>
internal static class StoredEvents
{
    private static readonly IReadOnlyDictionary<string, string?> NoValues = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <exception cref="System.Text.Json.JsonException">It no longer reads.</exception>
    /// <exception cref="InvalidDataException">A newer version wrote it, or a column lacks what its kind needs.</exception>
    public static DeliveryEvent Of(StoredContent content, CheckedEntry entry, Delivery? before) => content.EntryKind switch
    {
        EntryKind.Issued => Of(content.As<StoredIssued>()),
        EntryKind.Renewed => new Renewed(content.As<StoredRenewed>().Generation),
        EntryKind.Held => new Held(content.As<StoredHeld>().Reason),
        EntryKind.Unlocked => new Unlocked(content.As<StoredUnlocked>().Reason, content.As<StoredUnlocked>().Generation, entry.RecordedAt),
        EntryKind.Cancelled => new Cancelled(content.As<StoredCancelled>().Reason),
        EntryKind.Expired => new Expired(),
        EntryKind.Changed => Of(content.As<StoredChanged>(), before, entry.RecordedAt),
        EntryKind.Arrived => Of(content.As<StoredArrived>(), entry),
        EntryKind.Attempted => Of(content.As<StoredAttempted>(), entry),
        EntryKind.SessionClosed => Of(content.As<StoredSessionClosed>(), entry),
        EntryKind.Revealed => content.As<StoredRevealed>() is var shown ? new Revealed(shown.Showing, shown.Generation, shown.Until) : null!,
        EntryKind.Hidden => content.As<StoredHidden>() is var hidden ? new Hidden(hidden.Showing, hidden.By, hidden.At) : null!,
        EntryKind.Denied => new Denied(content.As<StoredDenied>().Signal.ToSignal()),
        EntryKind.LeftReported => new LeftReported(content.As<StoredLeftReported>().Signal.ToSignal()),
        EntryKind.Received => new Received(),
        EntryKind.Contested => content.As<StoredContested>() is var contest ? new Contested(contest.Kind, contest.Statement) : null!,
        EntryKind.SignalRaised => Of(content.As<StoredSignalRaised>()),
        EntryKind.Viewed => new Viewed(content.As<StoredViewed>().Resource),
        EntryKind.Noted => new Noted(content.As<StoredNoted>().Text),
        EntryKind.LinkSent => new LinkSent(content.As<StoredLinkSent>().Version),
        EntryKind.DisputeOpened => Of(content.As<StoredDisputeOpened>()),
        EntryKind.DisputeNoted => content.As<StoredDisputeNoted>() is var note ? new DisputeNoted(new DisputeId(note.DisputeId), note.Text) : null!,
        EntryKind.DisputeDecided => Of(content.As<StoredDisputeDecided>()),
        null => throw new InvalidDataException("a newer version of the service wrote it"),
    };

    private static Issued Of(StoredIssued issued) => new(
        new OrderId(issued.OrderId),
        Of(issued.Destination),
        issued.CourierId is { } courier ? new CourierId(courier) : null,
        issued.ParcelBarcode is { } parcel ? new ParcelBarcode(parcel) : null,
        issued.Seller is { } seller ? new Seller(seller.Name, seller.Country, seller.Marketplace) : null,
        issued.Policy.ToPolicy(),
        issued.ExpiresAt);

    private static Destination Of(StoredDestination to) => new(new Position(to.Latitude, to.Longitude), to.Country, to.Address);

    /// <summary>Who the recipient is now is not in the journal, but whether it is another one: their link is.</summary>
    private static Changed Of(StoredChanged changed, Delivery? before, DateTimeOffset at)
    {
        var recipient = before?.Recipient ?? new Recipient(Language: null, Email: null, Phone: "0");
        DeliveryChange change = changed.Field switch
        {
            ChangedField.Courier => new CourierChange(changed.CourierId is { } courier ? new CourierId(courier) : null),
            ChangedField.Destination => new DestinationChange(Of(changed.Destination!)),
            ChangedField.Recipient => new RecipientChange(changed.LinkVersion is null ? recipient : recipient with { Phone = recipient.Phone + "0" }),
            ChangedField.Parcel => new ParcelChange(changed.ParcelBarcode is { } parcel ? new ParcelBarcode(parcel) : null),
            ChangedField.DeliverUntil => new DeliverUntilChange(changed.ExpiresAt!.Value),
            ChangedField.Metadata => new MetadataChange(NoValues),
        };
        return new Changed(change, changed.Generation, at, changed.LinkVersion);
    }

    private static Arrived Of(StoredArrived arrived, CheckedEntry entry) => new(
        new Arrival
        {
            Courier = Courier(entry),
            TokenId = arrived.TokenId,
            Fix = FixOf(arrived, entry),
            Device = new Device { Id = Device(entry) },
            CapturedAt = arrived.CapturedAt,
        },
        new ArrivalVerdict
        {
            Outcome = arrived.Outcome,
            Opens = SessionOf(arrived.Opens, Courier(entry), Device(entry), arrived.Location.Verdict, byArrival: true),
            TriesLeft = arrived.TriesLeft,
            DeliveryStatus = arrived.DeliveryStatus,
            Place = new PlaceAssessment(arrived.Location.Verdict, Distance: null),
            ClockSkewS = arrived.ClockSkewS,
            Signals = [.. arrived.Signals.Select(signal => signal.ToSignal())],
            IsStranger = entry.IsStranger,
        },
        entry.RecordedAt);

    private static Attempted Of(StoredAttempted attempted, CheckedEntry entry) => new(
        new Attempt
        {
            Courier = Courier(entry),
            TokenId = attempted.TokenId,
            Fix = FixOf(attempted, entry),
            Device = new Device { Id = Device(entry) },
            CapturedAt = attempted.CapturedAt,
            Presented = new PresentedCode(string.Empty),
        },
        new AttemptVerdict
        {
            Outcome = attempted.Outcome,
            Opens = SessionOf(attempted.Opens, Courier(entry), Device(entry), attempted.Location.Verdict, byArrival: false),
            Session = attempted.Session,
            TriesLeft = attempted.TriesLeft,
            DeliveryStatus = attempted.DeliveryStatus,
            Place = new PlaceAssessment(attempted.Location.Verdict, Distance: null),
            ClockSkewS = attempted.ClockSkewS,
            Signals = [.. attempted.Signals.Select(signal => signal.ToSignal())],
            PresentedDigest = attempted.Compared ? [] : null,
            IsStranger = entry.IsStranger,
        },
        entry.RecordedAt);

    private static SessionClosed Of(StoredSessionClosed closed, CheckedEntry entry) => new(
        SessionOf(closed.Session, Courier(entry), Device(entry), PlaceVerdict.Unverified, byArrival: false)!,
        closed.Reason);

    private static SignalRaised Of(StoredSignalRaised raised) => new(
        raised.Signal.ToSignal(),
        raised.About ?? Guid.Empty,
        raised.Stranger is { } stranger ? new CourierId(stranger) : null);

    private static DisputeOpened Of(StoredDisputeOpened opened) =>
        new(new DisputeId(opened.DisputeId), opened.Kind, opened.OpenedBy, opened.Statement, opened.DueAt);

    private static DisputeDecided Of(StoredDisputeDecided decided) => new(
        new DisputeId(decided.DisputeId),
        decided.Kind,
        new DisputeDecision(decided.Outcome, decided.Grounds, decided.Reasons, decided.EvidenceKeptAt));

    private static DoorstepSession? SessionOf(StoredSession? session, CourierId courier, DeviceId device, PlaceVerdict place, bool byArrival) =>
        session is null
            ? null
            : new DoorstepSession
            {
                Number = session.Number,
                OpenedAt = session.OpenedAt,
                ClosesAt = session.ClosesAt,
                Courier = courier,
                Device = device,
                Place = place,
                ByArrival = byArrival,
            };

    private static Fix? FixOf(IStoredVisit visit, CheckedEntry entry) =>
        entry.Fix is { } position ? new Fix(position, Accuracy: null, visit.Location.CapturedAt ?? entry.RecordedAt) : null;

    private static CourierId Courier(CheckedEntry entry) => entry.Courier ?? new CourierId(string.Empty);

    private static DeviceId Device(CheckedEntry entry) => entry.Device ?? new DeviceId(string.Empty);
}
