using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using DeliveryOtp.Domain.Codes;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>Signs a message and posts it, once.</summary>
internal sealed class WebhookClient(IHttpClientFactory clients, WebhookBody bodies, WebhookSecretBox secrets, TimeProvider time)
{
    public const string Name = "webhooks";

    /// <summary>Which endpoint a request goes to: each has a circuit breaker of its own.</summary>
    public static readonly HttpRequestOptionsKey<string> Endpoint = new("endpoint");

    private static readonly ProductInfoHeaderValue Agent = new("DeliveryOtp", "1");

    public async Task<WebhookAnswer> PostAsync(DueWebhook due, PendingWebhook message, CancellationToken cancel)
    {
        using var client = clients.CreateClient(Name);
        var started = Stopwatch.GetTimestamp();
        WebhookAnswer Answer(WebhookResult result, int? status, string? error) => new(result, status, error, Stopwatch.GetElapsedTime(started));
        try
        {
            var body = await bodies.WriteAsync(due.Lane, message, cancel);
            using var request = RequestOf(due, message, body, time.GetUtcNow().ToUnixTimeSeconds());

            // The answer's body is nobody's business, however long it is.
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return response.StatusCode switch
            {
                >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => Answer(WebhookResult.Delivered, (int)response.StatusCode, error: null),
                HttpStatusCode.Gone => Answer(WebhookResult.Gone, (int)response.StatusCode, "The endpoint is gone, and disabled now."),
                >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest =>
                    Answer(WebhookResult.Failed, (int)response.StatusCode, "Redirects are not followed."),
                _ => Answer(WebhookResult.Failed, (int)response.StatusCode, "The endpoint refused it."),
            };
        }
        catch (BrokenCircuitException)
        {
            return Answer(WebhookResult.Postponed, status: null, error: null);
        }
        catch (Exception exception) when (exception is UnknownCodeKeyException or CryptographicException)
        {
            return Answer(WebhookResult.Failed, status: null, "Its secret can't be read: rotate it.");
        }
        catch (BrokenSealException)
        {
            return Answer(WebhookResult.Failed, status: null, "What is stored of the delivery was changed by somebody else than this service: see the alarm.");
        }
        catch (Exception exception) when (exception is TimeoutRejectedException || (exception is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return Answer(WebhookResult.Failed, status: null, "No answer within 15 s.");
        }
        catch (HttpRequestException exception)
        {
            return Answer(WebhookResult.Failed, status: null, Explain(exception));
        }
    }

    private HttpRequestMessage RequestOf(DueWebhook due, PendingWebhook message, byte[] body, long now)
    {
        var signatures = due.Target.Secrets.Select(stored =>
            secrets.Open(due.Lane.EndpointId, due.Target.SecretKeyId, stored).Sign(message.MessageId, now, body));
        var request = new HttpRequestMessage(HttpMethod.Post, due.Target.Url)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers =
            {
                { "webhook-id", message.MessageId },
                { "webhook-timestamp", now.ToString(CultureInfo.InvariantCulture) },
                { "webhook-signature", string.Join(' ', signatures) },
            },
        };
        request.Headers.UserAgent.Add(Agent);
        request.Options.Set(Endpoint, due.Lane.EndpointId.ToString());
        return request;
    }

    private static string Explain(HttpRequestException exception) => exception switch
    {
        { InnerException: TargetRefusedException refused } => refused.Message,
        { HttpRequestError: HttpRequestError.NameResolutionError } => "The name does not resolve.",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "TLS failed: check the certificate.",
        { HttpRequestError: HttpRequestError.ConnectionError } => "No connection.",
        { HttpRequestError: HttpRequestError.ResponseEnded } => "The connection was closed without an answer.",
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "The answer's headers are too long.",
        _ => "The connection broke.",
    };
}

/// <summary>How a post went.</summary>
internal sealed record WebhookAnswer(WebhookResult Result, int? Status, string? Error, TimeSpan Duration);

internal enum WebhookResult
{
    Delivered,

    /// <summary>To be tried again.</summary>
    Failed,

    /// <summary>410: the endpoint wants no more.</summary>
    Gone,

    /// <summary>Not posted: the endpoint has failed so often that it is left alone for a while.</summary>
    Postponed,
}
