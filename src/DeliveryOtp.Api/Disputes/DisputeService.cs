using System.Diagnostics;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;

namespace DeliveryOtp.Api.Disputes;

/// <summary>Opens disputes, notes what was found out, and decides them.</summary>
public sealed class DisputeService(DeliveryCommands commands, DisputeQueries disputes, HandOverRecords records)
{
    public Task<DisputeResult> OpenAsync(Command command, OpenDisputeRequest request, CancellationToken cancel) => RunAsync(
        command,
        (delivery, _, now) => delivery.BeginDispute(request.ToEvent(new DisputeId(RecordId.Next(now)), now), now),
        done => done.Entry!.Content.As<StoredDisputeOpened>().DisputeId,
        cancel);

    /// <param name="command">Its delivery is the dispute's.</param>
    /// <param name="dispute">Which dispute.</param>
    /// <param name="text">What was found out.</param>
    /// <param name="cancel">The client has gone.</param>
    public Task<DisputeResult> NoteAsync(Command command, Dispute dispute, string text, CancellationToken cancel) =>
        RunAsync(command, (delivery, _, now) => delivery.NoteDispute(dispute, text, now), _ => dispute.Id.Value, cancel);

    /// <param name="command">Its delivery is the dispute's.</param>
    /// <param name="dispute">Which dispute.</param>
    /// <param name="decision">How it ends.</param>
    /// <param name="cancel">The client has gone.</param>
    public async Task<DisputeResult> DecideAsync(Command command, Dispute dispute, DisputeDecision decision, CancellationToken cancel)
    {
        // What it holds never changes; what does, the locked delivery says.
        var record = await records.ReadAsync(command.Retailer, command.DeliveryId, cancel);
        return await RunAsync(
            command,
            (delivery, _, now) => delivery.Decide(dispute, decision, GroundsReading.Of(delivery, record), now),
            _ => dispute.Id.Value,
            cancel);
    }

    private async Task<DisputeResult> RunAsync(
        Command command,
        Func<Delivery, FreshCode, DateTimeOffset, Decision> decide,
        Func<CommandOutcome.Done, Guid> disputeOf,
        CancellationToken cancel) => await commands.RunAsync(command, decide, cancel) switch
        {
            CommandOutcome.Done done => new DisputeResult.Done(
                await disputes.ReadAsync(command.Retailer, disputeOf(done), cancel)
                    ?? throw new InvalidOperationException("A dispute that was just written is not there."),
                done.Replayed),
            CommandOutcome.NotFound => new DisputeResult.NotFound(),
            CommandOutcome.Conflict conflict => new DisputeResult.Conflict(conflict.Reason, conflict.Status, conflict.OpenDispute),
            CommandOutcome.KeyReused => new DisputeResult.KeyReused(),
            CommandOutcome.InsufficientGrounds insufficient => new DisputeResult.Insufficient(insufficient.Why),
            CommandOutcome.OrderExists => throw new UnreachableException("No order's parcel was asked for."),
            _ => throw new UnreachableException(),
        };
}

/// <summary>What became of an order about a dispute.</summary>
public abstract record DisputeResult
{
    private DisputeResult()
    {
    }

    public sealed record Done(DisputeResponse Dispute, bool Replayed) : DisputeResult;

    public sealed record NotFound : DisputeResult;

    public sealed record Conflict(StateConflict Reason, DeliveryStatus Status, DisputeId? OpenDispute) : DisputeResult;

    public sealed record KeyReused : DisputeResult;

    /// <summary>The decision can't rest on its grounds.</summary>
    public sealed record Insufficient(InsufficientGrounds Why) : DisputeResult;
}
