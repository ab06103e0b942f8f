using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// Carries out an order about one delivery: lock, let the domain decide, write, commit. For what retailers, support and
/// recipients order now and then; couriers come in sets.
/// </summary>
public sealed class DeliveryCommands(NpgsqlDataSource database, CodeKeyRing keys, JournalBell bell, TimeProvider time)
{
    public async Task<CommandOutcome> RunAsync(
        Command command,
        Func<Delivery, FreshCode, DateTimeOffset, Decision> decide,
        CancellationToken cancel)
    {
        var key = new DeliveryKey(command.Retailer, command.DeliveryId, command.Idempotency?.Key);
        await using var transaction = await DeliveryTransaction.BeginAsync(database, cancel);
        var locked = await transaction.LockAsync([key], cancel);
        var now = time.Now();
        if (!locked.TryGet(key, out var before) || (command.LinkVersion is { } link && link != before.LinkVersion))
            return new CommandOutcome.NotFound();

        switch (locked.Repeats(key, command.Idempotency, keys))
        {
            case Repetition.Same same:
                return new CommandOutcome.Done(before, before, now, same.Prior);
            case Repetition.Other:
                return new CommandOutcome.KeyReused();
        }

        var decision = decide(before, new FreshCode(keys, DeliveryCode.Generate()), now);

        // A refusal that changed something is no answer to repeat: the next try gets its own.
        var mark = decision.Conflict is null ? command.Idempotency?.Mark(keys) : null;
        locked.Record(decision, command.Actor, now, mark);
        await transaction.CommitAsync(locked, cancel);
        bell.Ring();
        return decision.Conflict is { } conflict
            ? new CommandOutcome.Conflict(conflict, decision.After.StatusAt(now))
            : new CommandOutcome.Done(before, decision.After, now, Prior: null);
    }
}

/// <summary>What became of a command.</summary>
public abstract record CommandOutcome
{
    /// <param name="Before">The delivery as it was.</param>
    /// <param name="After">The delivery as it is.</param>
    /// <param name="Now">When it was decided.</param>
    /// <param name="Prior">What an earlier request with the same key left; null: this is the first.</param>
    public sealed record Done(Delivery Before, Delivery After, DateTimeOffset Now, PriorEntry? Prior) : CommandOutcome;

    public sealed record NotFound : CommandOutcome;

    public sealed record Conflict(StateConflict Reason, DeliveryStatus Status) : CommandOutcome;

    public sealed record KeyReused : CommandOutcome;
}
