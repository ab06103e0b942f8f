using System.Text;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>Seals the rows of a delivery as they are now, as the holder of the code key could.</summary>
internal static class Reseal
{
    public static readonly CodeKeyRing Ring = new([new CodeKey("test", Encoding.UTF8.GetBytes(Service.CodeKeySecret))]);

    public static async Task RunAsync(string connection, Guid deliveryId)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        var (wide, narrow) = await SealsAsync(source, deliveryId);
        await using var write = source.CreateCommand(
            """
            with wide as (update deliveryotp.deliveries set seal = $2, seal_key_id = 'test' where id = $1)
            update deliveryotp.delivery_states set seal = $3, seal_key_id = 'test' where delivery_id = $1
            """);
        write.Parameters.AddRange((NpgsqlParameter[])[new() { Value = deliveryId }, new() { Value = wide.Tag }, new() { Value = narrow.Tag }]);
        Assert.Equal(1, await write.ExecuteNonQueryAsync());
    }

    private static async Task<(RowSeal Wide, RowSeal Narrow)> SealsAsync(NpgsqlDataSource source, Guid deliveryId)
    {
        await using var read = source.CreateCommand($"{StateColumns.SelectSql} where d.id = '{deliveryId}'");
        await using var row = await read.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync());
        var content = new RowContent();
        var delivery = StateColumns.ReadSealed(row, content);
        var wide = Ring.SealRow(delivery.Wide.Content);
        return (wide, Ring.SealRow(delivery.NarrowBeside(wide, content)));
    }
}
