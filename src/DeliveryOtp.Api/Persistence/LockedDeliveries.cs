using System.Diagnostics.CodeAnalysis;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// The locked deliveries of one transaction. Requests of one set are decided one after another and see each other's
/// effects: <see cref="Record(Step, Actor, DateTimeOffset, IdempotencyMark)"/> makes a step the delivery's state, and its key a key that is taken.
/// </summary>
public sealed class LockedDeliveries
{
    private readonly Dictionary<(RetailerId, DeliveryId), Delivery> _states = [];
    private readonly Dictionary<DeliveryKey, PriorEntry> _prior = [];
    private readonly HashSet<(RetailerId, DeliveryId)> _behind = [];
    private readonly Dictionary<(RetailerId, CourierId), IReadOnlyList<DateTimeOffset>> _courierWrong = [];
    private readonly Dictionary<(RetailerId, DeviceId), IReadOnlyList<DateTimeOffset>> _deviceWrong = [];
    private readonly HashSet<(RetailerId, DeliveryId)> _changed = [];
    private readonly List<EntryRow> _entries = [];

    /// <summary>The latest state of each delivery that a step changed.</summary>
    internal IReadOnlyList<Delivery> Changed => [.. _changed.Select(key => _states[key])];

    internal IReadOnlyList<EntryRow> Entries => _entries;

    /// <summary>A later transaction wrote to one of them, and this one must not write after it.</summary>
    internal bool IsBehind => _behind.Count > 0;

    /// <summary>False: the retailer has no such delivery, or it is not to be had in this transaction.</summary>
    public bool TryGet(DeliveryKey key, [NotNullWhen(true)] out Delivery? delivery)
    {
        delivery = null;
        return !_behind.Contains((key.RetailerId, key.DeliveryId))
            && _states.TryGetValue((key.RetailerId, key.DeliveryId), out delivery);
    }

    /// <summary>False: another transaction is deciding about the courier or the device.</summary>
    public bool TryGet(VisitorKey visitor, [NotNullWhen(true)] out Standing? standing)
    {
        standing = _courierWrong.TryGetValue((visitor.RetailerId, visitor.Courier), out var courier)
            && _deviceWrong.TryGetValue((visitor.RetailerId, visitor.Device), out var device)
                ? new Standing(courier, device)
                : null;
        return standing is not null;
    }

    /// <summary>Tells a repeated request from a new one, and from another request under a used key (R12, rows 1–2).</summary>
    internal Repetition Repeats(DeliveryKey key, IdempotentRequest? request, CodeKeyRing keys)
    {
        if (request is null || !_prior.TryGetValue(key, out var prior))
            return new Repetition.None();
        return keys.IsSameRequest(request.Content, prior.RequestDigest)
            ? new Repetition.Same(prior)
            : new Repetition.Other();
    }

    /// <summary>Takes the steps of a decision; the mark belongs to the one that was asked for.</summary>
    /// <returns>The entry of that step; null without one.</returns>
    internal EntryRow? Record(Decision decision, Actor actor, DateTimeOffset now, IdempotencyMark? mark = null)
    {
        EntryRow? asked = null;
        foreach (var step in decision.Steps)
        {
            var isAsked = ReferenceEquals(step, decision.Step);
            var entry = Record(step, actor, now, isAsked ? mark : null);
            asked = isAsked ? entry : asked;
        }

        return asked;
    }

    /// <summary>Takes a step: the state is now the step's, and its entry waits to be written.</summary>
    internal EntryRow Record(Step step, Actor actor, DateTimeOffset now, IdempotencyMark? mark = null)
    {
        var key = (step.After.RetailerId, step.After.Id);
        var entry = EntryOf(step, step.IsAutomatic ? Actor.System : actor, now, mark) with
        {
            ReviewTotal = step.After.Review && !_states[key].Review ? step.After.SignalTotal : null,
        };
        var row = EntryRow.Of(entry);
        _states[key] = step.After;
        _changed.Add(key);
        _entries.Add(row);
        if (step.Event is Attempted { Verdict.Outcome: AttemptOutcome.WrongCode } wrong)
            CountWrong(entry.RetailerId, wrong.Attempt, now);
        if (mark is not null)
            Add(PriorOf(row, mark));
        return row;
    }

    internal void SetBehind(DeliveryKey key) => _behind.Add((key.RetailerId, key.DeliveryId));

    internal static JournalEntry EntryOf(Step step, Actor actor, DateTimeOffset now, IdempotencyMark? mark) => new(
        step.After.RetailerId,
        step.After.Id,
        step.After.Sequence,
        RecordId.Next(now),
        now,
        actor,
        step.Event,
        mark);

    internal void Add(Delivery state) => _states.Add((state.RetailerId, state.Id), state);

    /// <summary>Read for the policies of several deliveries, the longest look back contains the others.</summary>
    internal void Add(VisitorKey visitor, IReadOnlyList<DateTimeOffset> courierWrong, IReadOnlyList<DateTimeOffset> deviceWrong)
    {
        KeepLonger(_courierWrong, (visitor.RetailerId, visitor.Courier), courierWrong);
        KeepLonger(_deviceWrong, (visitor.RetailerId, visitor.Device), deviceWrong);
    }

    internal void Add(PriorEntry prior) => _prior.Add(prior.Key, prior);

    private static void KeepLonger<TKey>(
        Dictionary<TKey, IReadOnlyList<DateTimeOffset>> all,
        TKey key,
        IReadOnlyList<DateTimeOffset> wrong)
        where TKey : notnull
    {
        if (!all.TryGetValue(key, out var known) || known.Count < wrong.Count)
            all[key] = wrong;
    }

    private void CountWrong(RetailerId retailer, Attempt attempt, DateTimeOffset now)
    {
        if (_courierWrong.TryGetValue((retailer, attempt.Courier), out var courier))
            _courierWrong[(retailer, attempt.Courier)] = [now, .. courier];
        if (_deviceWrong.TryGetValue((retailer, attempt.Device.Id), out var device))
            _deviceWrong[(retailer, attempt.Device.Id)] = [now, .. device];
    }

    private static PriorEntry PriorOf(EntryRow row, IdempotencyMark mark) => new(
        new DeliveryKey(row.Entry.RetailerId, row.Entry.DeliveryId, mark.Key),
        mark.RequestDigest,
        row.Entry.Id,
        row.Entry.RecordedAt,
        row.Form);
}
