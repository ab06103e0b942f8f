using System.Diagnostics;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>
/// Carries out an order about one delivery: lock, let the domain decide, write, commit. For what retailers, support and
/// recipients order now and then; couriers come in sets.
/// </summary>
public sealed class DeliveryCommands(NpgsqlDataSource database, LiveOrders orders, CodeKeyRing keys, RowSeals seals, JournalMetrics metrics, JournalBell bell, TimeProvider time)
{
    /// <exception cref="TimeoutException">Other requests took the order's parcel and gave it up again and again.</exception>
    public Task<CommandOutcome<CarriedOut>> RunAsync(
        Command command,
        Func<Delivery, FreshCode, DateTimeOffset, Decision> decide,
        CancellationToken cancel) => orders.ContendAsync(
            () => RunOnceAsync(command, decide, cancel),
            holder => new CommandOutcome<CarriedOut>.OrderExists(holder),
            cancel);

    private async Task<Contention<CommandOutcome<CarriedOut>>> RunOnceAsync(
        Command command,
        Func<Delivery, FreshCode, DateTimeOffset, Decision> decide,
        CancellationToken cancel)
    {
        var key = new DeliveryKey(command.Retailer, command.DeliveryId, command.Idempotency?.Key);
        await using var transaction = await DeliveryTransaction.BeginAsync(database, seals, metrics, cancel);
        var locked = await transaction.LockAsync([key], cancel);
        var now = time.Now();
        locked.RefuseBroken(key);
        if (!locked.TryGet(key, out var before) || (command.LinkVersion is { } link && link != before.LinkVersion))
            return new(new CommandOutcome<CarriedOut>.NotFound());

        return locked.Repeats(key, command.Idempotency, keys) switch
        {
            Repetition.Same same => new(new CommandOutcome<CarriedOut>.Done(new CarriedOut(before, now, same.Prior.Read()), Replayed: true)),
            Repetition.Other => new(new CommandOutcome<CarriedOut>.KeyReused()),
            Repetition.None => await CarryOutAsync(command, decide, transaction, locked, before, now, cancel),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<Contention<CommandOutcome<CarriedOut>>> CarryOutAsync(
        Command command,
        Func<Delivery, FreshCode, DateTimeOffset, Decision> decide,
        DeliveryTransaction transaction,
        LockedDeliveries locked,
        Delivery before,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        var decision = decide(before, new FreshCode(keys, DeliveryCode.Generate()), now);

        // A refusal that changed something is no answer to repeat: the next try gets its own.
        var mark = !decision.IsRefused ? command.Idempotency?.Mark(keys) : null;
        var row = locked.Record(decision, command.Actor, now, mark);
        try
        {
            await transaction.CommitAsync(locked, cancel, MailOfMove(before, decision.After, row?.Entry));
        }
        catch (PostgresException exception) when (IsCollision(exception))
        {
            return Contention<CommandOutcome<CarriedOut>>.Over(decision.After);
        }

        bell.Ring();
        return new(decision switch
        {
            { Conflict: { } conflict } => new CommandOutcome<CarriedOut>.Conflict(conflict, decision.After.StatusAt(now), decision.After.OpenDispute),
            { Insufficient: { } insufficient } => new CommandOutcome<CarriedOut>.InsufficientGrounds(insufficient),
            _ => new CommandOutcome<CarriedOut>.Done(new CarriedOut(decision.After, now, row?.Written), Replayed: false),
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
    private static NpgsqlBatchCommand[] MailOfMove(Delivery before, Delivery after, JournalEntry? entry) =>
        before is { Policy.RecipientMessages: RecipientMessages.Email, Recipient.Email: { } old }
        && entry is { Event: Changed }
        && old != after.Recipient?.Email
            ? [MovedMail.AddCommand(entry, old, before.LinkVersion)]
            : [];
}
