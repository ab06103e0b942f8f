using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>A delivery to create; its code is issued with it.</summary>
public sealed record CreateDeliveryRequest
{
    /// <summary>The retailer's number of the order, 1–128 characters. It has one live delivery for each `parcel_barcode`, and one without.</summary>
    /// <example>404-1234567-1234567</example>
    [Required]
    public string? OrderId { get; init; }

    [Required]
    public DestinationBody? Destination { get; init; }

    /// <summary>The only courier who may deliver, 1–64 characters; omitted: any of the retailer's.</summary>
    /// <example>crr-071</example>
    public string? CourierId { get; init; }

    /// <summary>
    /// What has to be scanned at the hand-over, 1–64 characters, the separators of GS1 labels (U+001D) included; omitted: nothing.
    /// </summary>
    /// <example>TBA123456789000</example>
    [JsonConverter(typeof(BarcodeConverter))]
    public string? ParcelBarcode { get; init; }

    public SellerBody? Seller { get; init; }

    public RecipientBody? Recipient { get; init; }

    /// <summary>When the code dies at the latest: in the future, at most 7 days from now; 24 hours when omitted (R5).</summary>
    public DateTimeOffset? DeliverUntil { get; init; }

    /// <summary>Differences from the retailer's policy, fixed for this delivery.</summary>
    public PolicyBody? Policy { get; init; }

    /// <summary>
    /// What you want to find again with the delivery, in lists, exports and webhooks: at most 20 keys of 1–40 characters, each with a text of
    /// at most 500. No rule looks at it. It is not for secrets, and not for who the recipient is.
    /// </summary>
    public IReadOnlyDictionary<string, string?>? Metadata { get; init; }

    internal Delivery ToDelivery(RetailerId retailer, DeliveryId id, DeliveryPolicy defaults, DateTimeOffset now) => new()
    {
        RetailerId = retailer,
        Id = id,
        OrderId = new OrderId(OrderId!),
        Destination = Destination!.ToDestination(),
        Courier = CourierId is null ? null : new CourierId(CourierId),
        Parcel = ParcelBarcode is null ? null : new ParcelBarcode(ParcelBarcode),
        Seller = Seller is { IsEmpty: false } ? Seller.ToSeller() : null,
        Recipient = Recipient is { IsEmpty: false } ? Recipient.ToRecipient() : null,
        Metadata = Metadata is null ? Domain.Deliveries.Metadata.None : Domain.Deliveries.Metadata.None.With(Metadata),
        Policy = Policy?.OnTopOf(defaults) ?? defaults,
        CreatedAt = now,
        ExpiresAt = DeliverUntil?.AsStored() ?? now + Delivery.DefaultLifetime,
    };
}

/// <summary>Where the parcel goes.</summary>
public sealed record DestinationBody
{
    /// <summary>WGS 84, −90…90 degrees.</summary>
    /// <example>48.85661</example>
    [Required]
    public double? Latitude { get; init; }

    /// <summary>WGS 84, −180…180 degrees.</summary>
    /// <example>2.35222</example>
    [Required]
    public double? Longitude { get; init; }

    /// <summary>ISO 3166-1 alpha-2, or XK. The position has to lie in it, or near.</summary>
    /// <example>FR</example>
    [Required]
    public string? Country { get; init; }

    /// <summary>For people, at most 500 characters.</summary>
    /// <example>12 rue de Rivoli, 75004 Paris</example>
    public string? Address { get; init; }

    internal Position Position => new(Latitude!.Value, Longitude!.Value);

    internal Destination ToDestination() => new(Position, Country!, Address);

    internal static DestinationBody Of(double latitude, double longitude, string country, string? address) =>
        new() { Latitude = latitude, Longitude = longitude, Country = country, Address = address };
}

/// <summary>Who sold, on which marketplace.</summary>
public sealed record SellerBody
{
    /// <summary>1–200 characters.</summary>
    /// <example>Example Italia S.r.l.</example>
    [Required]
    public string? Name { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    /// <example>IT</example>
    public string? Country { get; init; }

    /// <summary>At most 200 characters.</summary>
    /// <example>example.it</example>
    public string? Marketplace { get; init; }

    /// <summary>All that a form without a seller sends.</summary>
    internal bool IsEmpty => (Name ?? Country ?? Marketplace) is null;

    internal Seller ToSeller() => new(Name!, Country, Marketplace);
}

/// <summary>How the recipient is reached.</summary>
public sealed record RecipientBody
{
    /// <summary>BCP 47; what the service says itself it says in de, en, es, fr and it, and else in English.</summary>
    /// <example>fr-FR</example>
    public string? Language { get; init; }

    /// <summary>At most 254 characters (RFC 5321).</summary>
    /// <example>claire@example.org</example>
    public string? Email { get; init; }

    /// <summary>E.164.</summary>
    /// <example>+33612345678</example>
    public string? Phone { get; init; }

    /// <summary>All that a form without a recipient sends.</summary>
    internal bool IsEmpty => (Language ?? Email ?? Phone) is null;

    internal Recipient ToRecipient() => new(Language is null ? null : LanguageTag.Canonical(Language), Email, Phone);
}

/// <summary>A delivery as an issuing reply shows it.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="OrderId">As given.</param>
/// <param name="Status">The status after this request.</param>
/// <param name="Generation">1, 2, …: how many codes there have been.</param>
/// <param name="TriesLeft">0–3.</param>
/// <param name="Code">
/// Six digits, to pass on to the recipient. Only in the reply that issues the code, and in its replays while the code
/// lives, and in the reply to a change that lets it live; null under `on_arrival`, for support (R22), and where no code was issued.
/// </param>
/// <param name="ExpiresAt">When the code dies at the latest.</param>
/// <param name="RecipientUrl">
/// The recipient's own page, to pass on to nobody else: whoever has it is the recipient (R20). Only in the reply that creates
/// the delivery or changes its recipient, and in their replays.
/// </param>
/// <param name="CreatedAt">When the delivery was created.</param>
public sealed record IssuedDeliveryResponse(
    Guid Id,
    string OrderId,
    DeliveryStatus Status,
    int Generation,
    int TriesLeft,
    string? Code,
    DateTimeOffset ExpiresAt,
    string? RecipientUrl,
    DateTimeOffset CreatedAt)
{
    internal static IssuedDeliveryResponse Of(IssuedDelivery issued, string origin) => new(
        issued.Delivery.Id.Value,
        issued.Delivery.OrderId.Value,
        issued.StatusNow,
        issued.Delivery.Generation,
        issued.Delivery.TriesLeft,
        issued.Code?.Reveal(),
        issued.Delivery.ExpiresAt,
        issued.Link?.PageAt(origin),
        issued.Delivery.CreatedAt);

    /// <summary>Records print themselves; this one must not print a code.</summary>
    public override string ToString() => $"delivery {Id}";
}

/// <summary>Why: for the journal, 1–500 characters.</summary>
public sealed record ReasonRequest
{
    /// <example>The recipient called: the courier typed the code of another parcel.</example>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Another courier, or none.</summary>
public sealed record ChangeCourierRequest
{
    /// <summary>1–64 characters; null: any of the retailer's couriers may deliver.</summary>
    /// <example>crr-072</example>
    [JsonRequired]
    [JsonConverter(typeof(TextOrNullConverter))]
    public string? CourierId { get; init; }
}

/// <summary>Another parcel, or none that has to be scanned.</summary>
public sealed record ChangeParcelRequest
{
    /// <summary>1–64 characters, the separators of GS1 labels (U+001D) included; null: nothing has to be scanned.</summary>
    /// <example>TBA123456789001</example>
    [JsonRequired]
    [JsonConverter(typeof(BarcodeOrNullConverter))]
    public string? ParcelBarcode { get; init; }
}

/// <summary>Another day.</summary>
public sealed record ChangeDeliverUntilRequest
{
    /// <summary>When the code dies at the latest: in the future, at most 7 days from now (R5).</summary>
    [Required]
    public DateTimeOffset? DeliverUntil { get; init; }

    internal DeliverUntilChange ToChange() => new(DeliverUntil!.Value.AsStored());
}

/// <summary>Metadata to merge into what is there (RFC 7396).</summary>
public sealed record ChangeMetadataRequest
{
    /// <summary>
    /// Each key gets the text; where it is null or empty, the key goes. Keys of 1–40 characters, texts of at most 500; at most 20 keys in all,
    /// here and afterwards.
    /// </summary>
    [Required]
    public IReadOnlyDictionary<string, string?>? Metadata { get; init; }
}

/// <summary>All the metadata of a delivery.</summary>
/// <param name="Metadata">Key → text.</param>
public sealed record MetadataResponse(IReadOnlyDictionary<string, string> Metadata);
