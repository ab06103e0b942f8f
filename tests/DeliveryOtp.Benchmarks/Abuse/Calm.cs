using System.Diagnostics;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Abuse;

/// <summary>How far the readers of the journal are, as their positions in the database have it.</summary>
internal sealed class Calm(BenchCluster cluster)
{
    /// <summary>What has no position yet, and what the last reader has not dealt with. Who settles sessions follows the clock, not the journal.</summary>
    private const string BehindSql =
        """
        select (select count(*) from deliveryotp.journal_unsequenced)
            + coalesce((select max(position) - min(position) from deliveryotp.journal_readers where name <> 'settling'), 0)
        """;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // A refusal takes up to three seconds: by then the last ones are answered, and the connections are gone.
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(4);

    /// <summary>Entries of the journal that some reader has not dealt with.</summary>
    public async ValueTask<double> BehindAsync(CancellationToken cancel) => await cluster.ScalarAsync<long>(BehindSql, cancel);

    /// <summary>Until every reader is at the end of the journal, and a moment more.</summary>
    /// <returns>How long they took.</returns>
    /// <exception cref="BenchmarkException">They don't get there.</exception>
    public async Task<TimeSpan> WaitAsync(CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (await BehindAsync(cancel) is > 0 and var behind)
        {
            if (waited.Elapsed > Patience)
                throw new BenchmarkException($"A reader of the journal is {behind:N0} entries behind, {waited.Elapsed.TotalSeconds:F0} s after the attack.");
            await Task.Delay(Poll, cancel);
        }

        var taken = waited.Elapsed;
        await Task.Delay(Afterwards, cancel);
        return taken;
    }
}
