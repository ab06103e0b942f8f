using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>Posts one message and says what follows from how it went.</summary>
internal sealed class WebhookPosting(DueWebhooks queue, WebhookOutbox outbox, WebhookClient client, WebhookMetrics metrics, TimeProvider time)
{
    /// <summary>How long an endpoint is left alone that fails again and again.</summary>
    internal static readonly TimeSpan Break = TimeSpan.FromSeconds(30);

    /// <returns>Null: nothing was posted.</returns>
    public async Task<WebhookResult?> PostAsync(DueWebhook due, CancellationToken cancel)
    {
        if (due.Message is not { } message)
        {
            await queue.ReleaseAsync(due, time.Now(), cancel);
            return null;
        }

        var started = time.Now();
        WebhookAnswer answer;
        try
        {
            answer = await client.PostAsync(due, message, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The service stops: another replica need not wait for the lease to lapse.
            await queue.ReleaseAsync(due, started, CancellationToken.None);
            return null;
        }

        await NoteAsync(due, message, answer, started);
        return answer.Result;
    }

    /// <summary>Also while the service stops: what was posted is noted.</summary>
    private async Task NoteAsync(DueWebhook due, PendingWebhook message, WebhookAnswer answer, DateTimeOffset started)
    {
        var ended = time.Now();
        PostedWebhook Posted(WebhookState state, DateTimeOffset dueAt) => new(started, answer.Duration, answer.Status, answer.Error, state, dueAt);
        switch (answer.Result)
        {
            case WebhookResult.Delivered:
                await queue.ReturnAsync(due, Posted(WebhookState.Delivered, ended), CancellationToken.None);
                metrics.Count(WebhookMetrics.Delivered);
                metrics.NoteLatency(ended - message.HappenedAt);
                break;
            case WebhookResult.Gone:
                await queue.ReturnAsync(due, Posted(WebhookState.Failed, ended), CancellationToken.None);
                await outbox.DisableAsync(due.Lane.RetailerId, due.Lane.EndpointId, ended, CancellationToken.None);
                metrics.Count(WebhookMetrics.Gone);
                break;
            case WebhookResult.Postponed:
                await queue.ReleaseAsync(due, ended, CancellationToken.None);
                metrics.Count(WebhookMetrics.Postponed);
                break;
            case WebhookResult.Failed when ended - message.CreatedAt < RetrySchedule.Longest && RetrySchedule.After(message.Tries + 1, Chance()) is { } delay:
                await queue.ReturnAsync(due, Posted(WebhookState.Pending, ended + delay), CancellationToken.None);
                metrics.Count(WebhookMetrics.Retried);
                break;
            case WebhookResult.Failed:
                await queue.ReturnAsync(due, Posted(WebhookState.Failed, ended), CancellationToken.None);
                metrics.Count(WebhookMetrics.Failed);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(answer), answer, message: null);
        }
    }

    private static double Chance() => System.Security.Cryptography.RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);
}
