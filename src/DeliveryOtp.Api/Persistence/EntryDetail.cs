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
        Attempted attempted => (Rows.JournalRow.AttemptedKind, AttemptDetail.Of(attempted)),
        Viewed viewed => ("viewed", new ViewedDetail(viewed.Resource)),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, message: null),
    };
}

public sealed record NoDetail : EntryDetail;

public sealed record GenerationDetail(int Generation) : EntryDetail;

public sealed record ReasonDetail(string Reason) : EntryDetail;

public sealed record UnlockedDetail(string Reason, int Generation) : EntryDetail;

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
    string? ParcelBarcode = null) : EntryDetail
{
    internal static ChangedDetail Of(Changed changed) => changed.Change switch
    {
        CourierChange courier => new("courier", changed.Generation, CourierId: courier.Courier.Value),
        DestinationChange to => new("destination", changed.Generation, Destination: DestinationDetail.Of(to.Destination)),
        RecipientChange => new("recipient", changed.Generation),
        ParcelChange parcel => new("parcel", changed.Generation, ParcelBarcode: parcel.Parcel.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(changed), changed, message: null),
    };
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
    string? CallerAddress) : EntryDetail
{
    internal static AttemptDetail Of(Attempted attempted)
    {
        var (attempt, verdict) = attempted;
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
            attempt.CallerAddress);
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
        fix?.Accuracy.Value,
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
