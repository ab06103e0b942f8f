using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;

namespace DeliveryOtp.Api.Tests.Secrets;

/// <summary>R2: what somebody finds who gets hold of the database, but not of the code key.</summary>
public sealed partial class DumpTests(Service service) : IClassFixture<Service>
{
    private const int Codes = 1_000_000;

    private static readonly byte[] NoKey = [];

    [Fact]
    public async Task R2_all_digests_tried_without_the_key_hit_nothing_in_a_dump()
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        await courier.AttemptAsync(issued.Id, issued.WrongCode(), service.Clock.GetUtcNow(), "attempt-key");

        var stored = Bytea().Matches(await DumpAsync()).Select(match => match.Groups["hex"].Value.ToLowerInvariant()).ToFrozenSet(StringComparer.Ordinal);
        Assert.True(stored.Count >= 6, "the dump holds the digests: two keys', a live code's, a presented one's, a request's");

        // With the key there is a hit, so the search would find one without.
        var ring = new CodeKeyRing([new CodeKey("test", Encoding.UTF8.GetBytes(Service.CodeKeySecret))]);
        Assert.True(DeliveryCode.TryParse(issued.Code!, out var code));
        Assert.Contains(stored, hex => hex == Hex(ring.Seal(new DeliveryId(issued.Id), generation: 1, code).Digest));

        var hits = 0;
        Parallel.For(0, Codes, i =>
        {
            var digits = i.ToString("D6", CultureInfo.InvariantCulture);
            if (Guesses(digits, issued.Id, tenant.Id).Any(guess => stored.Contains(Hex(guess))))
                Interlocked.Increment(ref hits);
        });
        Assert.Equal(0, hits);
    }

    [Fact]
    public async Task R2_neither_the_code_nor_a_wrong_guess_stands_anywhere_in_a_dump()
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var before = await DumpAsync();
        var (issued, wrong) = await UnusedDigitsAsync(tenant, before);
        await courier.AttemptAsync(issued.Id, wrong, service.Clock.GetUtcNow());
        await courier.AttemptAsync(issued.Id, $"x{wrong}", service.Clock.GetUtcNow());
        var after = await DumpAsync();
        Assert.False(Digits.Holds(after, issued.Code!), "the code is in the dump");
        Assert.False(Digits.Holds(after, wrong), "a wrong guess is in the dump");
        Assert.True(Digits.Holds(after + $"\n{wrong}\t", wrong), "the search finds what is there");
    }

    /// <summary>What somebody without the key may think of: plain and salted hashes, and HMACs under what the dump holds.</summary>
    private static IEnumerable<byte[]> Guesses(string digits, Guid delivery, Guid retailer)
    {
        var code = Encoding.ASCII.GetBytes(digits);
        yield return SHA256.HashData(code);
        foreach (var salt in new[] { delivery.ToByteArray(bigEndian: true), retailer.ToByteArray(bigEndian: true), Encoding.ASCII.GetBytes(delivery.ToString()) })
        {
            yield return SHA256.HashData(Join(salt, code));
            yield return HMACSHA256.HashData(salt, code);
            yield return HMACSHA256.HashData(NoKey, Join(salt, code));
        }

        yield return HMACSHA256.HashData(NoKey, code);
        yield return HMACSHA256.HashData("test"u8.ToArray(), code);
        yield return HMACSHA256.HashData(new byte[32], Join(delivery.ToByteArray(bigEndian: true), code));
    }

    /// <summary>Six digits may stand in a dump by chance, in a digest or a time; only digits that did not can tell.</summary>
    private static async Task<(Issued Issued, string Wrong)> UnusedDigitsAsync(Tenant tenant, string dump)
    {
        while (true)
        {
            var issued = await tenant.IssueAsync();
            var wrong = issued.WrongCode(offset: 123_457);
            if (!Digits.Holds(dump, issued.Code!) && !Digits.Holds(dump, wrong))
                return (issued, wrong);
        }
    }

    private static byte[] Join(byte[] first, byte[] second) => [.. first, .. second];

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private async Task<string> DumpAsync()
    {
        var start = new ProcessStartInfo(
            PgDump(),
            ["--data-only", "--host", service.Database.SocketDirectory, "--username", "postgres", service.Database.Name])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var dump = Process.Start(start)!;
        var text = await dump.StandardOutput.ReadToEndAsync();
        await dump.WaitForExitAsync();
        Assert.Equal(0, dump.ExitCode);
        return text;
    }

    private static string PgDump() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetFiles("/usr/lib/postgresql", "pg_dump", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last()
        : "pg_dump";

    [GeneratedRegex(@"\\\\x(?<hex>[0-9a-f]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Bytea();
}
