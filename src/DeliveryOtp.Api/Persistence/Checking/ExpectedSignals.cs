using System.Text.Json;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Checking;

/// <summary>The rows that the signals of a delivery's attempts have beside the journal.</summary>
internal static class ExpectedSignals
{
    /// <summary>Those that entries of this delivery tell of its own entries: what is raised about another delivery's attempt stands there, too.</summary>
    public static IEnumerable<ExpectedSignal> Of(CheckedDelivery delivery)
    {
        var own = delivery.Entries.Select(entry => entry.Id).ToHashSet();
        foreach (var entry in delivery.Entries)
        {
            foreach (var (signal, about) in SignalsOf(entry).Where(one => own.Contains(one.About)))
                yield return new ExpectedSignal(delivery.Row.RetailerId.Value, delivery.Row.Id.Value, signal, about);
        }
    }

    private static IEnumerable<(string Signal, Guid About)> SignalsOf(CheckedEntry entry)
    {
        StoredContent content;
        try
        {
            content = entry.Form.Read();
        }
        catch (JsonException)
        {
            return [];
        }

        return content.EntryKind switch
        {
            EntryKind.Attempted => content.As<StoredAttempted>().Signals.Select(signal => (signal.Name, entry.Id)),
            EntryKind.SignalRaised => [(content.As<StoredSignalRaised>().Signal.Name, content.As<StoredSignalRaised>().About ?? Guid.Empty)],
            EntryKind.Issued or EntryKind.Renewed or EntryKind.Held or EntryKind.Unlocked or EntryKind.Cancelled or EntryKind.Expired
                or EntryKind.Changed or EntryKind.Arrived or EntryKind.SessionClosed or EntryKind.Revealed or EntryKind.Hidden or EntryKind.Denied
                or EntryKind.LeftReported or EntryKind.Received or EntryKind.Contested or EntryKind.Viewed or EntryKind.Noted
                or EntryKind.LinkSent or EntryKind.DisputeOpened or EntryKind.DisputeNoted or EntryKind.DisputeDecided or null => [],
        };
    }
}

/// <summary>A row that has to be there.</summary>
internal readonly record struct ExpectedSignal(Guid Retailer, Guid Delivery, string Signal, Guid About);
