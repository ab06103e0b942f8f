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

    /// <summary>
    /// What the scanner read off the parcel, as it sends it: line ends are left out. No parcel has more than 64 characters, so
    /// what is longer is another one.
    /// </summary>
    /// <example>TBA123456789000</example>
    public EvidenceText? ScannedBarcode { get; init; }

    /// <summary>When the courier pressed the button, by the device's clock. Evidence only: time is the server's.</summary>
    [Required]
    public DateTimeOffset? CapturedAt { get; init; }

    private protected ParcelBarcode? ScanOf(EvidenceSieve sieve) =>
        sieve.Barcode(ScannedBarcode, 64, "scanned_barcode") is { } scan ? new ParcelBarcode(scan) : null;

    internal static CourierId CourierOf(Caller caller) =>
        caller.Courier ?? throw new InvalidOperationException("Only couriers come to the door.");
}

/// <summary>A courier says: I am at the door.</summary>
public sealed record ArrivalRequest : VisitRequest
{
    internal Arrival ToArrival(Caller caller, string? address)
    {
        var sieve = new EvidenceSieve();
        return new Arrival
        {
            Courier = CourierOf(caller),
            TokenId = caller.Id,
            ApiKeyId = caller.ApiKey?.ToString(),
            CallerAddress = address,
            Fix = Location?.ToFix(sieve),
            Device = Device!.ToDevice(sieve),
            Scan = ScanOf(sieve),
            CapturedAt = CapturedAt!.Value,
            NotUsable = sieve.NotUsable,
        };
    }
}

/// <summary>A courier's request to confirm a delivery.</summary>
public sealed record AttemptRequest : VisitRequest
{
    /// <summary>
    /// What was typed: any string of up to 32 characters. Six digits of any script, with blanks and dashes between or around, are
    /// the code; all else is an outcome, `malformed_code`.
    /// </summary>
    /// <example>042917</example>
    [Required]
    [JsonPropertyOrder(-1)]
    [JsonConverter(typeof(VerbatimTextConverter))]
    public string? Code { get; init; }

    internal Attempt ToAttempt(Caller caller, string? address)
    {
        var sieve = new EvidenceSieve();
        return new Attempt
        {
            Courier = CourierOf(caller),
            TokenId = caller.Id,
            ApiKeyId = caller.ApiKey?.ToString(),
            CallerAddress = address,
            Presented = new PresentedCode(Code!),
            Fix = Location?.ToFix(sieve),
            Device = Device!.ToDevice(sieve),
            Scan = ScanOf(sieve),
            CapturedAt = CapturedAt!.Value,
            NotUsable = sieve.NotUsable,
        };
    }

    /// <summary>Records print themselves; this one must not print a code (R2).</summary>
    public override string ToString() => "attempt";
}

/// <summary>
/// Where the device says it is. What can't be used is null in the record, which names it; members that are not listed here are
/// ignored.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
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

    /// <summary>The radius within which the device believes to be, 0–100000 m. Without a usable one the place is unverified.</summary>
    /// <example>12.5</example>
    public EvidenceNumber? AccuracyM { get; init; }

    /// <summary>When the fix was taken, by the device's clock.</summary>
    [Required]
    public DateTimeOffset? CapturedAt { get; init; }

    /// <summary>gps, network, fused, …; cut after 32 characters.</summary>
    /// <example>gps</example>
    [EvidenceOnly]
    public EvidenceText? Provider { get; init; }

    /// <summary>The platform says that the fix was injected; false when omitted.</summary>
    public EvidenceFlag? IsMock { get; init; }

    /// <summary>−1000…20000 m.</summary>
    /// <example>41.0</example>
    [EvidenceOnly]
    public EvidenceNumber? AltitudeM { get; init; }

    /// <summary>0–1000 m/s; iOS sends −1 where it does not know.</summary>
    /// <example>0.2</example>
    [EvidenceOnly]
    public EvidenceNumber? SpeedMps { get; init; }

    internal Fix ToFix(EvidenceSieve sieve) => new(
        new Position(Latitude!.Value, Longitude!.Value),
        sieve.Number(AccuracyM, 0, 100_000, "location.accuracy_m") is { } accuracy ? new Metres(accuracy) : null,
        CapturedAt!.Value,
        sieve.Text(Provider, 32, "location.provider"),
        sieve.Flag(IsMock, "location.is_mock") ?? false,
        sieve.Number(AltitudeM, -1000, 20_000, "location.altitude_m"),
        sieve.Number(SpeedMps, 0, 1000, "location.speed_mps"));
}

/// <summary>
/// What the device looks like. But for its id all of it is evidence only: what can't be used is null or cut in the record, which
/// names it; members that are not listed here are ignored.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record DeviceBody
{
    /// <summary>Stable for the installation, 1–128 characters.</summary>
    /// <example>a3f0c9d2</example>
    [Required]
    public string? Id { get; init; }

    /// <summary>android, ios, …; cut after 32 characters.</summary>
    /// <example>android</example>
    [EvidenceOnly]
    public EvidenceText? Platform { get; init; }

    /// <summary>Cut after 64 characters.</summary>
    /// <example>Google</example>
    [EvidenceOnly]
    public EvidenceText? Manufacturer { get; init; }

    /// <summary>Cut after 64 characters.</summary>
    /// <example>Pixel 9</example>
    [EvidenceOnly]
    public EvidenceText? Model { get; init; }

    /// <summary>Cut after 32 characters.</summary>
    /// <example>16</example>
    [EvidenceOnly]
    public EvidenceText? OsVersion { get; init; }

    /// <summary>Cut after 64 characters.</summary>
    /// <example>5.2.0</example>
    [EvidenceOnly]
    public EvidenceText? AppVersion { get; init; }

    /// <summary>False when omitted.</summary>
    public EvidenceFlag? IsRooted { get; init; }

    /// <summary>False when omitted.</summary>
    public EvidenceFlag? IsEmulator { get; init; }

    /// <summary>cellular, wifi, …; cut after 32 characters.</summary>
    /// <example>cellular</example>
    [EvidenceOnly]
    public EvidenceText? Network { get; init; }

    /// <summary>0–100, rounded; platforms send −1 and the like where they do not know.</summary>
    /// <example>63</example>
    [EvidenceOnly]
    public EvidenceNumber? BatteryPercent { get; init; }

    internal Device ToDevice(EvidenceSieve sieve) => new()
    {
        Id = new DeviceId(Id!),
        Platform = sieve.Text(Platform, 32, "device.platform"),
        Manufacturer = sieve.Text(Manufacturer, 64, "device.manufacturer"),
        Model = sieve.Text(Model, 64, "device.model"),
        OsVersion = sieve.Text(OsVersion, 32, "device.os_version"),
        AppVersion = sieve.Text(AppVersion, 64, "device.app_version"),
        IsRooted = sieve.Flag(IsRooted, "device.is_rooted") ?? false,
        IsEmulator = sieve.Flag(IsEmulator, "device.is_emulator") ?? false,
        Network = sieve.Text(Network, 32, "device.network"),
        BatteryPercent = sieve.Number(BatteryPercent, 0, 100, "device.battery_percent") is { } percent ? (int)Math.Round(percent) : null,
    };
}

/// <summary>What a courier's request is answered with.</summary>
public abstract record VisitResponse([property: JsonPropertyOrder(-1)] Guid Id);

/// <summary>The verdict on an attempt. Nothing in it says how far the courier is or what signals were raised.</summary>
/// <param name="Id">The attempt. UUIDv7.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Outcome">`accepted`, `wrong_code`, or why nothing was compared.</param>
/// <param name="TriesLeft">0–3, after this attempt; absent from `wrong_courier`, whom it doesn't concern.</param>
/// <param name="DeliveryStatus">After this attempt; `locked` with the third wrong code; absent from `wrong_courier`.</param>
/// <param name="RecordedAt">The server's clock.</param>
public sealed record AttemptResponse(
    Guid Id,
    Guid DeliveryId,
    AttemptOutcome Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? TriesLeft,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DeliveryStatus? DeliveryStatus,
    DateTimeOffset RecordedAt) : VisitResponse(Id);

/// <summary>The verdict on an arrival. Nothing in it says how far the courier is or what signals were raised.</summary>
/// <param name="Id">The arrival. UUIDv7.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Outcome">`opened`, `already_open`, or why there is no session.</param>
/// <param name="TriesLeft">0–3; absent from `wrong_courier`, whom it doesn't concern.</param>
/// <param name="DeliveryStatus">After this arrival; absent from `wrong_courier`.</param>
/// <param name="RecordedAt">The server's clock.</param>
/// <param name="Doorstep">The session that this arrival opened; null when it opened none.</param>
public sealed record ArrivalResponse(
    Guid Id,
    Guid DeliveryId,
    ArrivalOutcome Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? TriesLeft,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DeliveryStatus? DeliveryStatus,
    DateTimeOffset RecordedAt,
    DoorstepBody? Doorstep) : VisitResponse(Id);

/// <summary>A doorstep session.</summary>
/// <param name="OpenedAt">The server's clock.</param>
/// <param name="ClosesAt">From then on no code of it is accepted (R7).</param>
public sealed record DoorstepBody(DateTimeOffset OpenedAt, DateTimeOffset ClosesAt);
