using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>Carries out what retailers and support order.</summary>
public sealed class CommandService(DeliveryCommands commands, CodeKeyRing keys)
{
    public Task<CommandOutcome<IssuedDelivery>> ReissueAsync(Command command, CancellationToken cancel) =>
        RunAsync(command, (delivery, fresh, now) => delivery.Reissue(fresh, now), cancel);

    public Task<CommandOutcome<IssuedDelivery>> UnlockAsync(Command command, string reason, CancellationToken cancel) =>
        RunAsync(command, (delivery, fresh, now) => delivery.Unlock(reason, fresh, now), cancel);

    public Task<CommandOutcome<IssuedDelivery>> HoldAsync(Command command, string reason, CancellationToken cancel) =>
        RunAsync(command, (delivery, _, now) => delivery.Hold(reason, now), cancel);

    public Task<CommandOutcome<IssuedDelivery>> CancelAsync(Command command, string reason, CancellationToken cancel) =>
        RunAsync(command, (delivery, _, now) => delivery.Cancel(reason, now), cancel);

    public Task<CommandOutcome<IssuedDelivery>> ChangeAsync(Command command, DeliveryChange change, CancellationToken cancel) =>
        RunAsync(command, (delivery, fresh, now) => delivery.Change(change, fresh, now), cancel);

    private async Task<CommandOutcome<IssuedDelivery>> RunAsync(
        Command command,
        Func<Delivery, FreshCode, DateTimeOffset, Decision> decide,
        CancellationToken cancel) =>
        (await commands.RunAsync(command, decide, cancel)).Map(done => For(command.Actor, IssuedBy(done)));

    /// <summary>R22: support issues codes, and never sees one.</summary>
    private static IssuedDelivery For(Actor actor, IssuedDelivery issued) =>
        actor.Role == ActorRole.Support ? issued with { Code = null } : issued;

    /// <summary>The code and the link that came with the entry, the first time and again while they are the delivery's.</summary>
    private IssuedDelivery IssuedBy(CarriedOut done)
    {
        var content = done.Entry?.Content;
        var generation = content is null ? null : StoredCodes.GenerationOf(content);
        var issued = IssuedDelivery.Of(done.After, generation ?? KeptGeneration(done.After), keys, done.Now);
        return (content as StoredChanged)?.LinkVersion == done.After.LinkVersion ? issued.WithLink(keys) : issued;
    }

    /// <summary>R5: a code that nobody can have heard at a door lives on, and is the retailer's to pass on as before.</summary>
    private static int? KeptGeneration(Delivery delivery) => delivery.IsExposed ? null : delivery.Generation;
}
