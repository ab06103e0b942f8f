namespace DeliveryOtp.Api.Doorstep;

/// <summary>
/// Makes the end of sessions and deliveries facts of the journal within seconds, so that its readers learn of them. No rule
/// waits for it: whoever looks after the end sees the end (R5, R6).
/// </summary>
internal sealed partial class SettlingService(DueDeliveries due, TimeProvider time, ILogger<SettlingService> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await due.SettleAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(exception);
            }
        }
    }

    [LoggerMessage(EventName = "settling_failed", Level = LogLevel.Warning, Message = "What time has ended could not be journaled, and will be tried again")]
    private partial void LogFailure(Exception failure);
}
