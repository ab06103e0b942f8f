using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Signals;

/// <summary>Brings each visit of a batch together with its past, and lets the signals look at both.</summary>
internal sealed class SignalHistory(PastVisits visits, HandOverCounting counting, LiveCodes codes, Acceptances acceptances)
{
    private const string ContestedKind = "contested";

    public async Task<Findings> LookAsync(IReadOnlyList<StoredEntry> entries, CancellationToken cancel)
    {
        StoredEntry[] seen = [.. entries.Where(entry => entry is { Courier: not null, Device: not null })];
        var tally = new HandOverTally();
        foreach (var attempt in seen.Where(HandOverTally.IsAttempt))
            tally.CountAttempt(attempt);
        foreach (var contest in entries.Where(entry => entry.Kind == ContestedKind))
        {
            if (await acceptances.FindAsync(contest.RetailerId, contest.DeliveryId, cancel) is var (courier, device))
                tally.CountContest(contest.RetailerId, courier, device);
        }

        return new Findings(seen.Length > 0 ? await RaiseAsync(seen, tally, cancel) : [], tally.Added);
    }

    private async Task<List<RaisedSignal>> RaiseAsync(StoredEntry[] seen, HandOverTally tally, CancellationToken cancel)
    {
        var doors = await visits.DoorsAsync(
            [.. seen.Select(entry => new DeliveryKey(entry.RetailerId, entry.DeliveryId)).Distinct()],
            cancel);
        var before = await visits.BeforeAsync(
            [.. seen.DistinctBy(entry => (entry.RetailerId, entry.Courier)).Select(entry => (entry.RetailerId, entry.Courier!, entry.Id))],
            cancel);
        var counts = await counting.ReadAsync(
            [.. seen.SelectMany(entry => HandOverTally.SubjectsOf(entry.RetailerId, entry.Courier!, entry.Device!)).Distinct()],
            cancel);
        var owners = await FindOwnersAsync(seen, doors, cancel);

        HandOverCounts CountOf(HandOverSubject subject) =>
            counts.GetValueOrDefault(subject, HandOverCounts.None) + tally.Added.GetValueOrDefault(subject, HandOverCounts.None);

        List<RaisedSignal> raised = [];
        foreach (var entry in seen)
        {
            var past = before[(entry.RetailerId, entry.Courier!)];
            var visit = VisitOf(entry, doors[entry.DeliveryId]);
            var facts = new HistoryFacts(
                visit,
                [.. past],
                CountOf(HandOverSubject.Courier(entry.RetailerId, entry.Courier!)),
                CountOf(HandOverSubject.Fleet(entry.RetailerId)),
                owners.GetValueOrDefault(entry.Id));
            raised.AddRange(SignalRules.Of(facts)
                .Select(signal => new RaisedSignal(new DeliveryKey(entry.RetailerId, entry.DeliveryId), entry.Id, signal)));
            if (facts.CodeOf is { } owner)
                raised.Add(new RaisedSignal(new DeliveryKey(entry.RetailerId, owner), entry.Id, SignalRules.CodeTypedElsewhere(entry.DeliveryId)));
            past.Insert(0, visit);
        }

        return raised;
    }

    private async Task<Dictionary<Guid, DeliveryId?>> FindOwnersAsync(
        StoredEntry[] seen,
        IReadOnlyDictionary<DeliveryId, Position> doors,
        CancellationToken cancel)
    {
        StoredEntry[] wrong = [.. seen.Where(entry => entry is { Outcome: "wrong_code", PresentedDigest: not null })];
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

    private static PastVisit VisitOf(StoredEntry entry, Position door) => new(
        entry.DeliveryId,
        door,
        entry.Device!,
        entry.RecordedAt,
        entry.Position,
        RowJson.Read<VisitDetail>(entry.Detail).Location?.AccuracyM is { } accuracy ? new Metres(accuracy) : null);

    private sealed record VisitDetail(VisitLocation? Location);

    private sealed record VisitLocation(double? AccuracyM);
}
