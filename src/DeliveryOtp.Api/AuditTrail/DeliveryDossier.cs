using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>All that there is to judge one delivery by, read at once: never its code, nor an earlier one.</summary>
/// <param name="Delivery">Its state, with what time has done to it; without codes.</param>
/// <param name="Entries">Its journal, oldest first.</param>
/// <param name="LeftOut">How many entries in the middle of a very long journal were not read.</param>
/// <param name="Subjects">Who was at the door, and how their hand-overs went: couriers and devices.</param>
/// <param name="ReadAt">The server's clock.</param>
public sealed record DeliveryDossier(
    Delivery Delivery,
    IReadOnlyList<DossierEntry> Entries,
    int LeftOut,
    IReadOnlyList<SubjectRates> Subjects,
    DateTimeOffset ReadAt);

/// <summary>An entry of the journal, and the signals that history raised about it.</summary>
/// <param name="Sequence">Its place in the journal.</param>
/// <param name="Id">UUIDv7.</param>
/// <param name="Kind">As the journal calls it.</param>
/// <param name="RecordedAt">The server's clock.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="CourierId">Whose arrival or attempt it is.</param>
/// <param name="IsStranger">A refusal of a courier who may not deliver this parcel (R18).</param>
/// <param name="Detail">What it tells; null: it no longer reads.</param>
/// <param name="Raw">The same as the journal has it.</param>
/// <param name="Raised">Signals that later entries raised about this one.</param>
/// <param name="RequestKey">The name that its request had, where it had one.</param>
public sealed record DossierEntry(
    int Sequence,
    Guid Id,
    string Kind,
    DateTimeOffset RecordedAt,
    Actor Actor,
    string? CourierId,
    bool IsStranger,
    StoredContent? Detail,
    string Raw,
    IReadOnlyList<RaisedSignal> Raised,
    string? RequestKey = null)
{
    /// <summary>Those that came with the entry, then those that history raised.</summary>
    public IReadOnlyList<RaisedSignal> Signals => [.. OwnSignals.Select(signal => new RaisedSignal(signal, Sequence)), .. Raised];

    /// <summary>Null: this version doesn't know it.</summary>
    internal EntryKind? EntryKind => KindName.Find(Kind);

    private IEnumerable<Signal> OwnSignals => StoredSignals.Of(Detail).Select(signal => signal.ToSignal());
}

/// <summary>A signal and the entry that holds it.</summary>
public sealed record RaisedSignal(Signal Signal, int Sequence);

/// <summary>How the hand-overs of a courier or a device went so far, beside those of the whole fleet.</summary>
/// <param name="IsDevice">A device; else a courier.</param>
/// <param name="Id">Which.</param>
/// <param name="Own">Its counts.</param>
/// <param name="Fleet">Those of the retailer's whole fleet.</param>
public sealed record SubjectRates(bool IsDevice, string Id, HandOverCounts Own, HandOverCounts Fleet);
