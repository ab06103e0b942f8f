using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Signals;

/// <summary>Brings each visit of a batch together with its past, and lets the signals look at both.</summary>
internal sealed class SignalHistory(
    PastVisits visits,
    HandOverCounting counting,
    LiveCodes codes,
    Acceptances acceptances,
    HistoryMemory memory)
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

        var counts = await CountsAsync(seen, tally, cancel);
        var raised = seen.Length > 0 ? await RaiseAsync(seen, counts, cancel) : [];
        return new Findings(raised, tally.Added);
    }

    /// <summary>Somebody else may have worked meanwhile, or what was looked at was not committed.</summary>
    public void Forget() => memory.Forget();

    private async Task<List<RaisedSignal>> RaiseAsync(
        StoredEntry[] seen,
        Dictionary<HandOverSubject, HandOverCounts> counts,
        CancellationToken cancel)
    {
        var doors = await visits.DoorsAsync(
            [.. seen.Select(entry => new DeliveryKey(entry.RetailerId, entry.DeliveryId)).Distinct()],
            cancel);
        var before = await BeforeAsync(seen, cancel);
        var owners = await FindOwnersAsync(seen, doors, cancel);

        List<RaisedSignal> raised = [];
        foreach (var entry in seen)
        {
            var past = before[(entry.RetailerId, entry.Courier!)];
            var visit = VisitOf(entry, doors[entry.DeliveryId]);
            var facts = new HistoryFacts(
                visit,
                past,
                counts[HandOverSubject.Courier(entry.RetailerId, entry.Courier!)],
                counts[HandOverSubject.Fleet(entry.RetailerId)],
                owners.GetValueOrDefault(entry.Id));
            raised.AddRange(SignalRules.Of(facts)
                .Select(signal => new RaisedSignal(
                    new DeliveryKey(entry.RetailerId, entry.DeliveryId),
                    entry.Id,
                    signal,
                    entry.IsStranger ? entry.Courier : null)));
            if (facts.CodeOf is { } owner)
                raised.Add(new RaisedSignal(new DeliveryKey(entry.RetailerId, owner), entry.Id, SignalRules.CodeTypedElsewhere(entry.DeliveryId)));
            Remember(past, visit);
        }

        foreach (var (courier, past) in before)
            memory.Keep(courier, past);
        return raised;
    }

    /// <summary>Those without a fix cost nothing, and could push all that is telling out of memory: see <see cref="PastVisits"/>.</summary>
    private static void Remember(List<PastVisit> past, PastVisit visit)
    {
        if (visit.Position is null)
            return;
        past.Insert(0, visit);
        if (past.Count > PastVisits.Most)
            past.RemoveAt(PastVisits.Most);
    }

    /// <summary>The visits of each courier before the first one of the batch, newest first.</summary>
    private async Task<Dictionary<(RetailerId, CourierId), List<PastVisit>>> BeforeAsync(StoredEntry[] seen, CancellationToken cancel)
    {
        var before = new Dictionary<(RetailerId, CourierId), List<PastVisit>>();
        List<(RetailerId, CourierId, Guid)> unknown = [];
        foreach (var first in seen.DistinctBy(entry => (entry.RetailerId, entry.Courier)))
        {
            if (memory.VisitsOf((first.RetailerId, first.Courier!)) is { } known)
                before[(first.RetailerId, first.Courier!)] = known;
            else
                unknown.Add((first.RetailerId, first.Courier!, first.Id));
        }

        if (unknown.Count > 0)
        {
            foreach (var (courier, past) in await visits.BeforeAsync(unknown, cancel))
                before[courier] = past;
        }

        return before;
    }

    /// <summary>What the counts are with the batch.</summary>
    private async Task<Dictionary<HandOverSubject, HandOverCounts>> CountsAsync(StoredEntry[] seen, HandOverTally tally, CancellationToken cancel)
    {
        HandOverSubject[] subjects =
        [
            .. seen.SelectMany(entry => HandOverTally.SubjectsOf(entry.RetailerId, entry.Courier!, entry.Device!)),
            .. tally.Added.Keys,
        ];
        var counts = new Dictionary<HandOverSubject, HandOverCounts>();
        List<HandOverSubject> unknown = [];
        foreach (var subject in subjects.Distinct())
        {
            if (memory.CountsOf(subject) is { } known)
                counts[subject] = known;
            else
                unknown.Add(subject);
        }

        if (unknown.Count > 0)
        {
            var read = await counting.ReadAsync(unknown, cancel);
            foreach (var subject in unknown)
                counts[subject] = read.GetValueOrDefault(subject, HandOverCounts.None);
        }

        foreach (var (subject, added) in tally.Added)
            counts[subject] += added;
        foreach (var (subject, count) in counts)
            memory.Keep(subject, count);
        return counts;
    }

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
        entry.Position,
        ((IStoredVisit)entry.Content).Location.AccuracyM is { } accuracy ? new Metres(accuracy) : null);
}
