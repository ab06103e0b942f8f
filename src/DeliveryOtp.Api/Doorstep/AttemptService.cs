using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>
/// Decides attempts: lock, decide, write, commit; and only then answer (R13). The steps take a set of attempts, which
/// share the commit and see each other's effects.
/// </summary>
public sealed class AttemptService(NpgsqlDataSource database, CodeKeyRing keys, DoorstepMetrics metrics, TimeProvider time)
{
    public async Task<AttemptResult> AttemptAsync(AttemptCommand command, CancellationToken cancel) =>
        (await AttemptAsync([command], cancel))[0];

    /// <summary>The results are in the order of the commands.</summary>
    internal async Task<AttemptResult[]> AttemptAsync(IReadOnlyList<AttemptCommand> commands, CancellationToken cancel)
    {
        await using var transaction = await DeliveryTransaction.BeginAsync(database, cancel);
        var locked = await transaction.LockAsync([.. commands.Select(command => command.Key)], cancel);
        var now = time.Now();
        var results = commands.Select(command => Decide(command, locked, now)).ToArray();
        await transaction.WriteAsync(locked, cancel);
        await transaction.CommitAsync(cancel);
        foreach (var result in results)
            metrics.Count(result);
        return results;
    }

    private AttemptResult Decide(AttemptCommand command, LockedDeliveries locked, DateTimeOffset now)
    {
        if (!locked.TryGet(command.Key, out var delivery))
            return new AttemptResult.NotFound();

        switch (locked.Repeats(command.Key, command.Idempotency, keys))
        {
            case Repetition.Same same:
                return AttemptResult.Recorded.Again(same.Prior);
            case Repetition.Other:
                return new AttemptResult.KeyReused();
        }

        var step = delivery.Confirm(command.Attempt, keys, now);
        var entry = locked.Record(step, command.Actor, now, command.Idempotency.Mark(keys));
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
