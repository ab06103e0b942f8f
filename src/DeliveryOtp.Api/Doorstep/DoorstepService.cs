using System.Diagnostics;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using Npgsql;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>
/// Decides arrivals and attempts: lock, decide, write and commit; and only then answer (R13). Those that come together
/// share the commit, and are decided one after another, so that they see each other's effects.
/// </summary>
public sealed class DoorstepService : IAsyncDisposable
{
    /// <summary>While one set commits, another one locks and reads.</summary>
    private const int Lanes = 2;

    private readonly CodeKeyRing _keys;
    private readonly RowSeals _seals;
    private readonly JournalBell _bell;
    private readonly DoorstepMetrics _metrics;
    private readonly JournalMetrics _recorded;
    private readonly TimeProvider _time;
    private readonly GroupCommit<VisitCommand, VisitResult> _lane;

    public DoorstepService(
        [FromKeyedServices(DatabaseOptions.Batches)] NpgsqlDataSource batches,
        NpgsqlDataSource database,
        CodeKeyRing keys,
        RowSeals seals,
        JournalBell bell,
        DoorstepMetrics metrics,
        JournalMetrics recorded,
        TimeProvider time)
    {
        _keys = keys;
        _seals = seals;
        _bell = bell;
        _metrics = metrics;
        _recorded = recorded;
        _time = time;
        _lane = new GroupCommit<VisitCommand, VisitResult>(
            Lanes,
            command => HashCode.Combine(command.Retailer, command.Visit.Courier),
            command => command.DeliveryId.Value,
            (commands, cancel) => CommitAsync(batches, commands, waits: false, cancel),
            (commands, cancel) => CommitAsync(database, commands, waits: true, cancel));
    }

    /// <summary>Judges an arrival or attempt; the result is durable.</summary>
    public async Task<VisitResult> VisitAsync(VisitCommand command, CancellationToken cancel) =>
        _lane.TryRun(command, out var result, cancel) ? await result ?? new VisitResult.NotFound() : new VisitResult.Busy();

    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    /// <summary>A result is null where the delivery was not to be had: held by another transaction, or not there at all.</summary>
    /// <param name="database">Where.</param>
    /// <param name="commands">A set of visits.</param>
    /// <param name="waits">Whether to wait for a delivery that is locked.</param>
    /// <param name="cancel">Nobody waits for the results: the wait for a lock ends, a COMMIT never does.</param>
    internal async Task<IReadOnlyList<VisitResult?>> CommitAsync(
        NpgsqlDataSource database,
        IReadOnlyList<VisitCommand> commands,
        bool waits,
        CancellationToken cancel)
    {
        await using var transaction = await DeliveryTransaction.BeginAsync(database, _seals, _recorded, cancel);
        var locked = await transaction.LockAsync([.. commands.Select(command => command.Key)], waits, cancel);
        var now = _time.Now();
        var results = commands.Select(command => Decide(command, locked, now)).ToArray();
        await transaction.CommitAsync(locked, cancel);
        _bell.Ring();
        _metrics.CountSet(commands.Count);
        foreach (var result in results)
            _metrics.Count(result);
        return results;
    }

    private VisitResult? Decide(VisitCommand command, LockedDeliveries locked, DateTimeOffset now)
    {
        if (locked.IsBroken(command.Key.Delivery) || locked.IsBroken(command.Key.Visitor))
            return new VisitResult.SealBroken();
        if (!locked.TryGet(command.Key.Delivery, out var delivery) || !locked.TryGet(command.Key.Visitor, out var standing))
            return null;

        return locked.Repeats(command.Key.Delivery, command.Idempotency, _keys) switch
        {
            Repetition.Same same => VisitResult.Recorded.Of(same.Prior.Read(), replayed: true),
            Repetition.Other => new VisitResult.KeyReused(),
            Repetition.None => Judge(command, locked, delivery, standing, now),
            _ => throw new UnreachableException(),
        };
    }

    private VisitResult Judge(
        VisitCommand command,
        LockedDeliveries locked,
        Delivery delivery,
        Standing standing,
        DateTimeOffset now)
    {
        var decision = command switch
        {
            AttemptCommand attempt => delivery.Confirm(attempt.Attempt, standing, _keys, now),
            ArrivalCommand arrival => delivery.Arrive(arrival.Arrival, standing, new FreshCode(_keys, DeliveryCode.Generate()), now),
            _ => throw new UnreachableException(),
        };
        if (decision.Step!.Event.IsRefusedVisit)
        {
            var cutOffUntil = locked.RefusedOf(command.Key).CutOffUntil(now);
            locked.CountRefused(command.Key, now, isCutOff: cutOffUntil is not null);
            if (cutOffUntil is { } until)
                return new VisitResult.CutOff(until - now);
        }

        var row = locked.Record(decision, command.Actor, now, command.Idempotency.Mark(_keys))!;
        return VisitResult.Recorded.Of(row.Written, replayed: false);
    }
}
