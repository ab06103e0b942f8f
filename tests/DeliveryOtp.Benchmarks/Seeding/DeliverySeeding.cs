using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Domain.Codes;
using Npgsql;
using NpgsqlTypes;

namespace DeliveryOtp.Benchmarks.Seeding;

/// <summary>Fills the database with deliveries that wait for their code, and the entries that issued it.</summary>
internal sealed class DeliverySeeding(BenchCluster cluster, Tenant tenant, RowTemplate template, CodeKeyRing keys, string schema)
{
    private const int ChunkSize = 10_000;
    private const int FirstGeneration = 1;

    private const string StagingSql =
        "create temp table sealed (index bigint, id uuid, digest bytea, encrypted bytea) on commit drop";

    private readonly string _insertSql = Resource.Read("seed-deliveries.sql").Replace("{schema}", schema, StringComparison.Ordinal);

    public async Task SeedAsync(DeliveryRange range, CancellationToken cancel)
    {
        var progress = new Progress("Seeding deliveries", range.Count);
        var firsts = Enumerable.Range(0, (int)((range.Count + ChunkSize - 1) / ChunkSize))
            .Select(chunk => range.First + ((long)chunk * ChunkSize));
        await Parallel.ForEachAsync(
            firsts,
            new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (first, stop) =>
            {
                var chunk = new DeliveryRange(first, Math.Min(ChunkSize, range.End - first));
                await SeedChunkAsync(chunk, stop);
                progress.Advance(chunk.Count);
            });
    }

    private async Task SeedChunkAsync(DeliveryRange chunk, CancellationToken cancel)
    {
        await using var connection = await cluster.Superuser.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var create = new NpgsqlCommand(StagingSql, connection);
        await create.ExecuteNonQueryAsync(cancel);
        await CopyAsync(connection, chunk, cancel);
        await using var insert = new NpgsqlCommand(_insertSql, connection)
        {
            Parameters = { new() { Value = tenant.Id }, new() { Value = template.DeliveryId } },
        };
        await insert.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task CopyAsync(NpgsqlConnection connection, DeliveryRange chunk, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy sealed from stdin (format binary)", cancel);
        for (var index = chunk.First; index < chunk.End; index++)
        {
            var id = BenchDelivery.IdOf(index);
            var code = keys.Seal(id, FirstGeneration, BenchDelivery.CodeOf(index));
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(index, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(id.Value, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(code.Digest, NpgsqlDbType.Bytea, cancel);
            await copy.WriteAsync(code.Encrypted, NpgsqlDbType.Bytea, cancel);
        }

        await copy.CompleteAsync(cancel);
    }
}
