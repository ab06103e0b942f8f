using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>Carries out what retailers and support order: lock, let the domain decide, write, commit.</summary>
public sealed class CommandService(NpgsqlDataSource database, CodeKeyRing keys, TimeProvider time)
{
    public Task<CommandResult> ReissueAsync(Command command, CancellationToken cancel) =>
        RunAsync(command, (delivery, fresh, now) => delivery.Reissue(fresh, now), cancel);

    public Task<CommandResult> UnlockAsync(Command command, string reason, CancellationToken cancel) =>
        RunAsync(command, (delivery, fresh, now) => delivery.Unlock(reason, fresh, now), cancel);

    public Task<CommandResult> HoldAsync(Command command, string reason, CancellationToken cancel) =>
        RunAsync(command, (delivery, _, now) => delivery.Hold(reason, now), cancel);

    public Task<CommandResult> CancelAsync(Command command, string reason, CancellationToken cancel) =>
        RunAsync(command, (delivery, _, now) => delivery.Cancel(reason, now), cancel);

    public Task<CommandResult> ChangeAsync(Command command, SignificantChange change, CancellationToken cancel) =>
        RunAsync(command, (delivery, fresh, now) => delivery.Change(change, fresh, now), cancel);

    private async Task<CommandResult> RunAsync(
        Command command,
        Func<Delivery, FreshCode, DateTimeOffset, Decision> decide,
        CancellationToken cancel)
    {
        var key = command.Key;
        await using var transaction = await DeliveryTransaction.BeginAsync(database, cancel);
        var locked = await transaction.LockAsync([key], cancel);
        var now = time.Now();
        if (!locked.TryGet(key, out var before))
            return new CommandResult.NotFound();

        switch (locked.Repeats(key, command.Idempotency, keys))
        {
            case Repetition.Same same:
                return Done(before, same.Prior.Generation, now, replayed: true);
            case Repetition.Other:
                return new CommandResult.KeyReused();
        }

        var decision = decide(before, new FreshCode(keys, DeliveryCode.Generate()), now);
        if (decision.Step is { } step)
        {
            // A refusal that changed something is no answer to repeat: the next try gets its own.
            var mark = decision.Conflict is null ? command.Idempotency?.Mark(keys) : null;
            locked.Record(step, command.Actor, now, mark);
            await transaction.CommitAsync(locked, cancel);
        }

        var after = decision.Step?.After ?? before;
        if (decision.Conflict is { } conflict)
            return new CommandResult.Conflict(conflict, after.StatusAt(now));
        var isRenewed = after.Generation > before.Generation;
        return Done(after, isRenewed ? after.Generation : null, now, replayed: false);
    }

    private CommandResult.Done Done(Delivery delivery, int? generation, DateTimeOffset now, bool replayed) =>
        new(IssuedDelivery.Of(delivery, generation, keys, now), replayed);
}

/// <summary>Who orders something, of which delivery.</summary>
public sealed record Command(Actor Actor, RetailerId Retailer, DeliveryId DeliveryId, IdempotentRequest? Idempotency)
{
    internal DeliveryKey Key => new(Retailer, DeliveryId, Idempotency?.Key);
}

/// <summary>What became of a command.</summary>
public abstract record CommandResult
{
    public sealed record Done(IssuedDelivery Delivery, bool Replayed) : CommandResult;

    public sealed record NotFound : CommandResult;

    public sealed record Conflict(StateConflict Reason, DeliveryStatus Status) : CommandResult;

    public sealed record KeyReused : CommandResult;
}
