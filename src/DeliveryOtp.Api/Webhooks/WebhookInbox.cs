using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>
/// A receiver for the sandbox, as a retailer's back end would be one: it keeps what is posted to it, in memory, and verifies the signatures
/// with the secret that the registration of its endpoint gave.
/// </summary>
public sealed class WebhookInbox(TimeProvider time)
{
    /// <summary>Posts that it keeps; those before are forgotten.</summary>
    internal const int Capacity = 100;

    /// <summary>Standard Webhooks: an older post may be one that somebody recorded.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly ConcurrentQueue<WebhookInboxPost> _posts = new();
    private volatile WebhookSecret? _secret;

    /// <summary>Newest first.</summary>
    internal IEnumerable<WebhookInboxPost> Posts => _posts.Reverse();

    /// <summary>From now on posts have to be signed with it.</summary>
    public void Trust(WebhookSecret secret) => _secret = secret;

    internal void Take(WebhookHeaders headers, byte[] body)
    {
        _posts.Enqueue(new WebhookInboxPost(time.GetUtcNow(), headers.Id, Encoding.UTF8.GetString(body), FaultOf(headers, body)));
        while (_posts.Count > Capacity)
            _posts.TryDequeue(out _);
    }

    private string? FaultOf(WebhookHeaders headers, byte[] body)
    {
        if (_secret is not { } secret)
            return "no endpoint leads here, so there is no secret to verify it with";
        if (!long.TryParse(headers.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return "webhook-timestamp is missing, or no number of seconds";
        if (Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
            return "webhook-timestamp is more than five minutes away";
        var expected = Encoding.ASCII.GetBytes(secret.Sign(headers.Id, seconds, body));
        return headers.Signature.Split(' ').Any(signature => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), expected))
            ? null
            : "no signature in webhook-signature is that of the endpoint's secret";
    }
}

/// <summary>What Standard Webhooks 1.0 puts into headers; empty where one is missing.</summary>
internal sealed record WebhookHeaders(string Id, string Timestamp, string Signature);

/// <summary>What was posted.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The <c>webhook-id</c>.</param>
/// <param name="Body">As it came.</param>
/// <param name="Fault">Why it is not verified; null: it is.</param>
internal sealed record WebhookInboxPost(DateTimeOffset At, string Id, string Body, string? Fault);
