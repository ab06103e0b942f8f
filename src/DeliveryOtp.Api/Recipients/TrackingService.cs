using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Recipients;

/// <summary>Shows recipients their delivery, and carries out what they order.</summary>
public sealed class TrackingService(
    DeliveryReads deliveries,
    TrackedEvents events,
    DeliveryCommands commands,
    CodeKeyRing keys,
    TimeProvider time)
{
    /// <summary>Null: the link died since it signed in.</summary>
    public async Task<TrackingResponse?> GetAsync(RetailerId retailer, DeliveryId id, int? linkVersion, CancellationToken cancel)
    {
        // The delivery first: an event more than its state tells is better than one less.
        if (await deliveries.FindAsync(retailer, id, cancel) is not { } delivery || delivery.LinkVersion != linkVersion)
            return null;
        return TrackingView.Of(delivery, await EventsAsync(retailer, id, cancel), keys, time.Now());
    }

    /// <param name="command">The recipient's.</param>
    /// <param name="showing">The showing that is to last longer; null: one is to begin.</param>
    /// <param name="cancel">The client has gone.</param>
    public Task<CommandOutcome<TrackingResponse>> RevealAsync(Command command, int? showing, CancellationToken cancel) => RunAsync(
        command,
        (delivery, fresh, now) => showing is { } number ? delivery.KeepShowing(number, now) : delivery.Show(fresh, now),
        cancel);

    public Task<CommandOutcome<TrackingResponse>> HideAsync(Command command, int showing, CancellationToken cancel) =>
        RunAsync(command, (delivery, _, now) => delivery.Hide(showing, now), cancel);

    public Task<CommandOutcome<TrackingResponse>> DenyAsync(Command command, CancellationToken cancel) =>
        RunAsync(command, (delivery, _, now) => delivery.Deny(now), cancel);

    public Task<CommandOutcome<TrackingResponse>> ReportLeftAsync(Command command, CancellationToken cancel) =>
        RunAsync(command, (delivery, _, now) => delivery.ReportLeft(now), cancel);

    public Task<CommandOutcome<TrackingResponse>> ConfirmReceiptAsync(Command command, CancellationToken cancel) =>
        RunAsync(command, (delivery, _, now) => delivery.ConfirmReceipt(now), cancel);

    public Task<CommandOutcome<TrackingResponse>> ContestAsync(Command command, ContestKind kind, string? statement, CancellationToken cancel) =>
        RunAsync(command, (delivery, _, now) => delivery.Contest(kind, statement, new DisputeId(RecordId.Next(now)), now), cancel);

    private async Task<IReadOnlyList<TrackedEvent>> EventsAsync(RetailerId retailer, DeliveryId id, CancellationToken cancel) =>
        [.. (await events.ListAsync(retailer, id, cancel)).Select(numbered => numbered.Event)];

    private async Task<CommandOutcome<TrackingResponse>> RunAsync(
        Command command,
        Func<Delivery, FreshCode, DateTimeOffset, Decision> decide,
        CancellationToken cancel)
    {
        var outcome = await commands.RunAsync(command, decide, cancel);
        return await outcome.MapAsync(async done =>
            TrackingView.Of(done.After, await EventsAsync(command.Retailer, command.DeliveryId, cancel), keys, done.Now));
    }
}
