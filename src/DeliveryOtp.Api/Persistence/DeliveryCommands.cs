using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// Carries out an order about one delivery: lock, let the domain decide, write, commit. For what retailers, support and
/// recipients order now and then; couriers come in sets.
/// </summary>
public sealed class DeliveryCommands(NpgsqlDataSource database, LiveOrders orders, CodeKeyRing keys, JournalBell bell, TimeProvider time)
{
    /// <exception cref="TimeoutException">Other requests took the order's parcel and gave it up again and again.</exception>
    public Task<CommandOutcome> RunAsync(
        Command command,
        Func<Delivery, FreshCode, DateTimeOffset, Decision> decide,
        CancellationToken cancel) => orders.ContendAsync(
            () => RunOnceAsync(command, decide, cancel),
            holder => new CommandOutcome.OrderExists(holder),
            cancel);

    private async Task<Contention<CommandOutcome>> RunOnceAsync(
        Command command,
        Func<Delivery, FreshCode, DateTimeOffset, Decision> decide,
        CancellationToken cancel)
    {
        var key = new DeliveryKey(command.Retailer, command.DeliveryId, command.Idempotency?.Key);
        await using var transaction = await DeliveryTransaction.BeginAsync(database, cancel);
        var locked = await transaction.LockAsync([key], cancel);
        var now = time.Now();
        if (!locked.TryGet(key, out var before) || (command.LinkVersion is { } link && link != before.LinkVersion))
            return new(new CommandOutcome.NotFound());

        switch (locked.Repeats(key, command.Idempotency, keys))
        {
            case Repetition.Same same:
                return new(new CommandOutcome.Done(before, before, now, same.Prior));
            case Repetition.Other:
                return new(new CommandOutcome.KeyReused());
        }

        var decision = decide(before, new FreshCode(keys, DeliveryCode.Generate()), now);

        // A refusal that changed something is no answer to repeat: the next try gets its own.
        var mark = !decision.IsRefused ? command.Idempotency?.Mark(keys) : null;
        var entry = locked.Record(decision, command.Actor, now, mark);
        try
        {
            await transaction.CommitAsync(locked, cancel, MovedMail(before, decision.After, entry));
        }
        catch (PostgresException exception) when (IsCollision(exception))
        {
            return Contention<CommandOutcome>.Over(decision.After);
        }

        bell.Ring();
        return new(decision switch
        {
            { Conflict: { } conflict } => new CommandOutcome.Conflict(conflict, decision.After.StatusAt(now), decision.After.OpenDispute),
            { Insufficient: { } insufficient } => new CommandOutcome.InsufficientGrounds(insufficient),
            _ => new CommandOutcome.Done(before, decision.After, now, Prior: null, entry),
        });
    }

    /// <summary>
    /// Another live delivery has the order and the parcel; or two that would swap their parcels waited for each other, and this
    /// one gave way.
    /// </summary>
    private static bool IsCollision(PostgresException exception) => exception
        is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: DeliveryMapping.LiveOrder }
        or { SqlState: PostgresErrorCodes.DeadlockDetected };

    /// <summary>Whoever was the recipient learns it where they are, and not where somebody else says they are now.</summary>
    private static NpgsqlBatchCommand[] MovedMail(Delivery before, Delivery after, JournalEntry? entry) =>
        before is { Policy.RecipientMessages: RecipientMessages.Email, Recipient.Email: { } old }
        && entry is { Event: Changed }
        && old != after.Recipient?.Email
            ? [NewMails.AddMovedCommand(entry, old, before.LinkVersion)]
            : [];
}

/// <summary>What became of a command.</summary>
public abstract record CommandOutcome
{
    /// <param name="Before">The delivery as it was.</param>
    /// <param name="After">The delivery as it is.</param>
    /// <param name="Now">When it was decided.</param>
    /// <param name="Prior">What an earlier request with the same key left; null: this is the first.</param>
    /// <param name="Entry">What it left in the journal itself; null: nothing, or it is not the first.</param>
    public sealed record Done(Delivery Before, Delivery After, DateTimeOffset Now, PriorEntry? Prior, JournalEntry? Entry = null)
        : CommandOutcome;

    public sealed record NotFound : CommandOutcome;

    public sealed record Conflict(StateConflict Reason, DeliveryStatus Status, DisputeId? OpenDispute) : CommandOutcome;

    /// <summary>A dispute's decision can't rest on its grounds; it was not taken.</summary>
    public sealed record InsufficientGrounds(Domain.Disputes.InsufficientGrounds Why) : CommandOutcome;

    public sealed record KeyReused : CommandOutcome;

    /// <summary>The order has another live delivery with the parcel; nothing was changed.</summary>
    public sealed record OrderExists(Delivery Holder) : CommandOutcome;
}
