using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Signals;

/// <summary>Brings each visit of a batch together with its past, and lets the signals look at both.</summary>
internal sealed class SignalHistory(Doors doors, HandOverCounting counting, LiveCodes codes, Acceptances acceptances)
{
    private static readonly string WrongCode = EnumName<AttemptOutcome>.Of(AttemptOutcome.WrongCode);

    public async Task<Findings> LookAsync(IReadOnlyList<StoredEntry> entries, CancellationToken cancel)
    {
        // Without a courier and a device, since they were erased, there is nothing to look at.
        StoredEntry[] seen = [.. entries.Where(entry => IsVisit(entry) && entry is { Courier: not null, Device: not null })];
        var tally = new HandOverTally();
        foreach (var attempt in seen.Where(entry => Occasions.Of(entry.EntryKind) == Occasion.Attempt))
            tally.CountAttempt(attempt);
        foreach (var contest in entries.Where(entry => Occasions.Of(entry.EntryKind) == Occasion.Contest))
        {
            if (await acceptances.FindAsync(contest.RetailerId, contest.DeliveryId, cancel) is var (courier, device))
                tally.CountContest(contest.RetailerId, courier, device);
        }

        if (seen.Length == 0)
            return new Findings([], SumsOf(tally.Added, []));
        var before = await counting.ReadAsync([.. seen.SelectMany(SubjectsOf).Distinct()], cancel);
        var tracks = seen.Select(CourierOf).Distinct().ToDictionary(courier => courier, courier => CourierTrack.Read(before[courier].Track));
        var raised = await RaiseAsync(seen, before, tally.Added, tracks, cancel);
        return new Findings(raised, SumsOf(tally.Added, tracks));
    }

    private static HandOverSubject CourierOf(StoredEntry entry) => HandOverSubject.Courier(entry.RetailerId, entry.Courier!);

    /// <summary>Whose counts the signals of a visit look at.</summary>
    private static HandOverSubject[] SubjectsOf(StoredEntry entry) => [HandOverSubject.Fleet(entry.RetailerId), CourierOf(entry)];

    private async Task<List<RaisedSignal>> RaiseAsync(
        StoredEntry[] seen,
        IReadOnlyDictionary<HandOverSubject, HandOverSum> before,
        IReadOnlyDictionary<HandOverSubject, HandOverCounts> added,
        Dictionary<HandOverSubject, List<PastVisit>> tracks,
        CancellationToken cancel)
    {
        var to = await doors.ReadAsync([.. seen.Select(entry => new DeliveryKey(entry.RetailerId, entry.DeliveryId)).Distinct()], cancel);
        var owners = await FindOwnersAsync(seen, to, cancel);
        HandOverCounts CountsOf(HandOverSubject subject) => before[subject].Counts + added.GetValueOrDefault(subject, HandOverCounts.None);

        List<RaisedSignal> raised = [];
        foreach (var entry in seen)
        {
            var track = tracks[CourierOf(entry)];
            var visit = VisitOf(entry, to[entry.DeliveryId]);
            var facts = new HistoryFacts(
                visit,
                track,
                CountsOf(CourierOf(entry)),
                CountsOf(HandOverSubject.Fleet(entry.RetailerId)),
                owners.GetValueOrDefault(entry.Id));
            raised.AddRange(SignalRules.Of(facts)
                .Select(signal => new RaisedSignal(
                    new DeliveryKey(entry.RetailerId, entry.DeliveryId),
                    entry.Id,
                    signal,
                    entry.IsStranger ? entry.Courier : null)));
            if (facts.CodeOf is { } owner)
                raised.Add(new RaisedSignal(new DeliveryKey(entry.RetailerId, owner), entry.Id, SignalRules.CodeTypedElsewhere(entry.DeliveryId)));
            Remember(track, visit);
        }

        return raised;
    }

    private static void Remember(List<PastVisit> track, PastVisit visit)
    {
        if (visit.Position is null)
            return;
        track.Insert(0, visit);
        if (track.Count > CourierTrack.Capacity)
            track.RemoveAt(CourierTrack.Capacity);
    }

    /// <summary>What the batch adds, and what it makes of the couriers' tracks.</summary>
    private static Dictionary<HandOverSubject, HandOverSum> SumsOf(
        IReadOnlyDictionary<HandOverSubject, HandOverCounts> added,
        Dictionary<HandOverSubject, List<PastVisit>> tracks) => added.Keys.Union(tracks.Keys).ToDictionary(
            subject => subject,
            subject => new HandOverSum(
                added.GetValueOrDefault(subject, HandOverCounts.None),
                tracks.TryGetValue(subject, out var track) && track.Count > 0 ? CourierTrack.Write(track) : null));

    private async Task<Dictionary<Guid, DeliveryId?>> FindOwnersAsync(
        StoredEntry[] seen,
        IReadOnlyDictionary<DeliveryId, Position> doors,
        CancellationToken cancel)
    {
        StoredEntry[] wrong = [.. seen.Where(entry => entry.Outcome == WrongCode && entry.PresentedDigest is not null)];
        var owners = await codes.FindOwnersAsync(
            [.. wrong.Select(entry => new PresentedWrong(
                entry.RetailerId,
                entry.DeliveryId,
                entry.Courier!,
                doors[entry.DeliveryId],
                entry.PresentedDigest!))],
            cancel);
        return wrong.Zip(owners).ToDictionary(pair => pair.First.Id, pair => pair.Second);
    }

    private static bool IsVisit(StoredEntry entry) => Occasions.Of(entry.EntryKind) is Occasion.Arrival or Occasion.Attempt;

    private static PastVisit VisitOf(StoredEntry entry, Position door) => new(
        entry.DeliveryId,
        door,
        entry.Device!,
        entry.RecordedAt,
        entry.Fix,
        ((IStoredVisit)entry.Content).Location.AccuracyM is { } accuracy ? new Metres(accuracy) : null);
}
