using System.Text.Json;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>An arrival in the audit trail: who, where, on which device, when, with which result.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="OrderId">Its order.</param>
/// <param name="CourierId">Who arrived.</param>
/// <param name="Outcome">`opened`, `already_open`, or why there is no session.</param>
/// <param name="Opens">The doorstep session that it opened; null: it opened none.</param>
/// <param name="TriesLeft">0–3. An arrival uses none.</param>
/// <param name="DeliveryStatus">After this arrival.</param>
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
public sealed record RecordedArrival(
    Guid Id,
    Guid DeliveryId,
    string OrderId,
    string CourierId,
    ArrivalOutcome Outcome,
    SessionDetail? Opens,
    int TriesLeft,
    DeliveryStatus DeliveryStatus,
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
    string? ApiKeyId)
{
    internal static RecordedArrival Of(FoundVisit found)
    {
        // Asked for as what it is, one of a newer version is as unreadable as one that somebody edited.
        var arrival = found.Form.Read() as StoredArrived ?? throw new JsonException("An arrival of a newer version.");
        return new RecordedArrival(
            found.Id,
            found.DeliveryId,
            found.OrderId,
            found.CourierId,
            arrival.Outcome,
            SessionDetail.Of(arrival.Opens),
            arrival.TriesLeft,
            arrival.DeliveryStatus,
            found.RecordedAt,
            arrival.CapturedAt,
            arrival.ClockSkewS,
            LocationDetail.Of(arrival.Location),
            DeviceDetail.Of(arrival.Device),
            arrival.ScannedBarcode,
            found.SignalsWith(arrival.Signals),
            arrival.CallerAddress,
            arrival.NotUsable ?? [],
            arrival.TokenId,
            arrival.ApiKeyId);
    }
}
