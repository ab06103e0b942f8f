using System.Diagnostics.Metrics;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>What this replica has recorded, counted once it is committed. No metric carries a delivery or a retailer.</summary>
public sealed class JournalMetrics : ICounters
{
    private const string Kind = "kind";
    private const string Signal = "signal";
    private const string Outcome = "outcome";

    private readonly Counter<long> _entries;
    private readonly Counter<long> _signals;
    private readonly Counter<long> _decisions;

    public JournalMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ReaderWatch.MeterName);
        _entries = meter.CreateCounter<long>("deliveryotp.journal_entries", "{entry}", "Entries recorded in the journals of deliveries, by kind.");
        _signals = meter.CreateCounter<long>("deliveryotp.signals", "{signal}", "Signals raised, of visits, of history and by recipients.");
        _decisions = meter.CreateCounter<long>("deliveryotp.dispute_decisions", "{dispute}", "Disputes decided, by outcome.");
    }

    void ICounters.StartAtZero()
    {
        _entries.StartAtZero(Kind, Enum.GetValues<EntryKind>().Select(KindName.Of));
        _signals.StartAtZero(Signal, SignalRules.All.Select(rule => rule.Name).Distinct(StringComparer.Ordinal));
        _decisions.StartAtZero(Outcome, EnumName<DisputeOutcome>.All);
    }

    internal void Count(IEnumerable<EntryRow> committed)
    {
        foreach (var row in committed)
        {
            _entries.Add(1, Kind, KindName.Of(row.Entry.Event.EntryKind));
            foreach (var signal in StoredSignals.Of(row.Content))
                _signals.Add(1, Signal, signal.Name);
            if (row.Entry.Event is DisputeDecided { Decision.Outcome: var outcome })
                _decisions.Add(1, Outcome, EnumName<DisputeOutcome>.Of(outcome));
        }
    }
}
