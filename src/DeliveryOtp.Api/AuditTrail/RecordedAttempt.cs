using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>An attempt in the audit trail: who, where, on which device, when, with which result. Never the digits.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="OrderId">Its order.</param>
/// <param name="CourierId">Who attempted.</param>
/// <param name="Outcome">`accepted`, `wrong_code`, or why nothing was compared.</param>
/// <param name="Compared">Whether the digits were held against the code.</param>
/// <param name="TriesLeft">0–3, after this attempt.</param>
/// <param name="RecordedAt">The server's clock.</param>
/// <param name="CapturedAt">The device's clock.</param>
/// <param name="ClockSkewS">Device clock minus server clock, in seconds.</param>
/// <param name="Location">Where the device said it was; without a fix only `verdict` is set.</param>
/// <param name="Device">What the device looked like.</param>
/// <param name="ScannedBarcode">What the scanner read; null: nothing.</param>
/// <param name="Signals">What was noticed.</param>
/// <param name="CallerAddress">The IP address that the request came from.</param>
/// <param name="NotUsable">What the app sent and could not be used as it came: `location.speed_mps`, … Null or cut above.</param>
/// <param name="LeafIndex">The place in the evidence log; null until it is sealed.</param>
public sealed record RecordedAttempt(
    Guid Id,
    Guid DeliveryId,
    string OrderId,
    string CourierId,
    AttemptOutcome Outcome,
    bool Compared,
    int TriesLeft,
    DateTimeOffset RecordedAt,
    DateTimeOffset CapturedAt,
    double ClockSkewS,
    LocationDetail Location,
    DeviceDetail Device,
    string? ScannedBarcode,
    IReadOnlyList<Signal> Signals,
    string? CallerAddress,
    IReadOnlyList<string> NotUsable,
    long? LeafIndex)
{
    internal static RecordedAttempt Of(FoundAttempt found)
    {
        var detail = RowJson.Read<AttemptDetail>(found.Detail);
        return new RecordedAttempt(
            found.Id,
            found.DeliveryId,
            found.OrderId,
            found.CourierId,
            detail.Outcome,
            detail.Compared,
            detail.TriesLeft,
            found.RecordedAt,
            detail.CapturedAt,
            detail.ClockSkewS,
            detail.Location,
            detail.Device,
            detail.ScannedBarcode,
            [.. detail.Signals, .. found.Raised.Select(raised => RowJson.Read<SignalDetail>(raised).Signal)],
            detail.CallerAddress,
            detail.NotUsable ?? [],
            LeafIndex: null);
    }
}
