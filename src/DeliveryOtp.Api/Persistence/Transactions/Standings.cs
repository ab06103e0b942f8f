using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
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
        select v.n, w.wrong_at
        from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality as v (retailer_id, subject, subject_id, n)
        cross join lateral (
            select wrong_at from deliveryotp.wrong_tries w
            where w.retailer_id = v.retailer_id and w.subject = v.subject and w.subject_id = v.subject_id
            for update
        """;

    private const string Tail = ") w";

    /// <summary>In a transaction of its own: a row that nobody sees yet could make another set wait.</summary>
    private const string CreateSql =
        """
        insert into deliveryotp.wrong_tries (retailer_id, subject, subject_id)
        select * from unnest($1::uuid[], $2::text[], $3::text[])
        on conflict do nothing
        """;

    /// <summary>
    /// The rows are locked, so they stay where they are; and the limit keeps the planner on their key, though it may think the table too
    /// small to be worth one. Adds wrong comparisons to what a row has, and once there are many forgets those that no policy looks back to.
    /// </summary>
    private const string CountSql =
        """
        update deliveryotp.wrong_tries w
        set kept_s = greatest(w.kept_s, n.kept_s),
            wrong_at = case when cardinality(w.wrong_at) < 30 then n.wrong_at || w.wrong_at else array(
                select t from unnest(n.wrong_at || w.wrong_at) as t
                where t >= $6 - make_interval(secs => greatest(w.kept_s, n.kept_s))
                order by t desc limit 1000) end
        from (
            select retailer_id, subject, subject_id, array_agg(wrong_at order by wrong_at desc) as wrong_at, max(kept_s) as kept_s
            from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::int[]) as u (retailer_id, subject, subject_id, wrong_at, kept_s)
            group by 1, 2, 3) n
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
    public async Task AddMissingAsync(NpgsqlDataSource database, NpgsqlConnection connection, Subject[] missing, LockedDeliveries locked, CancellationToken cancel)
    {
        await using (var create = database.CreateBatch())
        {
            // An empty row that is lost with the server is made again.
            create.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('synchronous_commit', 'off', true)"));
            create.BatchCommands.Add(new NpgsqlBatchCommand(CreateSql));
            create.BatchCommands[1].Parameters.AddRange(KeysOf(missing));
            await create.ExecuteNonQueryAsync(cancel);
        }

        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { LockCommand(missing) } };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await ReadAsync(reader, missing, locked, cancel);
    }

    /// <summary>For the transaction that writes the attempts.</summary>
    public static NpgsqlBatchCommand CountCommand(IReadOnlyList<WrongComparison> wrong, DateTimeOffset now)
    {
        var command = new NpgsqlBatchCommand(CountSql);
        command.Parameters.AddRange(KeysOf([.. wrong.Select(one => one.Subject)]));
        command.Parameters.Add(SqlArray.Of(wrong, one => one.At));
        command.Parameters.Add(SqlArray.Of(wrong, one => one.KeptS));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
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
            locked.Add(subjects[reader.GetInt64(0) - 1], reader.GetFieldValue<DateTimeOffset[]>(1));
    }

    private static NpgsqlParameter[] KeysOf(IReadOnlyList<Subject> subjects) =>
    [
        SqlArray.Of(subjects, subject => subject.Retailer),
        SqlArray.Of(subjects, subject => subject.Kind),
        SqlArray.Of(subjects, subject => subject.Id),
    ];

    /// <summary>A courier or a device of a retailer.</summary>
    internal readonly record struct Subject(Guid Retailer, string Kind, string Id);

    /// <summary>A wrong comparison, and for how many seconds its policy looks back.</summary>
    internal readonly record struct WrongComparison(Subject Subject, DateTimeOffset At, int KeptS);
}
