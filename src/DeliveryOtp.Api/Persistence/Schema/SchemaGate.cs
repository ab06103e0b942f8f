using Npgsql;

namespace DeliveryOtp.Api.Persistence.Schema;

/// <summary>
/// What works in the background waits here until there is a schema to work on. One place asks, and says once what is missing;
/// otherwise each service would fail and say so by itself, every second until somebody has migrated.
/// </summary>
internal sealed partial class SchemaGate(NpgsqlDataSource database, ILogger<SchemaGate> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task WaitAsync(CancellationToken cancel) => _open.Task.WaitAsync(cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        SchemaLackKind? said = null;
        while (await SchemaState.FindLackAsync(database, stoppingToken) is { } lack)
        {
            if (said != lack.Kind)
                LogWaiting(lack.Sentence);
            said = lack.Kind;
            await Task.Delay(Pause, stoppingToken);
        }

        _open.SetResult();
    }

    [LoggerMessage(EventName = "schema_missing", Level = LogLevel.Warning, Message = "{Reason} What works in the background waits for that")]
    private partial void LogWaiting(string reason);
}

/// <summary>Runs a service of the background once the schema is there.</summary>
internal sealed class AfterMigration<TService>(TService service, SchemaGate gate) : BackgroundService
    where TService : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await gate.WaitAsync(stoppingToken);
        await service.StartAsync(stoppingToken);
        await service.ExecuteTask!;
    }
}

internal static class AfterMigrationRegistration
{
    /// <summary>A service of the background that works on the database; also to be had as itself.</summary>
    public static IServiceCollection AddAfterMigration<TService>(this IServiceCollection services)
        where TService : BackgroundService => services
        .AddSingleton<TService>()
        .AddHostedService(provider => new AfterMigration<TService>(
            provider.GetRequiredService<TService>(),
            provider.GetRequiredService<SchemaGate>()));
}
