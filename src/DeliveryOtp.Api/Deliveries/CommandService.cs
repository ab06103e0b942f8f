using System.Diagnostics;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>Carries out what retailers and support order.</summary>
public sealed class CommandService(DeliveryCommands commands, CodeKeyRing keys)
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
        CancellationToken cancel) => await commands.RunAsync(command, decide, cancel) switch
        {
            CommandOutcome.Done done => new CommandResult.Done(For(command.Actor, IssuedBy(done)), done.Replayed),
            CommandOutcome.NotFound => new CommandResult.NotFound(),
            CommandOutcome.Conflict conflict => new CommandResult.Conflict(conflict.Reason, conflict.Status),
            CommandOutcome.KeyReused => new CommandResult.KeyReused(),
            CommandOutcome.OrderExists exists => new CommandResult.OrderExists(exists.Holder),
            CommandOutcome.InsufficientGrounds => throw new UnreachableException("No dispute was decided."),
            _ => throw new UnreachableException(),
        };

    /// <summary>R22: support issues codes, and never sees one.</summary>
    private static IssuedDelivery For(Actor actor, IssuedDelivery issued) =>
        actor.Role == ActorRole.Support ? issued with { Code = null } : issued;

    /// <summary>The code and the link that came with the entry, the first time and again while they are the delivery's.</summary>
    private IssuedDelivery IssuedBy(CommandOutcome.Done done)
    {
        var content = done.Entry?.Content;
        var generation = content is null ? null : StoredCodes.GenerationOf(content);
        var issued = IssuedDelivery.Of(done.After, generation ?? KeptGeneration(done.After), keys, done.Now);
        return (content as StoredChanged)?.LinkVersion == done.After.LinkVersion ? issued.WithLink(keys) : issued;
    }

    /// <summary>R5: a code that nobody can have heard at a door lives on, and is the retailer's to pass on as before.</summary>
    private static int? KeptGeneration(Delivery delivery) => delivery.IsExposed ? null : delivery.Generation;
}

/// <summary>What became of a command.</summary>
public abstract record CommandResult
{
    private CommandResult()
    {
    }

    public sealed record Done(IssuedDelivery Delivery, bool Replayed) : CommandResult;

    public sealed record NotFound : CommandResult;

    public sealed record Conflict(StateConflict Reason, DeliveryStatus Status) : CommandResult;

    public sealed record KeyReused : CommandResult;

    /// <summary>The order has another live delivery with the parcel.</summary>
    public sealed record OrderExists(Delivery Holder) : CommandResult;
}
