using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Sealing;

/// <summary>The policies of retailers.</summary>
internal sealed class SealedPolicies : SealedTable<SealedPolicies.Row>
{
    private const string WriteSql =
        """
        update deliveryotp.policy_changes p set seal = n.seal, seal_key_id = $1
        from unnest($2::uuid[], $3::uuid[], $4::bytea[], $5::bytea[]) as n (retailer_id, id, was, seal)
        where p.retailer_id = n.retailer_id and p.id = n.id and p.seal is not distinct from n.was
        """;

    public override IReadOnlyList<string> Names { get; } = ["deliveryotp.policy_changes"];

    protected override void Select(NpgsqlCommand command, string condition, Row? last)
    {
        command.CommandText =
            $"""
            select {PolicyChange.Columns} from deliveryotp.policy_changes
            where (retailer_id, id) > ($2, $3) and $1::text is not null and {condition}
            order by retailer_id, id
            """;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = last?.Change.Retailer ?? Guid.Empty });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = last?.Change.Id ?? Guid.Empty });
    }

    protected override Row Read(NpgsqlDataReader row)
    {
        var (change, seal) = PolicyChange.Read(row);
        return new Row(change, new SealedRow(change.Spell(Content).Written.ToArray(), seal));
    }

    protected override async Task<int> WriteAsync(NpgsqlDataSource owner, CodeKeyRing ring, IReadOnlyList<Row> rows, CancellationToken cancel)
    {
        await using var command = owner.CreateCommand(WriteSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ring.Keys[0].Id });
        command.Parameters.Add(SqlArray.Of(rows, row => row.Change.Retailer));
        command.Parameters.Add(SqlArray.Of(rows, row => row.Change.Id));
        command.Parameters.Add(SqlArray.Of(rows, row => row.Stored.Seal?.Tag));
        command.Parameters.Add(SqlArray.Of(rows, row => ring.SealRow(row.Stored.Content).Tag));
        return await command.ExecuteNonQueryAsync(cancel);
    }

    internal sealed record Row(PolicyChange Change, SealedRow Stored) : ISealedRow
    {
        public string Name => Change.Name;

        public bool IsWithoutSeal => Stored.Seal is null;

        public bool IsSound(CodeKeyRing ring) => Stored.IsSound(ring);
    }
}
