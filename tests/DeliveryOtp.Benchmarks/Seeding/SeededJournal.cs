using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Seeding;

/// <summary>What was seeded is history: it gets its positions from the service, and no reader has to go through it.</summary>
internal static class SeededJournal
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    public static async Task SkipAsync(BenchCluster cluster, CancellationToken cancel)
    {
        Progress.Say("Waiting for the positions of what was seeded...");
        while (await cluster.ScalarAsync<bool>("select exists (select from deliveryotp.journal_unsequenced)", cancel))
            await Task.Delay(Poll, cancel);
        await cluster.ExecuteAsync(
            """
            update deliveryotp.journal_readers r set position = s.position
            from deliveryotp.journal_readers s where s.name = 'sequencer' and r.name <> 'sequencer'
            """,
            cancel);
    }
}
