using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.Persistence.Schema;

/// <summary>
/// Makes EF Core's model once the service runs, so that nobody's first page waits for it: on a small machine that takes seconds.
/// Attempts don't need it.
/// </summary>
internal sealed partial class ModelWarmUp(IServiceScopeFactory scopes, ILogger<ModelWarmUp> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What starts may go on starting.
        await Task.Yield();
        try
        {
            using var scope = scopes.CreateScope();
            await scope.ServiceProvider.GetRequiredService<DeliveryOtpDbContext>().Deliveries
                .Where(row => row.RetailerId == Guid.Empty)
                .OrderByDescending(row => row.Id)
                .FirstOrDefaultAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailure(exception.Message);
        }
    }

    [LoggerMessage(EventName = "model_cold", Level = LogLevel.Debug, Message = "The model could not be warmed up: {Reason}")]
    private partial void LogFailure(string reason);
}
