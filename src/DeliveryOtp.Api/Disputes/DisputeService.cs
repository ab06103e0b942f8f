using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;

namespace DeliveryOtp.Api.Disputes;

/// <summary>Opens disputes, notes what was found out, and decides them.</summary>
public sealed class DisputeService(DeliveryCommands commands, DisputeQueries disputes, HandOverRecords records)
{
    public Task<CommandOutcome<DisputeResponse>> OpenAsync(Command command, OpenDisputeRequest request, CancellationToken cancel) => RunAsync(
        command,
        (delivery, _, now) => delivery.BeginDispute(request.ToEvent(new DisputeId(RecordId.Next(now)), now), now),
        done => done.Entry!.Content.As<StoredDisputeOpened>().DisputeId,
        cancel);

    /// <param name="command">Its delivery is the dispute's.</param>
    /// <param name="dispute">Which dispute.</param>
    /// <param name="text">What was found out.</param>
    /// <param name="cancel">The client has gone.</param>
    public Task<CommandOutcome<DisputeResponse>> NoteAsync(Command command, Dispute dispute, string text, CancellationToken cancel) =>
        RunAsync(command, (delivery, _, now) => delivery.NoteDispute(dispute, text, now), _ => dispute.Id.Value, cancel);

    /// <param name="command">Its delivery is the dispute's.</param>
    /// <param name="dispute">Which dispute.</param>
    /// <param name="decision">How it ends.</param>
    /// <param name="cancel">The client has gone.</param>
    public async Task<CommandOutcome<DisputeResponse>> DecideAsync(Command command, Dispute dispute, DisputeDecision decision, CancellationToken cancel)
    {
        // What it holds never changes; what does, the locked delivery says.
        var record = await records.ReadAsync(command.Retailer, command.DeliveryId, cancel);
        return await RunAsync(
            command,
            (delivery, _, now) => delivery.Decide(dispute, decision, GroundsReading.Of(delivery, record), now),
            _ => dispute.Id.Value,
            cancel);
    }

    private async Task<CommandOutcome<DisputeResponse>> RunAsync(
        Command command,
        Func<Delivery, FreshCode, DateTimeOffset, Decision> decide,
        Func<CarriedOut, Guid> disputeOf,
        CancellationToken cancel)
    {
        var outcome = await commands.RunAsync(command, decide, cancel);
        return await outcome.MapAsync(async done => await disputes.ReadAsync(command.Retailer, disputeOf(done), cancel)
            ?? throw new InvalidOperationException("A dispute that was just written is not there."));
    }
}
