using System.ComponentModel.DataAnnotations;
using DeliveryOtp.Api.Http.OpenApi;
using DeliveryOtp.Api.Persistence.Rows;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>A new endpoint.</summary>
public sealed record CreateWebhookEndpointRequest
{
    /// <summary>Where to post, at most 2048 characters: HTTPS, on the public internet, without credentials or fragment.</summary>
    /// <example>https://shop.example.com/hooks/deliveries</example>
    [Required]
    public string? Url { get; init; }

    /// <summary>The types it wants; all of them when omitted.</summary>
    [OneOf(Names.EventType)]
    public IReadOnlyList<string>? Events { get; init; }
}

/// <summary>A new endpoint.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Url">As given.</param>
/// <param name="Events">The types it wants; null: all of them.</param>
/// <param name="Secret">For the verification of signatures: shown here and never again.</param>
public sealed record CreateWebhookEndpointResponse(
    Guid Id,
    string Url,
    [property: OneOf(Names.EventType)] IReadOnlyList<string>? Events,
    string Secret)
{
    /// <summary>Records print themselves; this one must not print a secret.</summary>
    public override string ToString() => $"webhook endpoint {Id}";
}

/// <summary>
/// A change of an endpoint (RFC 7396): a member that is left out stays as it is. `events: null` takes the filter away; the others can't be null.
/// </summary>
public sealed record ChangeWebhookEndpointRequest
{
    /// <summary>Where to post from now on, as when it was made; what waits goes there, too.</summary>
    /// <example>https://shop.example.com/hooks/deliveries</example>
    public string? Url
    {
        get;
        init
        {
            field = value;
            HasUrl = true;
        }
    }

    /// <summary>The types it wants from now on; null: all of them.</summary>
    [OneOf(Names.EventType)]
    public IReadOnlyList<string>? Events
    {
        get;
        init
        {
            field = value;
            HasEvents = true;
        }
    }

    /// <summary>False: nothing more is sent, and what waits is cancelled. True: what happens from now on is sent, also after a 410.</summary>
    public bool? Enabled
    {
        get;
        init
        {
            field = value;
            HasEnabled = true;
        }
    }

    internal bool HasUrl { get; private init; }

    internal bool HasEvents { get; private init; }

    internal bool HasEnabled { get; private init; }
}

/// <summary>An endpoint as it is listed: never its secret.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Events">The types it wants; null: all of them.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="PreviousSecretUntil">Until when the secret before the last one signs as well; null: there is none.</param>
/// <param name="Enabled">Whether anything is sent.</param>
/// <param name="DisabledAt">Since when nothing is sent, because it answered 410 or was disabled; null: it is in use.</param>
public sealed record WebhookEndpointItem(
    Guid Id,
    string Url,
    [property: OneOf(Names.EventType)] IReadOnlyList<string>? Events,
    DateTimeOffset CreatedAt,
    DateTimeOffset? PreviousSecretUntil,
    bool Enabled,
    DateTimeOffset? DisabledAt)
{
    internal static WebhookEndpointItem Of(WebhookEndpointRow row) =>
        new(row.Id, row.Url, row.Events, row.CreatedAt, row.PreviousSecretUntil, row.DisabledAt is null, row.DisabledAt);
}

/// <summary>A new secret of an endpoint.</summary>
/// <param name="Secret">Shown here and never again.</param>
/// <param name="PreviousSecretUntil">Until then messages carry a signature of the previous secret as well.</param>
public sealed record WebhookSecretResponse(string Secret, DateTimeOffset PreviousSecretUntil)
{
    /// <summary>Records print themselves; this one must not print a secret.</summary>
    public override string ToString() => "webhook secret";
}

/// <summary>One event on its way to one endpoint.</summary>
/// <param name="Number">1, 2, … within the endpoint.</param>
/// <param name="WebhookId">The header of that name: the same on every attempt.</param>
/// <param name="Type">Of the event.</param>
/// <param name="DeliveryId">The delivery that it is about; null for a test.</param>
/// <param name="HappenedAt">When it happened.</param>
/// <param name="State">`pending`; `delivered`; `failed`: given up; `cancelled`: the endpoint was disabled before its turn.</param>
/// <param name="NextAttemptAt">When it is tried again; null: it has not failed, or is not tried again.</param>
/// <param name="Attempts">How it went, the oldest first.</param>
public sealed record WebhookDeliveryItem(
    long Number,
    string WebhookId,
    [property: OneOf(Names.MessageType)] string Type,
    Guid? DeliveryId,
    DateTimeOffset HappenedAt,
    WebhookState State,
    DateTimeOffset? NextAttemptAt,
    IReadOnlyList<WebhookAttemptItem> Attempts);

/// <summary>One post, and how it went.</summary>
/// <param name="At">When it began.</param>
/// <param name="Status">The HTTP status of the answer; null: there was none.</param>
/// <param name="DurationMs">Milliseconds until the answer, or until it was given up; at most 15 000 or so.</param>
/// <param name="Error">Why it failed; null: it did not.</param>
public sealed record WebhookAttemptItem(DateTimeOffset At, int? Status, int DurationMs, string? Error);
