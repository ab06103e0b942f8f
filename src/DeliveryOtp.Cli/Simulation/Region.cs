using DeliveryOtp.Cli.Simulation.Assumed;
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

    /// <summary>Of the honest fleet, among the numbers of frauds.</summary>
    private const int Honest = 0;

    private readonly int _number;
    private readonly ulong _seed;
    private readonly ChangedAssumption? _changed;
    private readonly Service _service;
    private readonly Tally _tally = new();

    public Region(int number, ulong seed, DeliveryPolicy policy, ChangedAssumption? changed)
    {
        (_number, _seed, _changed) = (number, seed, changed);
        _service = new Service(policy, Chance.Of(seed, number));
    }

    /// <summary>Half of the deliveries are honest couriers'; the frauds share the other half equally.</summary>
    public Tally Run(int deliveries, Action<int> advance)
    {
        var honest = deliveries / 2;
        _service.Answers = _tally.HonestAnswers;
        DriveHonestly(honest, advance);
        _service.Answers = _tally.FraudAnswers;
        var share = (deliveries - honest) / AllFrauds.ByNumber.Count;
        foreach (var fraud in AllFrauds.ByNumber)
        {
            var cases = Math.Max(1, share / (HonestBefore + fraud.Deliveries));
            Commit(fraud.Variants, cases, fraud.Number, (variant, story) => _tally[fraud, variant].Add(story));
            advance(share);
        }

        PlayBestMoments(share);
        advance(deliveries - honest - (share * AllFrauds.ByNumber.Count));
        return _tally;
    }

    private void DriveHonestly(int deliveries, Action<int> advance)
    {
        for (var (left, number) = (deliveries, 0); left > 0; number++)
        {
            var chance = ChanceOf(Honest, number);
            var courier = NewCourier(chance, isHonest: true);
            for (var day = 0; day < DaysOfACourier && left > 0; day++)
            {
                courier.WaitUntil(FirstMorning.AddDays(day));
                var stops = Math.Min(Stops, left);
                new HonestDay(_service, chance).Drive(courier, stops, _tally.Honest);
                left -= stops;
                advance(stops);
            }
        }
    }

    /// <summary>They come on top: with them, "so many deliveries" would be fewer of everything else.</summary>
    private void PlayBestMoments(int share)
    {
        foreach (var fraud in AllFrauds.ByNumber.Where(fraud => fraud.BestMoments.Count > 0))
        {
            Commit(
                fraud.BestMoments,
                Math.Max(1, share / (HonestBefore + fraud.Deliveries)),
                AllFrauds.ByNumber.Count + fraud.Number,
                (variant, story) => _tally.BestMoment(fraud, variant).Add(story));
        }
    }

    private void Commit(IReadOnlyList<Variant> variants, int cases, int path, Action<int, Story> count)
    {
        for (var number = 0; number < cases; number++)
        {
            var chance = ChanceOf(path, number);
            var courier = NewCourier(chance, isHonest: false);
            var handOver = new HonestHandOver(_service, chance);
            for (var before = 0; before < HonestBefore; before++)
            {
                var door = City.NextDoor(courier.At, chance);
                handOver.Visit(courier, _service.Issue(door, courier.Id, courier.Now, chance), nobodyHome: 0);
            }

            // Each region begins with another variant, so that all get their turn in small regions, too.
            var variant = (number + _number) % variants.Count;
            var story = new Story(_service, chance, courier);
            variants[variant].Play(story);
            story.End();
            count(variant, story);
        }
    }

    /// <summary>Of one courier's story: what is assumed otherwise for another changes nothing in it.</summary>
    private Chance ChanceOf(int kind, int number) => Chance.Of(_seed, _changed, _number, kind, number);

    private static Courier NewCourier(Chance chance, bool isHonest) =>
        new(new CourierId(chance.Id().ToString()), Phone.Any(chance), City.Anywhere(chance), FirstMorning) { IsHonest = isHonest };
}
