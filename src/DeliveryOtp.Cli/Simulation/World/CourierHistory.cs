using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>What the journal has of one courier, as far back as signals look.</summary>
internal sealed class CourierHistory
{
    private const int Dozens = 48;

    private readonly List<PastVisit> _newestFirst = new(Dozens + 1);
    private readonly List<(DateTimeOffset At, DeviceId Device)> _wrongNewestFirst = [];

    public IReadOnlyList<PastVisit> Visits => _newestFirst;

    public HandOverCounts Counts { get; private set; } = HandOverCounts.None;

    /// <summary>R17. A device is one courier's here, so that its wrong tries are all in this history.</summary>
    public Standing StandingOn(DeviceId device) => _wrongNewestFirst.Count == 0
        ? Standing.Clean
        : new Standing(
            [.. _wrongNewestFirst.Select(wrong => wrong.At)],
            [.. _wrongNewestFirst.Where(wrong => wrong.Device == device).Select(wrong => wrong.At)]);

    public void Add(PastVisit visit)
    {
        _newestFirst.Insert(0, visit);
        if (_newestFirst.Count > Dozens)
            _newestFirst.RemoveAt(Dozens);
    }

    public void Add(HandOverCounts counts) => Counts += counts;

    public void AddWrong(DateTimeOffset at, DeviceId device) => _wrongNewestFirst.Insert(0, (at, device));
}
