namespace DeliveryOtp.Cli.Simulation.Frauds;

/// <summary>A way to have a delivery accepted without handing it over (or to deny one that was), with its variants.</summary>
internal abstract class Fraud
{
    /// <summary>1–18.</summary>
    public abstract int Number { get; }

    /// <summary>A few words, for a row of a table.</summary>
    public abstract string Name { get; }

    /// <summary>For people: what somebody does, and what for.</summary>
    public abstract string Sentence { get; }

    public abstract IReadOnlyList<Variant> Variants { get; }

    /// <summary>
    /// The same against somebody who knows the rules and types at his best moment, before the recipient's eyes. Told beside the
    /// fraud and not counted with it: no instrument can tell it from a hand-over, and the recipient sees the page say so.
    /// </summary>
    public virtual IReadOnlyList<Variant> BestMoments => [];

    /// <summary>Deliveries that one case takes beside the courier's honest ones.</summary>
    public virtual int Deliveries => 1;
}

/// <summary>One script of a fraud.</summary>
/// <param name="Name">Ends the sentence "the courier …".</param>
/// <param name="Play">What happens, step by step.</param>
internal sealed record Variant(string Name, Action<Story> Play);
