using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>What the journal has of one courier, as far back as signals look.</summary>
internal sealed class CourierHistory
{
    private const int Dozens = 48;

    private readonly List<PastVisit> _newestFirst = new(Dozens + 1);
    private readonly List<DateTimeOffset> _wrongNewestFirst = [];

    public IReadOnlyList<PastVisit> Visits => _newestFirst;

    public HandOverCounts Counts { get; private set; } = HandOverCounts.None;

    /// <summary>Wrong comparisons, newest first (R17).</summary>
    public IReadOnlyList<DateTimeOffset> Wrong => _wrongNewestFirst;

    public void Add(PastVisit visit)
    {
        _newestFirst.Insert(0, visit);
        if (_newestFirst.Count > Dozens)
            _newestFirst.RemoveAt(Dozens);
    }

    public void Add(HandOverCounts counts) => Counts += counts;

    public void AddWrong(DateTimeOffset at) => _wrongNewestFirst.Insert(0, at);
}
