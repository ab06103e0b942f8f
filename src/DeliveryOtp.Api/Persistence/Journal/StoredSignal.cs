using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>A signal as it was raised: its weight and its words of that day.</summary>
public sealed record StoredSignal(string Name, int Weight, string Detail)
{
    internal static StoredSignal Of(Signal signal) => new(signal.Name, signal.Weight, signal.Detail);

    internal static IReadOnlyList<StoredSignal> Of(IReadOnlyList<Signal> signals)
    {
        var stored = signals.Count > 0 ? new StoredSignal[signals.Count] : [];
        for (var i = 0; i < stored.Length; i++)
            stored[i] = Of(signals[i]);
        return stored;
    }

    internal Signal ToSignal() => new(Name, Weight, Detail);
}

/// <summary>A signal that history raised, and the entry that it is about.</summary>
public sealed record StoredSignalRaised(StoredSignal Signal, Guid? About, string? Stranger = null) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.SignalRaised;

    internal override bool IsWhole => Signal is { Name: not null };

    internal static StoredSignalRaised Of(SignalRaised raised) =>
        new(StoredSignal.Of(raised.Signal), raised.About, raised.Stranger?.Value);
}
