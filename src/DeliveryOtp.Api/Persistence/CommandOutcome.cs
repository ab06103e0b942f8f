using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Persistence;

/// <summary>What became of a command.</summary>
public abstract record CommandOutcome
{
    private CommandOutcome()
    {
    }

    /// <param name="After">The delivery as it is.</param>
    /// <param name="Now">When it was decided.</param>
    /// <param name="Entry">What it left in the journal, or an earlier request with the same key did; null: it was so already.</param>
    /// <param name="Replayed">There was an earlier one.</param>
    public sealed record Done(Delivery After, DateTimeOffset Now, WrittenEntry? Entry, bool Replayed) : CommandOutcome;

    public sealed record NotFound : CommandOutcome;

    public sealed record Conflict(StateConflict Reason, DeliveryStatus Status, DisputeId? OpenDispute) : CommandOutcome;

    /// <summary>A dispute's decision can't rest on its grounds; it was not taken.</summary>
    public sealed record InsufficientGrounds(Domain.Disputes.InsufficientGrounds Why) : CommandOutcome;

    public sealed record KeyReused : CommandOutcome;

    /// <summary>The order has another live delivery with the parcel; nothing was changed.</summary>
    public sealed record OrderExists(Delivery Holder) : CommandOutcome;
}
