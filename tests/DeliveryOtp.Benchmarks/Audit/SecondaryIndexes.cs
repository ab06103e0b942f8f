using DeliveryOtp.Benchmarks.Rig;
using Npgsql;

namespace DeliveryOtp.Benchmarks.Audit;

/// <summary>All indexes of the journal but its primary key, out of the way while it is filled.</summary>
internal sealed class SecondaryIndexes
{
    private const string DefinitionsSql =
        """
        select indexname, indexdef from pg_indexes
        where schemaname = 'deliveryotp' and tablename = 'journal' and indexname <> 'pk_journal'
        """;

    private readonly BenchCluster _cluster;
    private readonly IReadOnlyDictionary<string, string> _definitions;

    private SecondaryIndexes(BenchCluster cluster, IReadOnlyDictionary<string, string> definitions)
    {
        _cluster = cluster;
        _definitions = definitions;
    }

    public static async Task<SecondaryIndexes> DropAsync(BenchCluster cluster, CancellationToken cancel)
    {
        var definitions = new Dictionary<string, string>(StringComparer.Ordinal);
        await using (var command = cluster.Superuser.CreateCommand(DefinitionsSql))
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
                definitions.Add(reader.GetString(0), reader.GetString(1));
        }

        foreach (var name in definitions.Keys)
            await cluster.ExecuteAsync($"drop index deliveryotp.{name}", cancel);
        return new SecondaryIndexes(cluster, definitions);
    }

    public async Task RecreateAsync(CancellationToken cancel)
    {
        await using var connection = await _cluster.Superuser.OpenConnectionAsync(cancel);
        await using (var memory = new NpgsqlCommand("set maintenance_work_mem = '1GB'", connection))
            await memory.ExecuteNonQueryAsync(cancel);

        var progress = new Progress("Building indexes", _definitions.Count);
        foreach (var definition in _definitions.Values)
        {
            await using var create = new NpgsqlCommand(definition, connection);
            await create.ExecuteNonQueryAsync(cancel);
            progress.Advance(1);
        }
    }
}
