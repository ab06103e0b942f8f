using DeliveryOtp.Cli.Simulation.Frauds;
using DeliveryOtp.Cli.Simulation.Honesty;
using DeliveryOtp.Cli.Simulation.Reporting;
using DeliveryOtp.Cli.Simulation.World;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Cli.Simulation;

/// <summary>
/// One region of the retailer: its honest fleet works first, then each fraud has its cases. A region depends on its own seed
/// alone, so that regions may be simulated in any order and at the same time.
/// </summary>
internal sealed class Region
{
    /// <summary>A day's route.</summary>
    private const int Stops = 25;

    private const int DaysOfACourier = 5;

    /// <summary>Hand-overs of a crooked courier before the fraud, so that history has something to say. It is the first offence.</summary>
    private const int HonestBefore = 3;

    private static readonly DateTimeOffset FirstMorning = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private readonly int _number;
    private readonly Service _service;
    private readonly Chance _chance;
    private readonly Tally _tally = new();

    public Region(int number, ulong seed, DeliveryPolicy policy)
    {
        _number = number;
        _chance = Chance.Of(seed, number);
        _service = new Service(policy, Chance.Of(seed, number, 1));
    }

    /// <summary>Half of the deliveries are honest couriers'; the frauds share the other half equally.</summary>
    public Tally Run(int deliveries, Action<int> advance)
    {
        var honest = deliveries / 2;
        DriveHonestly(honest, advance);
        var share = (deliveries - honest) / AllFrauds.ByNumber.Count;
        foreach (var fraud in AllFrauds.ByNumber)
        {
            Commit(fraud, Math.Max(1, share / (HonestBefore + fraud.Deliveries)));
            advance(share);
        }

        advance(deliveries - honest - (share * AllFrauds.ByNumber.Count));
        return _tally;
    }

    private void DriveHonestly(int deliveries, Action<int> advance)
    {
        for (var left = deliveries; left > 0;)
        {
            var courier = NewCourier(isHonest: true);
            for (var day = 0; day < DaysOfACourier && left > 0; day++)
            {
                courier.WaitUntil(FirstMorning.AddDays(day));
                var stops = Math.Min(Stops, left);
                new HonestDay(_service, _chance).Drive(courier, stops, _tally.Honest);
                left -= stops;
                advance(stops);
            }
        }
    }

    private void Commit(Fraud fraud, int cases)
    {
        var handOver = new HonestHandOver(_service, _chance);
        for (var number = 0; number < cases; number++)
        {
            var courier = NewCourier(isHonest: false);
            for (var before = 0; before < HonestBefore; before++)
            {
                var door = City.NextDoor(courier.At, _chance);
                handOver.Visit(courier, _service.Issue(door, courier.Id, courier.Now), nobodyHome: 0);
            }

            // Each region begins with another variant, so that all get their turn in small regions, too.
            var variant = (number + _number) % fraud.Variants.Count;
            var story = new Story(_service, _chance, courier);
            fraud.Variants[variant].Play(story);
            story.End();
            _tally[fraud, variant].Add(story);
        }
    }

    private Courier NewCourier(bool isHonest) =>
        new(new CourierId(_chance.Id().ToString()), Phone.Any(_chance), City.Anywhere(_chance), FirstMorning) { IsHonest = isHonest };
}
