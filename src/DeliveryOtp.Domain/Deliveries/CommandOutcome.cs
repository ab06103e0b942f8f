using System.Diagnostics;

namespace DeliveryOtp.Domain.Deliveries;

/// <summary>What became of a command about a delivery.</summary>
/// <typeparam name="T">What whoever gave it gets to know.</typeparam>
public abstract record CommandOutcome<T>
{
    private CommandOutcome()
    {
    }

    /// <param name="Value">What it led to.</param>
    /// <param name="Replayed">An earlier request with the same key had done it.</param>
    public sealed record Done(T Value, bool Replayed) : CommandOutcome<T>;

    /// <summary>The retailer has no such delivery, or the recipient's link is not this one any more.</summary>
    public sealed record NotFound : CommandOutcome<T>;

    /// <param name="Reason">Why the delivery's state does not allow it.</param>
    /// <param name="Status">That state.</param>
    /// <param name="OpenDispute">The dispute that is in the way, where one is.</param>
    public sealed record Conflict(StateConflict Reason, DeliveryStatus Status, DisputeId? OpenDispute) : CommandOutcome<T>;

    /// <summary>A dispute's decision can't rest on its grounds; it was not taken (R19).</summary>
    public sealed record InsufficientGrounds(Disputes.InsufficientGrounds Why) : CommandOutcome<T>;

    /// <summary>The key came before, with another request (R13).</summary>
    public sealed record KeyReused : CommandOutcome<T>;

    /// <summary>The order has another live delivery with the parcel; nothing was changed.</summary>
    public sealed record OrderExists(Delivery Holder) : CommandOutcome<T>;
}

public static class CommandOutcome
{
    /// <summary>The same outcome, told in other terms.</summary>
    public static CommandOutcome<TOther> Map<T, TOther>(this CommandOutcome<T> outcome, Func<T, TOther> tell) => outcome switch
    {
        CommandOutcome<T>.Done done => new CommandOutcome<TOther>.Done(tell(done.Value), done.Replayed),
        CommandOutcome<T>.NotFound => new CommandOutcome<TOther>.NotFound(),
        CommandOutcome<T>.Conflict conflict => new CommandOutcome<TOther>.Conflict(conflict.Reason, conflict.Status, conflict.OpenDispute),
        CommandOutcome<T>.InsufficientGrounds insufficient => new CommandOutcome<TOther>.InsufficientGrounds(insufficient.Why),
        CommandOutcome<T>.KeyReused => new CommandOutcome<TOther>.KeyReused(),
        CommandOutcome<T>.OrderExists exists => new CommandOutcome<TOther>.OrderExists(exists.Holder),
        _ => throw new UnreachableException(),
    };

    /// <inheritdoc cref="Map{T, TOther}"/>
    public static async Task<CommandOutcome<TOther>> MapAsync<T, TOther>(this CommandOutcome<T> outcome, Func<T, Task<TOther>> tell)
    {
        var told = outcome is CommandOutcome<T>.Done done ? await tell(done.Value) : default;
        return outcome.Map(_ => told!);
    }
}
