using System.Globalization;
using System.Text.Json.Nodes;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Floor;

/// <summary>
/// What an attempt costs PostgreSQL alone: one statement, one commit, the product's tables, indexes and row sizes. Like the
/// load, it visits a delivery three times in a row.
/// </summary>
internal static class FloorScript
{
    public static async Task<string> WriteAsync(
        Tenant tenant, RowTemplate template, DeliveryRange range, CancellationToken cancel)
    {
        var tokenId = (string)JsonNode.Parse(template.AttemptDetail)!["token_id"]!;
        var sql = Resource.Read("floor.sql")
            .Replace("{first}", Text(range.First), StringComparison.Ordinal)
            .Replace("{last}", Text(range.End - 1), StringComparison.Ordinal)
            .Replace("{last_courier}", Text(Couriers.Count - 1), StringComparison.Ordinal)
            .Replace("{retailer}", tenant.Id.ToString(), StringComparison.Ordinal)
            .Replace("{id_prefix}", BenchDelivery.IdPrefix, StringComparison.Ordinal)
            .Replace("{token_id}", tokenId, StringComparison.Ordinal)
            .Replace("{detail}", Literal(template.AttemptDetail), StringComparison.Ordinal);
        var path = BenchPaths.InOutput("floor.sql");
        await File.WriteAllTextAsync(path, sql, cancel);
        return path;
    }

    /// <summary>pgbench takes what follows a colon for a variable, in quotes too, so no colon is left in it.</summary>
    private static string Literal(string json)
    {
        var escaped = json
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("'", "''", StringComparison.Ordinal)
            .Replace(":", "\\x3A", StringComparison.Ordinal);
        return $"E'{escaped}'";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
