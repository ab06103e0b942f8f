using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Persistence;

/// <summary>The jsonb part of a journal entry, kind by kind: what a timeline shows as detail.</summary>
public abstract record EntryDetail
{
    /// <summary>What an event is called in the journal, and its detail.</summary>
    internal static (string Kind, EntryDetail Detail) Of(DeliveryEvent happened) => happened switch
    {
        Issued issued => ("issued", IssuedDetail.Of(issued)),
        Renewed renewed => ("renewed", new GenerationDetail(renewed.Generation)),
        Held held => ("held", new ReasonDetail(held.Reason)),
        Unlocked unlocked => ("unlocked", new UnlockedDetail(unlocked.Reason, unlocked.Generation)),
        Cancelled cancelled => ("cancelled", new ReasonDetail(cancelled.Reason)),
        Expired => ("expired", new NoDetail()),
        Changed changed => ("changed", ChangedDetail.Of(changed)),
        Arrived arrived => (Rows.JournalRow.ArrivedKind, ArrivalDetail.Of(arrived)),
        Attempted attempted => (Rows.JournalRow.AttemptedKind, AttemptDetail.Of(attempted)),
        SessionClosed closed => ("session_closed", SessionClosedDetail.Of(closed)),
        Revealed revealed => ("revealed", new RevealedDetail(revealed.Showing, revealed.Generation, revealed.Until)),
        Hidden hidden => ("hidden", new HiddenDetail(hidden.Showing, hidden.By, hidden.At)),
        Denied denied => ("denied", new SignalDetail(denied.Signal)),
        LeftReported reported => ("left_reported", new SignalDetail(reported.Signal)),
        Received => (Rows.JournalRow.ReceivedKind, new NoDetail()),
        Contested contested => (Rows.JournalRow.ContestedKind, new ContestDetail(contested.Kind, contested.Statement, contested.Reason, contested.Dispute?.Value)),
        SignalRaised raised => (Rows.JournalRow.SignalRaisedKind, new SignalDetail(raised.Signal, raised.About, raised.Stranger?.Value)),
        Viewed viewed => ("viewed", new ViewedDetail(viewed.Resource)),
        Noted noted => ("noted", new NoteDetail(noted.Text)),
        LinkSent sent => ("link_sent", new LinkSentDetail(sent.LinkVersion)),
        DisputeOpened opened => (Rows.JournalRow.DisputeOpenedKind, DisputeOpenedDetail.Of(opened)),
        DisputeNoted noted => (Rows.JournalRow.DisputeNotedKind, new DisputeNotedDetail(noted.Id.Value, noted.Text)),
        DisputeDecided decided => (Rows.JournalRow.DisputeDecidedKind, DisputeDecidedDetail.Of(decided)),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, message: null),
    };

    /// <summary>Nothing is stored of what there is none.</summary>
    protected static IReadOnlyList<string>? NamesOf(IReadOnlyList<string> names) => names.Count > 0 ? names : null;
}

public sealed record NoDetail : EntryDetail;

public sealed record GenerationDetail(int Generation) : EntryDetail;

public sealed record ReasonDetail(string Reason) : EntryDetail;

public sealed record UnlockedDetail(string Reason, int Generation) : EntryDetail;

/// <summary>A signal, and the entry that it is about where it is not the entry itself.</summary>
public sealed record SignalDetail(Signal Signal, Guid? About = null, string? Stranger = null) : EntryDetail;

/// <summary>A showing that began or lasts longer now.</summary>
public sealed record RevealedDetail(int Showing, int Generation, DateTimeOffset Until) : EntryDetail;

/// <summary>A showing that is over, and since when.</summary>
public sealed record HiddenDetail(int Showing, HiddenBy By, DateTimeOffset At) : EntryDetail;

/// <summary>A contest; with a reason where support recorded it in the recipient's name.</summary>
public sealed record ContestDetail(ContestKind Kind, string? Statement, string? Reason = null, Guid? DisputeId = null) : EntryDetail;

public sealed record NoteDetail(string Text) : EntryDetail;

/// <summary>Which of the recipient's links was sent anew. Not the name under which other kinds tell that one was issued.</summary>
public sealed record LinkSentDetail(int Version) : EntryDetail;

/// <summary>A doorstep session: its number within the delivery, and its times.</summary>
public sealed record SessionDetail(int Number, DateTimeOffset OpenedAt, DateTimeOffset ClosesAt)
{
    internal static SessionDetail Of(DoorstepSession session) => new(session.Number, session.OpenedAt, session.ClosesAt);
}

public sealed record SessionClosedDetail(SessionDetail Session, SessionEnd Reason, int Attempts) : EntryDetail
{
    internal static SessionClosedDetail Of(SessionClosed closed) =>
        new(SessionDetail.Of(closed.Session), closed.Reason, closed.Session.Attempts);
}

public sealed record ViewedDetail(string Resource) : EntryDetail;

public sealed record IssuedDetail(
    string OrderId,
    DestinationDetail Destination,
    string? CourierId,
    string? ParcelBarcode,
    Seller? Seller,
    DeliveryPolicy Policy,
    DateTimeOffset ExpiresAt,
    int Generation) : EntryDetail
{
    internal static IssuedDetail Of(Issued issued) => new(
        issued.OrderId.Value,
        DestinationDetail.Of(issued.Destination),
        issued.Courier?.Value,
        issued.Parcel?.Value,
        issued.Seller,
        issued.Policy,
        issued.ExpiresAt,
        Generation: 1);
}

public sealed record DestinationDetail(double Latitude, double Longitude, string Country, string? Address)
{
    internal static DestinationDetail Of(Destination destination) => new(
        destination.Position.Latitude,
        destination.Position.Longitude,
        destination.Country,
        destination.Address);
}

/// <summary>
/// What changed, and the new generation where one was issued. A recipient's contact stays out of the journal:
/// that it changed is the evidence, not what it is.
/// </summary>
public sealed record ChangedDetail(
    string Field,
    int? Generation,
    string? CourierId = null,
    DestinationDetail? Destination = null,
    string? ParcelBarcode = null,
    int? LinkVersion = null) : EntryDetail
{
    internal static ChangedDetail Of(Changed changed) => changed.Change switch
    {
        CourierChange courier => new("courier", changed.Generation, CourierId: courier.Courier.Value),
        DestinationChange to => new("destination", changed.Generation, Destination: DestinationDetail.Of(to.Destination)),
        RecipientChange => new("recipient", changed.Generation, LinkVersion: changed.LinkVersion),
        ParcelChange parcel => new("parcel", changed.Generation, ParcelBarcode: parcel.Parcel.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(changed), changed, message: null),
    };
}

/// <summary>An arrival as it came and as it was judged.</summary>
public sealed record ArrivalDetail(
    ArrivalOutcome Outcome,
    SessionDetail? Opens,
    int TriesLeft,
    DeliveryStatus DeliveryStatus,
    DateTimeOffset CapturedAt,
    double ClockSkewS,
    LocationDetail Location,
    DeviceDetail Device,
    string? ScannedBarcode,
    IReadOnlyList<Signal> Signals,
    string TokenId,
    string? CallerAddress,
    IReadOnlyList<string>? NotUsable = null) : EntryDetail
{
    internal static ArrivalDetail Of(Arrived arrived)
    {
        var (arrival, verdict, _) = arrived;
        return new ArrivalDetail(
            verdict.Outcome,
            verdict.Opens is { } session ? SessionDetail.Of(session) : null,
            verdict.TriesLeft,
            verdict.DeliveryStatus,
            arrival.CapturedAt,
            verdict.ClockSkewS,
            LocationDetail.Of(arrival.Fix, verdict.Place),
            DeviceDetail.Of(arrival.Device),
            arrival.Scan?.Value,
            verdict.Signals,
            arrival.TokenId,
            arrival.CallerAddress,
            NamesOf(arrival.NotUsable));
    }
}

/// <summary>An attempt as it came and as it was judged.</summary>
public sealed record AttemptDetail(
    AttemptOutcome Outcome,
    bool Compared,
    int TriesLeft,
    DeliveryStatus DeliveryStatus,
    DateTimeOffset CapturedAt,
    double ClockSkewS,
    LocationDetail Location,
    DeviceDetail Device,
    string? ScannedBarcode,
    IReadOnlyList<Signal> Signals,
    string TokenId,
    string? CallerAddress,
    int? Session = null,
    SessionDetail? Opens = null,
    DateTimeOffset? CourierSuspendedUntil = null,
    IReadOnlyList<string>? NotUsable = null,
    bool Witnessed = false) : EntryDetail
{
    internal static AttemptDetail Of(Attempted attempted)
    {
        var (attempt, verdict, _) = attempted;
        return new AttemptDetail(
            verdict.Outcome,
            verdict.Compared,
            verdict.TriesLeft,
            verdict.DeliveryStatus,
            attempt.CapturedAt,
            verdict.ClockSkewS,
            LocationDetail.Of(attempt.Fix, verdict.Place),
            DeviceDetail.Of(attempt.Device),
            attempt.Scan?.Value,
            verdict.Signals,
            attempt.TokenId,
            attempt.CallerAddress,
            verdict.Session,
            verdict.Opens is { } session ? SessionDetail.Of(session) : null,
            verdict.CourierSuspendedUntil,
            NamesOf(attempt.NotUsable),
            verdict.Witnessed);
    }
}

/// <summary>Where the device said it was, and what the place gate made of it. Without a fix only the verdict is set.</summary>
public sealed record LocationDetail(
    double? Latitude,
    double? Longitude,
    double? AccuracyM,
    DateTimeOffset? CapturedAt,
    string? Provider,
    bool? IsMock,
    double? AltitudeM,
    double? SpeedMps,
    double? DistanceM,
    PlaceVerdict Verdict)
{
    internal static LocationDetail Of(Fix? fix, PlaceAssessment place) => new(
        fix?.Position.Latitude,
        fix?.Position.Longitude,
        fix?.Accuracy?.Value,
        fix?.CapturedAt,
        fix?.Provider,
        fix?.IsMock,
        fix?.AltitudeMetres,
        fix?.SpeedMetresPerSecond,
        place.Distance is { } distance ? Math.Round(distance.Value, 1) : null,
        place.Verdict);
}

public sealed record DeviceDetail(
    string Id,
    string? Platform,
    string? Manufacturer,
    string? Model,
    string? OsVersion,
    string? AppVersion,
    bool IsRooted,
    bool IsEmulator,
    string? Network,
    int? BatteryPercent)
{
    internal static DeviceDetail Of(Device device) => new(
        device.Id.Value,
        device.Platform,
        device.Manufacturer,
        device.Model,
        device.OsVersion,
        device.AppVersion,
        device.IsRooted,
        device.IsEmulator,
        device.Network,
        device.BatteryPercent);
}
