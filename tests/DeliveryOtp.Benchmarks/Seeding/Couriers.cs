using System.Globalization;
using DeliveryOtp.Api.Access;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Domain;

namespace DeliveryOtp.Benchmarks.Seeding;

/// <summary>The couriers of the load, each with a token and a phone of its own.</summary>
internal static class Couriers
{
    public const int Count = 8_000;

    /// <summary>One token a line: the first line is courier 0's.</summary>
    public static async Task<string> WriteTokensAsync(Tenant tenant, ServiceSecrets secrets, CancellationToken cancel)
    {
        var tokens = new CourierTokens(secrets.ToKeyRing(), TimeProvider.System);
        var path = BenchPaths.InOutput("courier-tokens.txt");
        await File.WriteAllLinesAsync(
            path, Enumerable.Range(0, Count).Select(courier => TokenOf(tokens, tenant, courier)), cancel);
        return path;
    }

    public static string TokenOf(CourierTokens tokens, Tenant tenant, int courier) => tokens.Issue(
        new RetailerId(tenant.Id),
        new CourierId(string.Create(CultureInfo.InvariantCulture, $"courier-{courier}")),
        apiKey: Guid.Empty,
        CourierTokens.LongestLifetimeS).Token;
}
