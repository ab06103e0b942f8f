using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>
/// Decides attempts: lock, decide, write and commit; and only then answer (R13). Attempts that arrive together share the
/// commit, and are decided one after another, so that they see each other's effects.
/// </summary>
public sealed class AttemptService : IAsyncDisposable
{
    /// <summary>While one set commits, another one locks and reads.</summary>
    private const int Lanes = 2;

    private readonly CodeKeyRing _keys;
    private readonly DoorstepMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly GroupCommit<AttemptCommand, AttemptResult> _lane;

    public AttemptService(
        [FromKeyedServices(DatabaseOptions.Batches)] NpgsqlDataSource batches,
        NpgsqlDataSource database,
        CodeKeyRing keys,
        DoorstepMetrics metrics,
        TimeProvider time)
    {
        _keys = keys;
        _metrics = metrics;
        _time = time;
        _lane = new GroupCommit<AttemptCommand, AttemptResult>(
            Lanes,
            command => command.DeliveryId.Value,
            (commands, cancel) => CommitAsync(batches, commands, waits: false, cancel),
            (commands, cancel) => CommitAsync(database, commands, waits: true, cancel));
    }

    public async Task<AttemptResult> AttemptAsync(AttemptCommand command, CancellationToken cancel) =>
        _lane.TryRun(command, out var result, cancel) ? await result ?? new AttemptResult.NotFound() : new AttemptResult.Busy();

    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    /// <summary>A result is null where the delivery was not to be had: held by another transaction, or not there at all.</summary>
    /// <param name="database">Where.</param>
    /// <param name="commands">A set of attempts.</param>
    /// <param name="waits">Whether to wait for a delivery that is locked.</param>
    /// <param name="cancel">Nobody waits for the results.</param>
    internal async Task<IReadOnlyList<AttemptResult?>> CommitAsync(
        NpgsqlDataSource database,
        IReadOnlyList<AttemptCommand> commands,
        bool waits,
        CancellationToken cancel)
    {
        await using var transaction = await DeliveryTransaction.BeginAsync(database, cancel);
        DeliveryKey[] keys = [.. commands.Select(command => command.Key)];
        var locked = waits ? await transaction.LockAsync(keys, cancel) : await transaction.LockFreeAsync(keys, cancel);
        var now = _time.Now();
        var results = commands.Select(command => Decide(command, locked, now)).ToArray();
        await transaction.CommitAsync(locked, cancel);
        foreach (var result in results)
            _metrics.Count(result);
        return results;
    }

    private AttemptResult? Decide(AttemptCommand command, LockedDeliveries locked, DateTimeOffset now)
    {
        if (!locked.TryGet(command.Key, out var delivery))
            return null;

        switch (locked.Repeats(command.Key, command.Idempotency, _keys))
        {
            case Repetition.Same same:
                return AttemptResult.Recorded.Again(same.Prior);
            case Repetition.Other:
                return new AttemptResult.KeyReused();
        }

        var step = delivery.Confirm(command.Attempt, _keys, now);
        var entry = locked.Record(step, command.Actor, now, command.Idempotency.Mark(_keys));
        return AttemptResult.Recorded.First(entry);
    }
}

/// <summary>An attempt on its way to a verdict.</summary>
public sealed record AttemptCommand(
    Actor Actor,
    RetailerId Retailer,
    DeliveryId DeliveryId,
    Attempt Attempt,
    IdempotentRequest Idempotency)
{
    internal DeliveryKey Key { get; } = new(Retailer, DeliveryId, Idempotency.Key);
}
