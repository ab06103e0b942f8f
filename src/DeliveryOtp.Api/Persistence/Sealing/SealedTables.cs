using DeliveryOtp.Api.Persistence.Schema;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Sealing;

/// <summary>Every row that decides, for the operator: seals under a newer code key, and what is not as the service wrote it.</summary>
public static class SealedTables
{
    /// <summary>Afterwards nothing but what <paramref name="broken"/> was told of stands under an older code key.</summary>
    /// <param name="owner">Signs in as the role that owns the schema.</param>
    /// <param name="ring">The newest key first.</param>
    /// <param name="broken">Told of each row whose seal does not hold; it is left as it is.</param>
    /// <param name="progress">Told how many rows more were looked at.</param>
    /// <param name="report">Told of API keys.</param>
    /// <param name="cancel">Stops it; what is done stays done.</param>
    /// <returns>How many rows were sealed anew.</returns>
    public static async Task<long> RenewAsync(
        NpgsqlDataSource owner, CodeKeyRing ring, Action<string> broken, Action<int> progress, Action<string> report, CancellationToken cancel)
    {
        await ApiKeySealing.RunAsync(owner, ring, report, cancel);
        var renewed = 0L;
        foreach (var table in All())
        {
            // What somebody has written meanwhile is left out, and its turn comes again: until nothing is left but what is broken.
            HashSet<string> found;
            do
            {
                found = new HashSet<string>(StringComparer.Ordinal);
                renewed += await table.RenewAsync(owner, ring, new SealingWatch(row => found.Add(row), progress), cancel);
            }
            while (await table.CountOlderAsync(owner, ring, cancel) > found.Count);
            foreach (var row in found)
                broken(row);
        }

        return renewed;
    }

    /// <summary>How many rows stand under an older key.</summary>
    public static async Task<long> CountOlderAsync(NpgsqlDataSource owner, CodeKeyRing ring, CancellationToken cancel)
    {
        var count = 0L;
        foreach (var table in All())
            count += await table.CountOlderAsync(owner, ring, cancel);
        return count;
    }

    /// <summary>Looks at every seal.</summary>
    /// <inheritdoc cref="RenewAsync"/>
    /// <param name="database">Any role that may read.</param>
    /// <param name="ring">Every key that a row may be under.</param>
    /// <param name="broken">Told of each row whose seal does not hold.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>How many rows were looked at.</returns>
    public static async Task<long> CheckAsync(NpgsqlDataSource database, CodeKeyRing ring, Action<string> broken, CancellationToken cancel)
    {
        var seen = 0L;
        foreach (var table in All())
            seen += await table.CheckAsync(database, ring, new SealingWatch(broken, _ => { }), cancel);
        return seen;
    }

    internal static SealedTable[] All() => [new SealedDeliveries(), new SealedWrongTries(), new SealedPolicies()];
}
