using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Doorstep;

/// <summary>The time during which a courier is, by the evidence, at the door (R6).</summary>
public sealed record DoorstepSession
{
    /// <summary>1, 2, … within the delivery.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>It is closed from this moment on, whether anybody looks or not.</summary>
    public required DateTimeOffset ClosesAt { get; init; }

    /// <summary>Who opened it.</summary>
    public required CourierId Courier { get; init; }

    /// <summary>On which device.</summary>
    public required DeviceId Device { get; init; }

    /// <summary>Where, by the evidence, that device was.</summary>
    public required PlaceVerdict Place { get; init; }

    /// <summary>An arrival opened it; otherwise the first attempt did.</summary>
    public required bool ByArrival { get; init; }

    /// <summary>The showing as of the last event; null: none lives. Time may have ended it: <see cref="ShowingAt"/>.</summary>
    public Showing? Showing { get; init; }

    /// <summary>How often a showing began (R9).</summary>
    public int Starts { get; init; }

    /// <summary>How often one was made to last longer (R9).</summary>
    public int Extensions { get; init; }

    /// <summary>The recipient has said that a courier is in front of them (R9).</summary>
    internal bool WasShown => Starts > 0;

    /// <summary>Attempts of any outcome since it opened.</summary>
    public int Attempts { get; init; }

    public bool IsOpenAt(DateTimeOffset now) => now < ClosesAt;

    /// <summary>The showing that lives at a moment: its end needs no timer (R9).</summary>
    public Showing? ShowingAt(DateTimeOffset now) => IsOpenAt(now) && now < Showing?.Until ? Showing : null;

    /// <summary>It lasts no longer than the delivery.</summary>
    internal DoorstepSession EndingBy(DateTimeOffset latest)
    {
        if (ClosesAt <= latest)
            return this;
        var showing = Showing?.Until > latest ? Showing with { Until = latest } : Showing;
        return this with { ClosesAt = latest, Showing = showing };
    }

    internal DoorstepSession Show(Showing showing) => this with
    {
        Showing = showing,
        Starts = showing.Number == Showing?.Number ? Starts : Starts + 1,
        Extensions = showing.Number == Showing?.Number ? Extensions + 1 : Extensions,
    };
}

/// <summary>Why a session closed without acceptance.</summary>
public enum SessionEnd
{
    /// <summary>Its time was up (R6).</summary>
    Time,

    /// <summary>The recipient said that nobody is there (R9).</summary>
    Denied,

    /// <summary>The recipient said that the courier left with the parcel (R19).</summary>
    LeftReported,

    /// <summary>Another courier or another door: what was open was for the old one (R5).</summary>
    Changed,
}
