using System.Diagnostics.CodeAnalysis;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence;

/// <summary>Which delivery a request is about, and the idempotency key that it carries.</summary>
public sealed record DeliveryKey(RetailerId RetailerId, DeliveryId DeliveryId, string? IdempotencyKey = null);

/// <summary>An entry that an earlier request with the same idempotency key left in the journal.</summary>
public sealed record PriorEntry(
    DeliveryKey Key,
    byte[] RequestDigest,
    Guid Id,
    DateTimeOffset RecordedAt,
    string Kind,
    string Detail)
{
    /// <summary>The generation of the code that the entry issued; null where it issued none.</summary>
    public int? Generation => RowJson.Read<GenerationMember>(Detail).Generation;

    /// <summary>The entry's detail as it was written.</summary>
    public TDetail ReadDetail<TDetail>()
        where TDetail : EntryDetail => RowJson.Read<TDetail>(Detail);

    private sealed record GenerationMember(int? Generation);
}

/// <summary>
/// The locked deliveries of one transaction. Requests of one set are decided one after another and see each other's
/// effects: <see cref="Record"/> makes a step the delivery's state, and its key a key that is taken.
/// </summary>
public sealed class LockedDeliveries
{
    private readonly Dictionary<(RetailerId, DeliveryId), Delivery> _states = [];
    private readonly Dictionary<DeliveryKey, PriorEntry> _prior = [];
    private readonly HashSet<(RetailerId, DeliveryId)> _changed = [];
    private readonly List<EntryRow> _entries = [];

    /// <summary>The latest state of each delivery that a step changed.</summary>
    internal IReadOnlyList<Delivery> Changed => [.. _changed.Select(key => _states[key])];

    internal IReadOnlyList<EntryRow> Entries => _entries;

    /// <summary>False: the retailer has no such delivery.</summary>
    public bool TryGet(DeliveryKey key, [NotNullWhen(true)] out Delivery? delivery) =>
        _states.TryGetValue((key.RetailerId, key.DeliveryId), out delivery);

    /// <summary>Tells a repeated request from a new one, and from another request under a used key (R12, rows 1–2).</summary>
    public Repetition Repeats(DeliveryKey key, IdempotentRequest? request, CodeKeyRing keys)
    {
        if (request is null || !_prior.TryGetValue(key, out var prior))
            return new Repetition.None();
        return keys.IsSameRequest(request.Content, prior.RequestDigest)
            ? new Repetition.Same(prior)
            : new Repetition.Other();
    }

    /// <summary>Takes a step: the state is now the step's, and its entry waits to be written.</summary>
    public JournalEntry Record(Step step, Actor actor, DateTimeOffset now, IdempotencyMark? mark = null)
    {
        var entry = EntryOf(step, actor, now, mark);
        var row = EntryRow.Of(entry);
        var key = (entry.RetailerId, entry.DeliveryId);
        _states[key] = step.After;
        _changed.Add(key);
        _entries.Add(row);
        if (mark is not null)
            Add(PriorOf(row, mark));
        return entry;
    }

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

    internal void Add(PriorEntry prior) => _prior.Add(prior.Key, prior);

    private static PriorEntry PriorOf(EntryRow row, IdempotencyMark mark) => new(
        new DeliveryKey(row.Entry.RetailerId, row.Entry.DeliveryId, mark.Key),
        mark.RequestDigest,
        row.Entry.Id,
        row.Entry.RecordedAt,
        row.Kind,
        row.Detail);
}

/// <summary>Whether a request was here before.</summary>
public abstract record Repetition
{
    /// <summary>It was not.</summary>
    public sealed record None : Repetition;

    /// <summary>It was, and this is what it left.</summary>
    public sealed record Same(PriorEntry Prior) : Repetition;

    /// <summary>Its key was, with another request.</summary>
    public sealed record Other : Repetition;
}
