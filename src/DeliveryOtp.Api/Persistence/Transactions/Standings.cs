using System.Globalization;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>Who stands at a door, on which device.</summary>
public sealed record VisitorKey(RetailerId RetailerId, CourierId Courier, DeviceId Device);

/// <summary>
/// Locks the rows of couriers and devices that count their wrong comparisons (R17), and reads them: two decisions about one courier
/// or device must not pass each other, whatever their deliveries and replicas. They are locked after the deliveries, in one order.
/// </summary>
internal sealed class Standings(IReadOnlyCollection<VisitorKey> visitors, bool waits)
{
    private const string LockSql = Head + Tail;

    private const string LockFreeSql = Head + " skip locked" + Tail;

    private const string Head =
        """
        select v.n, w.wrong_at, w.kept_s, w.seal, w.seal_key_id
        from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality as v (retailer_id, subject, subject_id, n)
        cross join lateral (
            select * from deliveryotp.wrong_tries w
            where w.retailer_id = v.retailer_id and w.subject = v.subject and w.subject_id = v.subject_id
            for update
        """;

    private const string Tail = ") w";

    /// <summary>In a transaction of its own: a row that nobody sees yet could make another set wait.</summary>
    private const string CreateSql =
        """
        insert into deliveryotp.wrong_tries (retailer_id, subject, subject_id, seal, seal_key_id)
        select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::text[])
        on conflict do nothing
        """;

    /// <summary>
    /// The rows are locked, so they stay where they are; and the limit keeps the planner on their key, though it may think the table too
    /// small to be worth one.
    /// </summary>
    private const string WriteSql =
        """
        update deliveryotp.wrong_tries w
        set wrong_at = n.wrong_at::timestamptz[], kept_s = n.kept_s, seal = n.seal, seal_key_id = n.seal_key_id
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::int[], $6::bytea[], $7::text[])
            as n (retailer_id, subject, subject_id, wrong_at, kept_s, seal, seal_key_id)
        cross join lateral (
            select ctid from deliveryotp.wrong_tries k
            where k.retailer_id = n.retailer_id and k.subject = n.subject and k.subject_id = n.subject_id
            limit 1) own
        where w.ctid = own.ctid
        """;

    private readonly Subject[] _subjects =
    [
        .. visitors.SelectMany(SubjectsOf).Distinct().OrderBy(subject => subject.Retailer)
            .ThenBy(subject => subject.Kind, StringComparer.Ordinal).ThenBy(subject => subject.Id, StringComparer.Ordinal),
    ];

    /// <summary>Of a courier and of a device.</summary>
    public static Subject[] SubjectsOf(VisitorKey visitor) =>
    [
        new(visitor.RetailerId.Value, WrongTriesRow.Courier, visitor.Courier.Value),
        new(visitor.RetailerId.Value, WrongTriesRow.Device, visitor.Device.Value),
    ];

    public NpgsqlBatchCommand Command() => LockCommand(_subjects);

    /// <summary>
    /// Reads the result of <see cref="Command"/>. Whoever has no row yet gets one; whoever is held by another transaction has no
    /// standing here, and is judged apart.
    /// </summary>
    public async Task<Subject[]> ReadAsync(NpgsqlDataReader reader, LockedDeliveries locked, CancellationToken cancel)
    {
        await ReadAsync(reader, _subjects, locked, cancel);
        return Array.FindAll(_subjects, subject => !locked.Has(subject));
    }

    /// <summary>Creates what is missing, and locks it.</summary>
    public async Task AddMissingAsync(
        NpgsqlDataSource database, NpgsqlConnection connection, RowSeals seals, Subject[] missing, LockedDeliveries locked, CancellationToken cancel)
    {
        await using (var create = database.CreateBatch())
        {
            // An empty row that is lost with the server is made again.
            create.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('synchronous_commit', 'off', true)"));
            create.BatchCommands.Add(new NpgsqlBatchCommand(CreateSql));
            create.BatchCommands[1].Parameters.AddRange(KeysOf(missing));
            create.BatchCommands[1].Parameters.AddRange(SealsOf(Array.ConvertAll(missing, subject => seals.Of(WrongTries.None.Spell(subject, locked.Content)))));
            await create.ExecuteNonQueryAsync(cancel);
        }

        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { LockCommand(missing) } };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await ReadAsync(reader, missing, locked, cancel);
    }

    /// <summary>For the transaction that writes the attempts.</summary>
    public static NpgsqlBatchCommand WriteCommand(IReadOnlyList<(Subject Subject, WrongTries Tries)> rows, RowSeals seals, RowContent content)
    {
        var command = new NpgsqlBatchCommand(WriteSql);
        command.Parameters.AddRange(KeysOf([.. rows.Select(row => row.Subject)]));
        command.Parameters.Add(SqlArray.Of(rows, row => ArrayOf(row.Tries.At)));
        command.Parameters.Add(SqlArray.Of(rows, row => row.Tries.KeptS));
        command.Parameters.AddRange(SealsOf([.. rows.Select(row => seals.Of(row.Tries.Spell(row.Subject, content)))]));
        return command;
    }

    private NpgsqlBatchCommand LockCommand(Subject[] subjects)
    {
        var command = new NpgsqlBatchCommand(waits ? LockSql : LockFreeSql);
        command.Parameters.AddRange(KeysOf(subjects));
        return command;
    }

    private static async Task ReadAsync(NpgsqlDataReader reader, Subject[] subjects, LockedDeliveries locked, CancellationToken cancel)
    {
        while (await reader.ReadAsync(cancel))
        {
            var subject = subjects[reader.GetInt64(0) - 1];
            try
            {
                var (tries, seal) = WrongTries.Read(reader, first: 1);
                locked.Add(subject, tries, seal);
            }
            catch (Exception unreadable) when (UnreadableRows.IsReason(unreadable))
            {
                locked.AddUnreadable(subject);
            }
        }
    }

    /// <summary>Arrays of arrays have to be of one length in SQL, texts not.</summary>
    private static string ArrayOf(IReadOnlyList<DateTimeOffset> times) => $"{{{string.Join(',', times.Select(Spelt))}}}";

    private static string Spelt(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static NpgsqlParameter[] SealsOf(RowSeal[] seals) => [SqlArray.Of(seals, seal => seal.Tag), SqlArray.Of(seals, seal => seal.KeyId)];

    private static NpgsqlParameter[] KeysOf(IReadOnlyList<Subject> subjects) =>
    [
        SqlArray.Of(subjects, subject => subject.Retailer),
        SqlArray.Of(subjects, subject => subject.Kind),
        SqlArray.Of(subjects, subject => subject.Id),
    ];

    /// <summary>A courier or a device of a retailer.</summary>
    internal readonly record struct Subject(Guid Retailer, string Kind, string Id)
    {
        public override string ToString() => $"the wrong tries of {Kind} {Id} of retailer {Retailer}";
    }
}
