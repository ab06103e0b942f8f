using System.Collections.Concurrent;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence.Rows;
using Npgsql;

namespace DeliveryOtp.Api.Access;

/// <summary>Whose tokens are dead.</summary>
internal abstract record Revoked;

/// <summary>All tokens that the API key made.</summary>
internal sealed record RevokedKey(Guid ApiKey) : Revoked;

/// <summary>The tokens that the courier had until then.</summary>
internal sealed record RevokedCourier(Guid Retailer, string Courier) : Revoked;

/// <summary>
/// What each replica knows of dead tokens: whoever presents one is looked for in memory, and memory is brought up to date each
/// second. What is older than any token may be is forgotten.
/// </summary>
public sealed partial class CredentialRevocations(NpgsqlDataSource database, TimeProvider time, ILogger<CredentialRevocations> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>A row becomes visible when it is committed, which is later than its id says; and clocks of replicas differ.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    /// <summary>Who has not heard of revocations for so long takes no token without asking.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Retention = TimeSpan.FromSeconds(CourierTokens.LongestLifetimeS) + Overlap;

    private readonly ConcurrentDictionary<Revoked, DateTimeOffset> _revoked = new();
    private readonly SemaphoreSlim _reading = new(1);
    private volatile Reading? _last;

    /// <summary>Whether the courier's token is dead. Asks the database only where nobody has for some seconds.</summary>
    public async ValueTask<bool> IncludesAsync(Caller courier, CancellationToken cancel)
    {
        if (!IsUpToDate)
            await ReadAsync(onlyIfNeeded: true, cancel);
        return (courier.ApiKey is { } key && _revoked.ContainsKey(new RevokedKey(key)))
            || (_revoked.TryGetValue(new RevokedCourier(courier.Tenant.Value, courier.Courier!.Value), out var at) && MadeAt(courier.Id) <= at);
    }

    internal void Add(Revoked revoked, DateTimeOffset at) => _revoked.AddOrUpdate(revoked, at, (_, before) => before > at ? before : at);

    public override void Dispose()
    {
        _reading.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(onlyIfNeeded: false, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // A courier who comes meanwhile asks anew, and gets 503 if that fails as well.
                LogFailure(failure);
            }

            await Task.Delay(Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool IsUpToDate => _last is { } last && (time.GetUtcNow() - last.At).Duration() < LongestSilence;

    private async Task ReadAsync(bool onlyIfNeeded, CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel);
        try
        {
            if (onlyIfNeeded && IsUpToDate)
                return;
            var now = time.GetUtcNow();
            await using var command = database.CreateCommand(
                $"""
                select retailer_id, credential, api_key_id, courier_id, recorded_at from deliveryotp.credential_events
                where event = '{CredentialEventRow.Revoked}' and id > $1
                union all
                select retailer_id, '{CredentialEventRow.ApiKey}', id, null, revoked_at from deliveryotp.api_keys where revoked_at > $2
                """);
            var since = _last is { } last ? last.At - Overlap : now - Retention;
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = FirstIdOf(since) });
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = since });
            await using var row = await command.ExecuteReaderAsync(cancel);
            while (await row.ReadAsync(cancel))
            {
                var at = row.GetFieldValue<DateTimeOffset>(4);
                if (row.GetString(1) == CredentialEventRow.ApiKey)
                    Add(new RevokedKey(row.GetGuid(2)), at);
                else
                    Add(new RevokedCourier(row.GetGuid(0), row.GetString(3)), at);
            }

            foreach (var (revoked, at) in _revoked)
            {
                if (at < now - Retention)
                    _revoked.TryRemove(revoked, out _);
            }

            _last = new Reading(now);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>The token's id is a UUIDv7, which holds the millisecond in which it was made; one that is none was made before all.</summary>
    private static DateTimeOffset MadeAt(string tokenId) => Guid.TryParse(tokenId, out var id) && id.Version == 7
        ? DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(id.ToString("N")[..12], fromBase: 16))
        : DateTimeOffset.MinValue;

    private static Guid FirstIdOf(DateTimeOffset at) => Guid.ParseExact($"{at.ToUnixTimeMilliseconds():x12}{new string('0', 20)}", "N");

    private sealed record Reading(DateTimeOffset At);

    [LoggerMessage(EventName = "revocations_unread", Level = LogLevel.Warning, Message = "Revoked credentials could not be read")]
    private partial void LogFailure(Exception failure);
}
