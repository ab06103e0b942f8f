namespace DeliveryOtp.Domain.Signals;

/// <summary>A named, weighted, explained observation. It informs; it never refuses.</summary>
/// <param name="Name">snake_case.</param>
/// <param name="Weight">What it adds to the delivery's total, once however often it is raised.</param>
/// <param name="Detail">For people: what was seen.</param>
public sealed record Signal(string Name, int Weight, string Detail);

/// <summary>A rule that may raise a signal.</summary>
public abstract class SignalRule
{
    /// <summary>snake_case.</summary>
    public abstract string Name { get; }

    /// <summary>1–1000, against the policy's threshold for a review.</summary>
    public abstract int Weight { get; }

    /// <summary>For people: when it is raised, and why that matters.</summary>
    public abstract string Meaning { get; }

    private protected Signal Say(FormattableString detail) => new(Name, Weight, FormattableString.Invariant(detail));
}
