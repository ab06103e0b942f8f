using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Sealing;

/// <summary>All rows of a kind, to be sealed for the first time, or under a newer code key, or looked through. The service may run beside it.</summary>
internal abstract class SealedTable
{
    /// <summary>The tables, with their schema.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Seals rows that have no seal: those of a version before there were seals, which only a migration may take for good.</summary>
    /// <returns>How many.</returns>
    public abstract Task<long> SealMissingAsync(NpgsqlDataSource owner, CodeKeyRing ring, SealingWatch watch, CancellationToken cancel);

    /// <summary>How many rows stand under an older code key than the newest.</summary>
    public abstract Task<long> CountOlderAsync(NpgsqlDataSource owner, CodeKeyRing ring, CancellationToken cancel);

    /// <summary>Seals anew what stands under an older code key, and is sound.</summary>
    /// <inheritdoc cref="SealMissingAsync"/>
    public abstract Task<long> RenewAsync(NpgsqlDataSource owner, CodeKeyRing ring, SealingWatch watch, CancellationToken cancel);

    /// <summary>Tells of every row, whatever key it is under, that is not as the service wrote it.</summary>
    /// <returns>How many were looked at.</returns>
    public abstract Task<long> CheckAsync(NpgsqlDataSource database, CodeKeyRing ring, SealingWatch watch, CancellationToken cancel);
}

/// <summary>Who watches a run.</summary>
/// <param name="Broken">Told of each row that is not sound; it is left as it is.</param>
/// <param name="Progress">Told how many rows more were looked at.</param>
internal sealed record SealingWatch(Action<string> Broken, Action<int> Progress);

/// <inheritdoc/>
/// <typeparam name="TRow">A row, or two that belong together.</typeparam>
internal abstract class SealedTable<TRow> : SealedTable
    where TRow : class, ISealedRow
{
    private const int ChunkSize = 500;

    /// <summary>To spell rows in, one after another.</summary>
    protected RowContent Content { get; } = new();

    public override Task<long> SealMissingAsync(NpgsqlDataSource owner, CodeKeyRing ring, SealingWatch watch, CancellationToken cancel) =>
        RunAsync(owner, ring, Missing, row => IsWithoutSeal(row, watch), watch, cancel);

    public override async Task<long> CountOlderAsync(NpgsqlDataSource owner, CodeKeyRing ring, CancellationToken cancel)
    {
        await using var command = Command(owner, ring, Older, last: null);
        command.CommandText = $"select count(*) from ({command.CommandText}) older";
        return await command.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    public override Task<long> RenewAsync(NpgsqlDataSource owner, CodeKeyRing ring, SealingWatch watch, CancellationToken cancel) =>
        RunAsync(owner, ring, Older, row => IsSound(row, ring, watch), watch, cancel);

    public override async Task<long> CheckAsync(NpgsqlDataSource database, CodeKeyRing ring, SealingWatch watch, CancellationToken cancel)
    {
        var seen = 0L;
        TRow? last = null;
        while (await ReadSomeAsync(database, ring, "true", last, cancel) is [.., var end] rows)
        {
            foreach (var row in rows)
                IsSound(row, ring, watch);
            last = end;
            seen += rows.Count;
            watch.Progress(rows.Count);
        }

        return seen;
    }

    /// <summary>Whether a row has no seal, in SQL.</summary>
    protected virtual string Missing => "seal is null";

    /// <summary>Whether a row stands under another key than the one whose id is <c>$1</c>, in SQL.</summary>
    protected virtual string Older => "seal_key_id is distinct from $1";

    /// <summary>Selects rows behind one, by their keys; <c>$1</c> is there already.</summary>
    protected abstract void Select(NpgsqlCommand command, string condition, TRow? last);

    protected abstract TRow Read(NpgsqlDataReader row);

    /// <summary>Writes new seals, but where somebody has written in between.</summary>
    /// <returns>How many.</returns>
    protected abstract Task<int> WriteAsync(NpgsqlDataSource owner, CodeKeyRing ring, IReadOnlyList<TRow> rows, CancellationToken cancel);

    private async Task<long> RunAsync(
        NpgsqlDataSource owner, CodeKeyRing ring, string condition, Predicate<TRow> mayWrite, SealingWatch watch, CancellationToken cancel)
    {
        var written = 0L;
        TRow? last = null;
        while (await ReadSomeAsync(owner, ring, condition, last, cancel) is [.., var end] rows)
        {
            var sound = rows.FindAll(mayWrite);
            if (sound.Count > 0)
                written += await WriteAsync(owner, ring, sound, cancel);
            last = end;
            watch.Progress(rows.Count);
        }

        return written;
    }

    private async Task<List<TRow>> ReadSomeAsync(NpgsqlDataSource database, CodeKeyRing ring, string condition, TRow? last, CancellationToken cancel)
    {
        await using var command = Command(database, ring, condition, last);
        command.CommandText += $"\nlimit {ChunkSize}";
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<TRow> rows = [];
        while (await row.ReadAsync(cancel))
            rows.Add(Read(row));
        return rows;
    }

    private NpgsqlCommand Command(NpgsqlDataSource database, CodeKeyRing ring, string condition, TRow? last)
    {
        var command = database.CreateCommand();
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ring.Keys[0].Id });
        Select(command, condition, last);
        return command;
    }

    /// <summary>All of it: a row that has lost one of its seals is none of before.</summary>
    private static bool IsWithoutSeal(TRow row, SealingWatch watch)
    {
        if (row.IsWithoutSeal)
            return true;
        watch.Broken(row.Name);
        return false;
    }

    private static bool IsSound(TRow row, CodeKeyRing ring, SealingWatch watch)
    {
        if (row.IsSound(ring))
            return true;
        watch.Broken(row.Name);
        return false;
    }
}

/// <summary>A row that was read with its seal.</summary>
internal interface ISealedRow
{
    /// <summary>For whoever has to look into it.</summary>
    string Name { get; }

    /// <summary>Whether it can be read, and has no seal at all.</summary>
    bool IsWithoutSeal { get; }

    /// <summary>Whether it is as the service wrote it.</summary>
    bool IsSound(CodeKeyRing ring);
}
