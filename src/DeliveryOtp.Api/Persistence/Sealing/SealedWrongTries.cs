using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Sealing;

/// <summary>What is counted of couriers and devices (R17).</summary>
internal sealed class SealedWrongTries : SealedTable<SealedWrongTries.Row>
{
    private const string WriteSql =
        """
        update deliveryotp.wrong_tries w set seal = n.seal, seal_key_id = $1
        from unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::bytea[]) as n (retailer_id, subject, subject_id, was, seal)
        where w.retailer_id = n.retailer_id and w.subject = n.subject and w.subject_id = n.subject_id and w.seal is not distinct from n.was
        """;

    public override IReadOnlyList<string> Names { get; } = ["deliveryotp.wrong_tries"];

    protected override void Select(NpgsqlCommand command, string condition, Row? last)
    {
        command.CommandText =
            $"""
            select retailer_id, subject, subject_id, wrong_at, kept_s, seal, seal_key_id from deliveryotp.wrong_tries
            where (retailer_id, subject, subject_id) > ($2, $3, $4) and $1::text is not null and {condition}
            order by retailer_id, subject, subject_id
            """;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = last?.Subject.Retailer ?? Guid.Empty });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = last?.Subject.Kind ?? string.Empty });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = last?.Subject.Id ?? string.Empty });
    }

    protected override Row Read(NpgsqlDataReader row)
    {
        var subject = new Standings.Subject(row.GetGuid(0), row.GetString(1), row.GetString(2));
        try
        {
            var (tries, seal) = WrongTries.Read(row, first: 3);
            return new Row(subject, new SealedRow(tries.Spell(subject, Content).Written.ToArray(), seal));
        }
        catch (Exception unreadable) when (UnreadableRows.IsReason(unreadable))
        {
            return new Row(subject, Stored: null);
        }
    }

    protected override async Task<int> WriteAsync(NpgsqlDataSource owner, CodeKeyRing ring, IReadOnlyList<Row> rows, CancellationToken cancel)
    {
        await using var command = owner.CreateCommand(WriteSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ring.Keys[0].Id });
        command.Parameters.Add(SqlArray.Of(rows, row => row.Subject.Retailer));
        command.Parameters.Add(SqlArray.Of(rows, row => row.Subject.Kind));
        command.Parameters.Add(SqlArray.Of(rows, row => row.Subject.Id));
        command.Parameters.Add(SqlArray.Of(rows, row => row.Stored!.Seal?.Tag));
        command.Parameters.Add(SqlArray.Of(rows, row => ring.SealRow(row.Stored!.Content).Tag));
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <param name="Subject">Whose.</param>
    /// <param name="Stored">Null: it can't be read.</param>
    internal sealed record Row(Standings.Subject Subject, SealedRow? Stored) : ISealedRow
    {
        public string Name => Subject.ToString();

        public bool IsWithoutSeal => Stored is { Seal: null };

        public bool IsSound(CodeKeyRing ring) => Stored?.IsSound(ring) is true;
    }
}
