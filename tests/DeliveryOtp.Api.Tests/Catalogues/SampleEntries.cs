using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Tests.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary>The sample of each kind as an entry of one delivery's journal.</summary>
internal static class SampleEntries
{
    public static readonly DateTimeOffset RecordedAt = new(2026, 11, 24, 12, 0, 0, 221, TimeSpan.Zero);

    public static readonly Delivery Delivery = new()
    {
        RetailerId = default,
        Id = new DeliveryId(Guid.Parse("01930f6e-7c1a-7b3e-9a55-0d6f3c1f2a41")),
        OrderId = new OrderId("A-1001"),
        Destination = new Destination(new Position(48.85661, 2.35222), "FR", "1 rue de l'Église"),
        Policy = DeliveryPolicy.Default,
        CreatedAt = RecordedAt.AddHours(-4),
        ExpiresAt = RecordedAt.AddHours(20),
    };

    /// <summary>What is stored of one; with the signal that the recipient's word raises.</summary>
    public static StoredContent ContentOf(EntryKind kind) => kind switch
    {
        EntryKind.Denied => new StoredDenied(SignalOf("arrival_denied", "nobody is there, says the recipient, in session 2")),
        EntryKind.LeftReported => new StoredLeftReported(SignalOf("left_with_parcel", "the courier left with the parcel, says the recipient at 12:00:00 UTC")),
        _ => StoredForms.Of(EntrySamples.All.Single(happened => happened.EntryKind == kind)),
    };

    public static StoredEntry Of(EntryKind kind)
    {
        var form = StoredForms.Write(ContentOf(kind));
        var isVisit = kind is EntryKind.Arrived or EntryKind.Attempted;
        return new StoredEntry
        {
            RetailerId = Delivery.RetailerId,
            DeliveryId = Delivery.Id,
            Sequence = 4,
            Id = Guid.Parse("01930fae-2b10-7e55-8c3d-5f4e3d2c1b0a"),
            Kind = form.Kind,
            Version = form.Version,
            Detail = form.Detail,
            RecordedAt = RecordedAt,
            Actor = (EnumName<ActorRole>.Of(KindWords.Of(kind).Actors[0]), "token-1"),
            Courier = isVisit ? new CourierId("crr-1") : null,
            Device = isVisit ? new DeviceId("a3f0c9d2") : null,
            Position = 3,
        };
    }

    private static StoredSignal SignalOf(string name, string detail) =>
        new(name, SignalRules.OfRecipients.Single(rule => rule.Name == name).Weight, detail);
}
