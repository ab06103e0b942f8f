namespace DeliveryOtp.Benchmarks.Abuse.Attacks;

/// <summary>Nobody attacks.</summary>
internal sealed class Quiet(int seconds) : IAttack
{
    public const string Title = "quiet";

    private static readonly Dictionary<string, long> Nothing = [];

    public string Name => Title;

    public async Task<AttackTraffic> RunAsync(Attacker attacker, CancellationToken cancel)
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds), cancel);
        return new AttackTraffic(0, seconds, Nothing);
    }
}
