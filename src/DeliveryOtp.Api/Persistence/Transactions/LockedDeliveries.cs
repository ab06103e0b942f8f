using System.Diagnostics.CodeAnalysis;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>
/// The locked deliveries of one transaction. Requests of one set are decided one after another and see each other's
/// effects: <see cref="Record(Step, Actor, DateTimeOffset, IdempotencyMark)"/> makes a step the delivery's state, and its key a key that is taken.
/// </summary>
/// <param name="seals">Decides which rows may decide.</param>
public sealed class LockedDeliveries(RowSeals seals)
{
    private readonly Dictionary<(RetailerId, DeliveryId), Delivery> _states = [];
    private readonly Dictionary<(RetailerId, DeliveryId), RowSeal> _wideSeals = [];
    private readonly HashSet<(RetailerId, DeliveryId)> _broken = [];
    private readonly Dictionary<DeliveryKey, PriorEntry> _prior = [];
    private readonly Dictionary<Standings.Subject, WrongTries> _wrong = [];
    private readonly HashSet<Standings.Subject> _brokenSubjects = [];
    private readonly HashSet<Standings.Subject> _newWrong = [];
    private readonly Dictionary<CourierAtDoor, RecentRefusals> _refused = [];
    private readonly List<RefusedVisit> _newRefused = [];

    /// <summary>Those that a step changed, as they were read.</summary>
    private readonly Dictionary<(RetailerId, DeliveryId), Delivery> _changed = [];
    private readonly List<EntryRow> _entries = [];

    /// <summary>What the recorded steps tell.</summary>
    internal IReadOnlyList<EntryRow> Entries => _entries;

    /// <summary>To spell rows in, one after another.</summary>
    internal RowContent Content { get; } = new();

    /// <summary>Whether the delivery is there, and its rows are not as the service wrote them.</summary>
    public bool IsBroken(DeliveryKey key) => _broken.Contains((key.RetailerId, key.DeliveryId));

    /// <summary>Whether what is counted of the courier or the device is not as the service wrote it.</summary>
    public bool IsBroken(VisitorKey visitor) => Array.Exists(Standings.SubjectsOf(visitor), _brokenSubjects.Contains);

    /// <inheritdoc cref="IsBroken(DeliveryKey)"/>
    /// <exception cref="BrokenSealException">It is.</exception>
    public void RefuseBroken(DeliveryKey key)
    {
        if (IsBroken(key))
            throw new BrokenSealException(RowSeals.NameOf(key.DeliveryId));
    }

    /// <summary>False: the retailer has no such delivery, or it is not to be had in this transaction.</summary>
    public bool TryGet(DeliveryKey key, [NotNullWhen(true)] out Delivery? delivery) =>
        _states.TryGetValue((key.RetailerId, key.DeliveryId), out delivery);

    /// <summary>False: another transaction is deciding about the courier or the device.</summary>
    public bool TryGet(VisitorKey visitor, [NotNullWhen(true)] out Standing? standing)
    {
        var subjects = Standings.SubjectsOf(visitor);
        standing = _wrong.TryGetValue(subjects[0], out var courier) && _wrong.TryGetValue(subjects[1], out var device)
            ? new Standing(courier.At, device.At)
            : null;
        return standing is not null;
    }

    /// <summary>What the courier was refused here within the last hour (R13).</summary>
    internal RecentRefusals RefusedOf(VisitKey visit) => _refused.GetValueOrDefault(visit.CourierAtDoor, RecentRefusals.None);

    /// <summary>Counts a refused visit: one that is recorded as well, or one that is cut off and nothing but counted.</summary>
    internal void CountRefused(VisitKey visit, DateTimeOffset now, bool isCutOff)
    {
        var door = visit.CourierAtDoor;
        if (!isCutOff)
            _refused[door] = _refused.GetValueOrDefault(door, RecentRefusals.None).AndOneAt(now);
        _newRefused.Add(new RefusedVisit(door, now, isCutOff));
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
        var before = _states[key];
        var entry = EntryOf(step, step.IsAutomatic ? Actor.System : actor, now, mark) with
        {
            ReviewTotal = step.After.Review && !before.Review ? step.After.SignalTotal : null,
        };
        var row = EntryRow.Of(entry);
        _states[key] = step.After;
        _changed.TryAdd(key, before);
        _entries.Add(row);
        if (step.Event is Attempted { Verdict.Outcome: AttemptOutcome.WrongCode } wrong)
            CountWrong(step.After, wrong.Attempt, now);
        if (mark is not null)
            Add(PriorOf(row, mark));
        return row;
    }

    /// <summary>All that the recorded steps write: nothing where there was none.</summary>
    internal IEnumerable<NpgsqlBatchCommand> Commands()
    {
        if (_newRefused.Count > 0)
            yield return RefusedVisitsTable.CountCommand(_newRefused);
        if (_entries.Count == 0)
            yield break;
        Delivery[] after = [.. _changed.Keys.Select(key => _states[key])];
        Delivery[] wide = Array.FindAll(after, state => StateColumns.Deliveries.IsChanged(_changed[KeyOf(state)], state));
        var wideRows = wide.Length > 0 ? StateColumns.Deliveries.Seal(wide, seals.Of, Content) : null;
        for (var n = 0; n < wide.Length; n++)
            _wideSeals[KeyOf(wide[n])] = wideRows!.Seals[n];
        yield return StateColumns.States.UpdateCommand(
            StateColumns.States.Seal(after, seals.Of, Content, Array.ConvertAll(after, state => _wideSeals[KeyOf(state)])));
        if (wideRows is not null)
            yield return StateColumns.Deliveries.UpdateCommand(wideRows);
        Delivery[] moved = Array.FindAll(wide, state => state.Recipient != _changed[KeyOf(state)].Recipient);
        if (moved.Length > 0)
            yield return ContactDigests.UpdateCommand(moved, seals.Ring);
        yield return EntryColumns.InsertCommand(_entries);
        if (_newWrong.Count > 0)
            yield return Standings.WriteCommand([.. _newWrong.Select(subject => (subject, _wrong[subject]))], seals, Content);
        foreach (var row in _entries)
        {
            if (DisputeColumns.CommandOf(row.Entry) is { } command)
                yield return command;
        }
    }

    internal static JournalEntry EntryOf(Step step, Actor actor, DateTimeOffset now, IdempotencyMark? mark) => new(
        step.After.RetailerId,
        step.After.Id,
        step.After.Sequence,
        RecordId.Next(now),
        now,
        actor,
        step.Event,
        mark,
        LinkVersion: step.After.LinkVersion);

    /// <summary>Takes what was read if it is as the service wrote it; if not, it decides nothing.</summary>
    internal void Add(SealedDelivery read)
    {
        var key = KeyOf(read.Delivery);
        if (!seals.Admits(read, Content))
        {
            _broken.Add(key);
            return;
        }

        _states.Add(key, read.Delivery);
        _wideSeals.Add(key, read.Wide.Seal!);
    }

    /// <inheritdoc cref="Add(SealedDelivery)"/>
    internal void Add(Standings.Subject subject, WrongTries tries, RowSeal? seal)
    {
        if (seals.Admits(subject, tries.Spell(subject, Content), seal))
            _wrong[subject] = tries;
        else
            _brokenSubjects.Add(subject);
    }

    internal void Add(CourierAtDoor door, RecentRefusals refused) => _refused[door] = refused;

    /// <summary>An entry that the delivery's row doesn't know of is one that somebody put there: it answers nobody.</summary>
    internal void Add(PriorEntry prior)
    {
        var delivery = (prior.Key.RetailerId, prior.Key.DeliveryId);
        if (_states.TryGetValue(delivery, out var state) && prior.Sequence > state.Sequence)
            AddBroken(delivery);
        else
            _prior.Add(prior.Key, prior);
    }

    /// <summary>A row that can't even be read.</summary>
    internal void AddUnreadable(RetailerId retailer, DeliveryId delivery) => AddBroken((retailer, delivery));

    /// <inheritdoc cref="AddUnreadable(RetailerId, DeliveryId)"/>
    internal void AddUnreadable(Standings.Subject subject)
    {
        seals.Refuse(subject.ToString());
        _brokenSubjects.Add(subject);
    }

    internal bool Has(Standings.Subject subject) => _wrong.ContainsKey(subject) || _brokenSubjects.Contains(subject);

    /// <summary>
    /// The journal is further than the row of a delivery: an old one came back, with the seal that it had. Of several it is not known which,
    /// and each is tried again alone.
    /// </summary>
    internal BrokenSealException Outdated() =>
        _changed.Count == 1 ? seals.Broken(_changed.Values.Single().Id) : new BrokenSealException($"one of {_changed.Count} deliveries");

    private void AddBroken((RetailerId Retailer, DeliveryId Id) delivery)
    {
        seals.Refuse(RowSeals.NameOf(delivery.Id));
        _broken.Add(delivery);
        _states.Remove(delivery);
    }

    private static (RetailerId, DeliveryId) KeyOf(Delivery delivery) => (delivery.RetailerId, delivery.Id);

    /// <summary>Counted however few can be looked at: a policy with a longer look back may come.</summary>
    private void CountWrong(Delivery delivery, Attempt attempt, DateTimeOffset now)
    {
        var keptS = delivery.Policy.CourierWrongWindowS + delivery.Policy.CourierSuspensionS;
        foreach (var subject in Standings.SubjectsOf(new VisitorKey(delivery.RetailerId, attempt.Courier, attempt.Device.Id)))
        {
            if (!_wrong.TryGetValue(subject, out var known))
                continue;
            _wrong[subject] = known.AndOneAt(now, keptS);
            _newWrong.Add(subject);
        }
    }

    private static PriorEntry PriorOf(EntryRow row, IdempotencyMark mark) => new(
        new DeliveryKey(row.Entry.RetailerId, row.Entry.DeliveryId, mark.Key),
        mark.RequestDigest,
        row.Entry.Id,
        row.Entry.RecordedAt,
        row.Form,
        row.Entry.Sequence);
}
