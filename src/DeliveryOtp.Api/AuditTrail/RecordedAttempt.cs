using System.Text.Json;
using DeliveryOtp.Api.Persistence.Journal;
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
/// <param name="TokenId">The courier's token.</param>
/// <param name="ApiKeyId">The retailer's API key that made the token; null: an earlier version made it.</param>
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
    string TokenId,
    string? ApiKeyId,
    long? LeafIndex)
{
    internal static RecordedAttempt Of(FoundVisit found)
    {
        // Asked for as what it is, one of a newer version is as unreadable as one that somebody edited.
        var attempt = found.Form.Read() as StoredAttempted ?? throw new JsonException("An attempt of a newer version.");
        return new RecordedAttempt(
            found.Id,
            found.DeliveryId,
            found.OrderId,
            found.CourierId,
            attempt.Outcome,
            attempt.Compared,
            attempt.TriesLeft,
            found.RecordedAt,
            attempt.CapturedAt,
            attempt.ClockSkewS,
            LocationDetail.Of(attempt.Location),
            DeviceDetail.Of(attempt.Device),
            attempt.ScannedBarcode,
            found.SignalsWith(attempt.Signals),
            attempt.CallerAddress,
            attempt.NotUsable ?? [],
            attempt.TokenId,
            attempt.ApiKeyId,
            LeafIndex: null);
    }
}
