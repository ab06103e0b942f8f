using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain.Codes;
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
            try
            {
                byte[] Again(byte[] secret) => box.Seal(row.Id, box.Open(row.Id, row.SecretKeyId, secret));
                var secret = Again(row.Secret);
                var previous = row.PreviousSecret is { } old ? Again(old) : null;

                // Unless it was rotated meanwhile, which sealed it anew as well.
                await database.WebhookEndpoints
                    .Where(endpoint => endpoint.RetailerId == row.RetailerId && endpoint.Id == row.Id && endpoint.Secret == row.Secret)
                    .ExecuteUpdateAsync(
                        endpoint => endpoint
                            .SetProperty(one => one.Secret, secret)
                            .SetProperty(one => one.PreviousSecret, previous)
                            .SetProperty(one => one.SecretKeyId, newest),
                        cancel);
            }
            catch (UnknownCodeKeyException exception)
            {
                LogLost(exception.Message, row.Id);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The secrets of webhooks could not be encrypted anew, and will be tried again")]
    private partial void LogFailure(Exception failure);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The secret of webhook endpoint {Endpoint} can't be read: {Reason}")]
    private partial void LogLost(string reason, Guid endpoint);
}
