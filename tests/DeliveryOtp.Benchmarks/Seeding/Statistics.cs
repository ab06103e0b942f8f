using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Seeding;

/// <summary>What the planner knows of deliveries, journal and what stands beside them, and whether the server keeps that in step by itself.</summary>
internal sealed class Statistics(BenchCluster cluster, string schema = Statistics.Product)
{
    public const string Product = "deliveryotp";

    private readonly string[] _tables =
    [
        $"{schema}.deliveries", $"{schema}.delivery_states", $"{schema}.journal",
        .. (string[])(schema == Product ? ["deliveryotp.journal_order", "deliveryotp.wrong_tries", "deliveryotp.hand_overs"] : []),
    ];

    public Task RefreshAsync(CancellationToken cancel) =>
        cluster.ExecuteAsync($"vacuum (analyze) {string.Join(", ", _tables)}", cancel);

    /// <summary>From now on they are what they were at the last <see cref="RefreshAsync"/>, whatever is written.</summary>
    public Task FreezeAsync(CancellationToken cancel) => ForEachAsync("set (autovacuum_enabled = false)", cancel);

    /// <summary>As a stock server has it.</summary>
    public Task ThawAsync(CancellationToken cancel) => ForEachAsync("reset (autovacuum_enabled)", cancel);

    private async Task ForEachAsync(string change, CancellationToken cancel)
    {
        foreach (var table in _tables)
            await cluster.ExecuteAsync($"alter table {table} {change}", cancel);
    }
}
