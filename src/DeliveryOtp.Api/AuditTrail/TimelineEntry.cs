using System.Text.Json;
using DeliveryOtp.Api.Http.OpenApi;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>One entry of a delivery's journal.</summary>
/// <param name="Sequence">1, 2, … without a gap.</param>
/// <param name="Id">UUIDv7; an attempt's is its id in the audit trail.</param>
/// <param name="Kind">issued, attempted, viewed, …</param>
/// <param name="RecordedAt">The server's clock.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="CourierId">Whose arrival or attempt it is; null: it is neither.</param>
/// <param name="DeviceId">Likewise: on which device, as the device names itself.</param>
/// <param name="Detail">What the kind tells, as the journal has it.</param>
/// <param name="LeafIndex">The place in the evidence log; null until it is sealed.</param>
public sealed record TimelineEntry(
    int Sequence,
    Guid Id,
    [property: OneOf(Names.EntryKind)] string Kind,
    DateTimeOffset RecordedAt,
    TimelineActor Actor,
    string? CourierId,
    string? DeviceId,
    JsonElement Detail,
    long? LeafIndex);

/// <summary>Who did it.</summary>
/// <param name="Role">retailer, courier, support, or system where time alone caused it.</param>
/// <param name="Id">The API key or token.</param>
/// <param name="Name">
/// What the API key was named when it was made, whether it is revoked by now or not; null: no API key did it. What a provider calls
/// the people whom it signs in to the console is not kept.
/// </param>
public sealed record TimelineActor(ActorRole Role, string Id, string? Name);
