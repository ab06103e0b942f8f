using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Signals;

/// <summary>
/// Raises what only history shows, and counts how hand-overs went. Its signals, its counts and its position are one
/// transaction: each visit is looked at once.
/// </summary>
internal sealed class SignalReader(
    JournalFeed feed,
    SignalHistory history,
    RowSeals seals,
    JournalMetrics metrics,
    JournalBell bell,
    TimeProvider time,
    ILogger<SignalReader> logger) : JournalReader("signals", JournalStart.Now, feed, logger)
{
    protected override async Task HandleAsync(JournalBatch batch, CancellationToken cancel)
    {
        var findings = await history.LookAsync(batch.Entries, cancel);
        await using var transaction = await DeliveryTransaction.BeginAsync(Database, seals, metrics, cancel);
        var locked = findings.Raised.Count > 0
            ? await transaction.LockAsync([.. findings.Raised.Select(raised => raised.On)], cancel)
            : new LockedDeliveries(seals);
        var now = time.Now();
        foreach (var (on, about, signal, stranger) in findings.Raised)
        {
            locked.RefuseBroken(on);
            if (locked.TryGet(on, out var delivery) && delivery.Raise(signal, about, stranger) is { } step)
                locked.Record(step, Actor.System, now);
        }

        await transaction.CommitAsync(
            locked,
            cancel,
            findings.Added.Count > 0 ? [batch.Moved, HandOverCounting.AddCommand(findings.Added, now)] : [batch.Moved]);
        if (findings.Raised.Count > 0)
            bell.Ring();
    }
}

/// <summary>What a batch of entries showed.</summary>
/// <param name="Raised">Signals.</param>
/// <param name="Added">What the batch adds to the counts of hand-overs, and the couriers' last visits with it.</param>
internal sealed record Findings(
    IReadOnlyList<RaisedSignal> Raised,
    IReadOnlyDictionary<HandOverSubject, HandOverSum> Added);

/// <summary>A signal that history raised.</summary>
/// <param name="On">The delivery that it counts for.</param>
/// <param name="About">The entry that gave the occasion; of that delivery, but for a code that was typed elsewhere.</param>
/// <param name="Signal">What it says.</param>
/// <param name="Stranger">Whose visit that entry is, where he was refused as one who may not deliver the parcel.</param>
internal sealed record RaisedSignal(DeliveryKey On, Guid About, Signal Signal, CourierId? Stranger = null);
