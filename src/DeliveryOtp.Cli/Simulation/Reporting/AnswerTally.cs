using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>How often each row of R12 decided.</summary>
internal sealed class AnswerTally
{
    private readonly int[] _outcomes = new int[Enum.GetValues<AttemptOutcome>().Length];

    /// <summary>Row 1: the stored verdict, again.</summary>
    public int Repeated { get; private set; }

    /// <summary>Row 2: the key of another request; 422, and nothing recorded.</summary>
    public int KeyReused { get; private set; }

    public int this[AttemptOutcome outcome] => _outcomes[(int)outcome];

    public void Add(AttemptOutcome outcome) => _outcomes[(int)outcome]++;

    public void Add(AnswerTally other)
    {
        Repeated += other.Repeated;
        KeyReused += other.KeyReused;
        for (var outcome = 0; outcome < _outcomes.Length; outcome++)
            _outcomes[outcome] += other._outcomes[outcome];
    }

    public void AddKnownKey(bool isSameRequest)
    {
        Repeated += isSameRequest ? 1 : 0;
        KeyReused += isSameRequest ? 0 : 1;
    }
}
