using System.Threading.Channels;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>
/// Wakes the readers of the journal, in every replica. Rung after a commit and not by it: PostgreSQL lets one transaction
/// at a time commit a NOTIFY, and the commits of attempts would queue behind each other. A bell that nobody hears is no loss,
/// since readers look by themselves as well.
/// </summary>
public sealed partial class JournalBell(NpgsqlDataSource database, ILogger<JournalBell> logger) : BackgroundService
{
    public const string Name = "deliveryotp_journal";

    /// <summary>However often it is rung, it sounds no more often than that.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Something was committed.</summary>
    public void Ring() => _rung.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _rung.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await using var notify = database.CreateCommand($"notify {Name}");
                await notify.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogSilent(exception.Message);
            }

            await Task.Delay(Pause, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The readers of the journal could not be woken: {Reason}")]
    private partial void LogSilent(string reason);
}
