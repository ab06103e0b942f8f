using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Sealing;

/// <summary>Deliveries, whose two rows are sealed together.</summary>
internal sealed class SealedDeliveries : SealedTable<SealedDeliveries.Row>
{
    /// <summary>Whoever changes either row changes the narrow one's seal, and holds its lock: what is held against is that one.</summary>
    private const string WriteSql =
        """
        with n as (
            select * from unnest($2::uuid[], $3::uuid[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::bytea[])
                as u (retailer_id, id, was, wide, narrow, email, phone)),
        narrow as (
            update deliveryotp.delivery_states s set seal = n.narrow, seal_key_id = $1
            from n where s.retailer_id = n.retailer_id and s.delivery_id = n.id and s.seal is not distinct from n.was
            returning s.retailer_id, s.delivery_id)
        update deliveryotp.deliveries d set seal = n.wide, seal_key_id = $1, email_digest = n.email, phone_digest = n.phone
        from n join narrow on narrow.retailer_id = n.retailer_id and narrow.delivery_id = n.id
        where d.retailer_id = n.retailer_id and d.id = n.id
        """;

    public override IReadOnlyList<string> Names { get; } = [StateColumns.Deliveries.Name, StateColumns.States.Name];

    protected override string Missing => "(d.seal is null or s.seal is null)";

    protected override string Older => "(d.seal_key_id is distinct from $1 or s.seal_key_id is distinct from $1)";

    protected override void Select(NpgsqlCommand command, string condition, Row? last)
    {
        command.CommandText =
            $"""
            {StateColumns.SelectSql}
            where (d.retailer_id, d.id) > ($2, $3) and $1::text is not null and {condition}
            order by d.retailer_id, d.id
            """;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = last?.Retailer.Value ?? Guid.Empty });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = last?.Id.Value ?? Guid.Empty });
    }

    protected override Row Read(NpgsqlDataReader row)
    {
        var (retailer, id) = (new RetailerId(row.GetGuid(0)), new DeliveryId(row.GetGuid(1)));
        try
        {
            return new Row(retailer, id, StateColumns.ReadSealed(row, Content));
        }
        catch (Exception unreadable) when (UnreadableRows.IsReason(unreadable))
        {
            return new Row(retailer, id, Rows: null);
        }
    }

    protected override async Task<int> WriteAsync(NpgsqlDataSource owner, CodeKeyRing ring, IReadOnlyList<Row> rows, CancellationToken cancel)
    {
        var sealedRows = rows.Where(row => row.Rows is not null).Select(row => (Row: row, Seals: SealsOf(row.Rows!, ring))).ToArray();
        await using var command = owner.CreateCommand(WriteSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ring.Keys[0].Id });
        command.Parameters.Add(SqlArray.Of(sealedRows, one => one.Row.Retailer.Value));
        command.Parameters.Add(SqlArray.Of(sealedRows, one => one.Row.Id.Value));
        command.Parameters.Add(SqlArray.Of(sealedRows, one => one.Row.Rows!.Narrow.Seal?.Tag));
        command.Parameters.Add(SqlArray.Of(sealedRows, one => one.Seals.Wide.Tag));
        command.Parameters.Add(SqlArray.Of(sealedRows, one => one.Seals.Narrow.Tag));
        command.Parameters.AddRange(ContactDigests.Parameters([.. sealedRows.Select(one => one.Row.Rows!.Delivery)], ring));
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Over what is stored, as it is spelt there.</summary>
    private (RowSeal Wide, RowSeal Narrow) SealsOf(SealedDelivery rows, CodeKeyRing ring)
    {
        var wide = ring.SealRow(rows.Wide.Content);
        return (wide, ring.SealRow(rows.NarrowBeside(wide, Content)));
    }

    /// <param name="Retailer">Whose.</param>
    /// <param name="Id">Of the delivery.</param>
    /// <param name="Rows">Null: they can't be read.</param>
    internal sealed record Row(RetailerId Retailer, DeliveryId Id, SealedDelivery? Rows) : ISealedRow
    {
        public string Name => RowSeals.NameOf(Id);

        public bool IsWithoutSeal => Rows is { Wide.Seal: null, Narrow.Seal: null };

        public bool IsSound(CodeKeyRing ring) => Rows?.IsSound(ring, new RowContent()) is true;
    }
}
