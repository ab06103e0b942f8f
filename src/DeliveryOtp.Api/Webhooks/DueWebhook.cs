using DeliveryOtp.Api.Persistence.Rows;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>A message whose turn it is, leased to one sender.</summary>
/// <param name="Lane">Where it waits.</param>
/// <param name="LeasedUntil">For so long nobody else posts it.</param>
/// <param name="Target">Where it goes.</param>
/// <param name="Message">What it says; null: nothing waits in the lane.</param>
public sealed record DueWebhook(WebhookLane Lane, DateTimeOffset LeasedUntil, WebhookTarget Target, PendingWebhook? Message);

/// <summary>The messages about one subject for one endpoint.</summary>
public readonly record struct WebhookLane(Guid RetailerId, Guid EndpointId, Guid SubjectId);

/// <summary>An endpoint as its sender needs it.</summary>
/// <param name="Url">As the retailer gave it.</param>
/// <param name="Secrets">Those that sign now, encrypted, the newest first.</param>
/// <param name="SecretKeyId">The code key that they are encrypted under.</param>
public sealed record WebhookTarget(string Url, IReadOnlyList<byte[]> Secrets, string SecretKeyId);

/// <summary>A message that has not arrived yet.</summary>
public sealed record PendingWebhook(
    long Number,
    string MessageId,
    string Type,
    DateTimeOffset HappenedAt,
    string Data,
    int? CodeGeneration,
    int Tries,
    DateTimeOffset CreatedAt);

/// <summary>How many posts may be under way at a time.</summary>
/// <param name="OfEndpoint">To one endpoint.</param>
/// <param name="OfRetailer">To all endpoints of a retailer.</param>
/// <param name="Most">More than are under way already.</param>
public readonly record struct WebhookShare(int OfEndpoint, int OfRetailer, int Most);

/// <summary>How the post of a message went, and what follows.</summary>
/// <param name="PostedAt">When it began.</param>
/// <param name="Duration">Until the answer, or until it was given up.</param>
/// <param name="Status">The HTTP status; null: there was no answer.</param>
/// <param name="Error">Why it failed; null: it did not.</param>
/// <param name="State">The message's new state; pending: it is tried again.</param>
/// <param name="DueAt">When the lane may go on.</param>
public sealed record PostedWebhook(
    DateTimeOffset PostedAt,
    TimeSpan Duration,
    int? Status,
    string? Error,
    WebhookState State,
    DateTimeOffset DueAt);
