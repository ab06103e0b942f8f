using DeliveryOtp.Api.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>
/// Encrypts the secrets anew that are still under an older code key, once at the start: so the older key may be taken out of
/// the configuration when its codes are dead, and no endpoint is lost with it.
/// </summary>
internal sealed partial class SecretResealing(IServiceScopeFactory scopes, WebhookSecretBox box, ILogger<SecretResealing> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ResealAsync(stoppingToken);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(exception);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ResealAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<DeliveryOtpDbContext>();
        var newest = box.NewestKeyId;
        foreach (var row in await database.WebhookEndpoints.Where(row => row.SecretKeyId != newest).ToListAsync(cancel))
        {
            byte[]? Again(byte[]? secret) =>
                secret is not null && box.TryOpen(row.Id, row.SecretKeyId, secret) is { } opened ? box.Seal(row.Id, opened) : null;
            if (Again(row.Secret) is not { } secret)
            {
                LogLost(row.Id, row.SecretKeyId);
                continue;
            }

            // Unless it was rotated meanwhile, which sealed it anew as well.
            var previous = Again(row.PreviousSecret);
            await database.WebhookEndpoints
                .Where(endpoint => endpoint.RetailerId == row.RetailerId && endpoint.Id == row.Id && endpoint.Secret == row.Secret)
                .ExecuteUpdateAsync(
                    endpoint => endpoint
                        .SetProperty(one => one.Secret, secret)
                        .SetProperty(one => one.PreviousSecret, previous)
                        .SetProperty(one => one.SecretKeyId, newest),
                    cancel);
        }
    }

    [LoggerMessage(EventName = "webhook_secrets_not_resealed", Level = LogLevel.Warning, Message = "The secrets of webhooks could not be encrypted anew, and will be tried again")]
    private partial void LogFailure(Exception failure);

    [LoggerMessage(EventName = "webhook_secret_unreadable", Level = LogLevel.Critical, Message = "The secret of webhook endpoint {EndpointId} can't be read with the code key {CodeKeyId}: put the key back, or let the retailer rotate the secret")]
    private partial void LogLost(Guid endpointId, string codeKeyId);
}
