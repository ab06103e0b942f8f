using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>What arrivals and attempts have in common.</summary>
public abstract record VisitRequest
{
    /// <summary>Where the device is; null when it does not know (the place is then unverified).</summary>
    public LocationBody? Location { get; init; }

    [Required]
    public DeviceBody? Device { get; init; }

    /// <summary>What the scanner read off the parcel, at most 64 characters.</summary>
    /// <example>TBA123456789000</example>
    public string? ScannedBarcode { get; init; }

    /// <summary>When the courier pressed the button, by the device's clock. Evidence only: time is the server's.</summary>
    [Required]
    public DateTimeOffset? CapturedAt { get; init; }

    internal ParcelBarcode? Scan => string.IsNullOrEmpty(ScannedBarcode) ? null : new ParcelBarcode(ScannedBarcode);

    internal static CourierId CourierOf(Caller caller) =>
        caller.Courier ?? throw new InvalidOperationException("Only couriers come to the door.");
}

/// <summary>A courier says: I am at the door.</summary>
public sealed record ArrivalRequest : VisitRequest
{
    internal Arrival ToArrival(Caller caller, string? address) => new()
    {
        Courier = CourierOf(caller),
        TokenId = caller.Id,
        CallerAddress = address,
        Fix = Location?.ToFix(),
        Device = Device!.ToDevice(),
        Scan = Scan,
        CapturedAt = CapturedAt!.Value,
    };
}

/// <summary>A courier's request to confirm a delivery.</summary>
public sealed record AttemptRequest : VisitRequest
{
    /// <summary>What was typed: any string of up to 32 characters. Not six digits is an outcome, `malformed_code`.</summary>
    /// <example>042917</example>
    [Required]
    [JsonPropertyOrder(-1)]
    public string? Code { get; init; }

    internal Attempt ToAttempt(Caller caller, string? address) => new()
    {
        Courier = CourierOf(caller),
        TokenId = caller.Id,
        CallerAddress = address,
        Presented = new PresentedCode(Code!),
        Fix = Location?.ToFix(),
        Device = Device!.ToDevice(),
        Scan = Scan,
        CapturedAt = CapturedAt!.Value,
    };

    /// <summary>Records print themselves; this one must not print a code (R2).</summary>
    public override string ToString() => "attempt";
}

/// <summary>Where the device says it is.</summary>
public sealed record LocationBody
{
    /// <summary>WGS 84, −90…90 degrees.</summary>
    /// <example>48.85663</example>
    [Required]
    public double? Latitude { get; init; }

    /// <summary>WGS 84, −180…180 degrees.</summary>
    /// <example>2.35219</example>
    [Required]
    public double? Longitude { get; init; }

    /// <summary>The radius within which the device believes to be, 0–100000 m.</summary>
    /// <example>12.5</example>
    [Required]
    public double? AccuracyM { get; init; }

    /// <summary>When the fix was taken, by the device's clock.</summary>
    [Required]
    public DateTimeOffset? CapturedAt { get; init; }

    /// <summary>gps, network, fused, … at most 32 characters.</summary>
    /// <example>gps</example>
    public string? Provider { get; init; }

    /// <summary>The platform says that the fix was injected; false when omitted.</summary>
    public bool? IsMock { get; init; }

    /// <summary>−1000…20000 m.</summary>
    /// <example>41.0</example>
    public double? AltitudeM { get; init; }

    /// <summary>0–1000 m/s.</summary>
    /// <example>0.2</example>
    public double? SpeedMps { get; init; }

    internal Fix ToFix() => new(
        new Position(Latitude!.Value, Longitude!.Value),
        new Metres(AccuracyM!.Value),
        CapturedAt!.Value,
        Provider,
        IsMock ?? false,
        AltitudeM,
        SpeedMps);
}

/// <summary>What the device looks like.</summary>
public sealed record DeviceBody
{
    /// <summary>Stable for the installation, 1–128 characters.</summary>
    /// <example>a3f0c9d2</example>
    [Required]
    public string? Id { get; init; }

    /// <summary>android, ios, … at most 32 characters.</summary>
    /// <example>android</example>
    public string? Platform { get; init; }

    /// <summary>At most 64 characters.</summary>
    /// <example>Google</example>
    public string? Manufacturer { get; init; }

    /// <summary>At most 64 characters.</summary>
    /// <example>Pixel 9</example>
    public string? Model { get; init; }

    /// <summary>At most 32 characters.</summary>
    /// <example>16</example>
    public string? OsVersion { get; init; }

    /// <summary>At most 32 characters.</summary>
    /// <example>5.2.0</example>
    public string? AppVersion { get; init; }

    /// <summary>False when omitted.</summary>
    public bool? IsRooted { get; init; }

    /// <summary>False when omitted.</summary>
    public bool? IsEmulator { get; init; }

    /// <summary>cellular, wifi, … at most 32 characters.</summary>
    /// <example>cellular</example>
    public string? Network { get; init; }

    /// <summary>0–100.</summary>
    /// <example>63</example>
    public int? BatteryPercent { get; init; }

    internal Device ToDevice() => new()
    {
        Id = new DeviceId(Id!),
        Platform = Platform,
        Manufacturer = Manufacturer,
        Model = Model,
        OsVersion = OsVersion,
        AppVersion = AppVersion,
        IsRooted = IsRooted ?? false,
        IsEmulator = IsEmulator ?? false,
        Network = Network,
        BatteryPercent = BatteryPercent,
    };
}

/// <summary>What a courier's request is answered with.</summary>
public abstract record VisitResponse([property: JsonPropertyOrder(-1)] Guid Id);

/// <summary>The verdict on an attempt. Nothing in it says how far the courier is or what signals were raised.</summary>
/// <param name="Id">The attempt. UUIDv7.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Outcome">`accepted`, `wrong_code`, or why nothing was compared.</param>
/// <param name="TriesLeft">0–3, after this attempt.</param>
/// <param name="DeliveryStatus">After this attempt; `locked` with the third wrong code.</param>
/// <param name="RecordedAt">The server's clock.</param>
public sealed record AttemptResponse(
    Guid Id,
    Guid DeliveryId,
    AttemptOutcome Outcome,
    int TriesLeft,
    DeliveryStatus DeliveryStatus,
    DateTimeOffset RecordedAt) : VisitResponse(Id);

/// <summary>The verdict on an arrival. Nothing in it says how far the courier is or what signals were raised.</summary>
/// <param name="Id">The arrival. UUIDv7.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Outcome">`opened`, `already_open`, or why there is no session.</param>
/// <param name="TriesLeft">0–3.</param>
/// <param name="DeliveryStatus">After this arrival.</param>
/// <param name="RecordedAt">The server's clock.</param>
/// <param name="Doorstep">The session that this arrival opened; null when it opened none.</param>
public sealed record ArrivalResponse(
    Guid Id,
    Guid DeliveryId,
    ArrivalOutcome Outcome,
    int TriesLeft,
    DeliveryStatus DeliveryStatus,
    DateTimeOffset RecordedAt,
    DoorstepBody? Doorstep) : VisitResponse(Id);

/// <summary>A doorstep session.</summary>
/// <param name="OpenedAt">The server's clock.</param>
/// <param name="ClosesAt">From then on no code of it is accepted (R7).</param>
public sealed record DoorstepBody(DateTimeOffset OpenedAt, DateTimeOffset ClosesAt);
