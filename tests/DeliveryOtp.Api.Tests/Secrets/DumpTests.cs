using System.Buffers;
using System.Buffers.Text;
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

        // A million codes, or every tenth, the live one among them; each guess is looked up by its first eight bytes.
        var beginnings = stored.Where(hex => hex.Length >= 16).Select(hex => Beginning(Convert.FromHexString(hex[..16]))).ToFrozenSet();
        using var guesses = new Guesses(issued.Id, tenant.Id);
        var digits = new byte[6];
        var step = FullSize.Or(10, full: 1);
        for (var i = int.Parse(issued.Code!, CultureInfo.InvariantCulture) % step; i < Codes; i += step)
        {
            Utf8Formatter.TryFormat(i, digits, out _, new StandardFormat('D', 6));
            foreach (var guess in guesses.Of(digits))
                Assert.False(beginnings.Contains(Beginning(guess)) && stored.Contains(Hex(guess)), "a code was found");
        }
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

    private static ulong Beginning(byte[] digest) => BitConverter.ToUInt64(digest);

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

    /// <summary>What somebody without the key may think of: plain and salted hashes, and HMACs under what the dump holds.</summary>
    private sealed class Guesses : IDisposable
    {
        private readonly List<(IncrementalHash Hash, byte[] Salt)> _kinds = [];

        public Guesses(Guid delivery, Guid retailer)
        {
            byte[][] salts = [delivery.ToByteArray(bigEndian: true), retailer.ToByteArray(bigEndian: true), Encoding.ASCII.GetBytes(delivery.ToString())];
            foreach (var salt in salts.Append([]))
            {
                Add(IncrementalHash.CreateHash(HashAlgorithmName.SHA256), salt);
                Add(Hmac(salt));
                Add(Hmac([]), salt);
            }

            Add(Hmac("test"u8));
            Add(Hmac(new byte[32]), salts[0]);
        }

        /// <summary>Each is a function of the salt and the code.</summary>
        public IEnumerable<byte[]> Of(byte[] code)
        {
            foreach (var (hash, salt) in _kinds)
            {
                hash.AppendData(salt);
                hash.AppendData(code);
                yield return hash.GetHashAndReset();
            }
        }

        public void Dispose() => _kinds.ForEach(kind => kind.Hash.Dispose());

        private static IncrementalHash Hmac(ReadOnlySpan<byte> key) => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

        private void Add(IncrementalHash hash, byte[]? salt = null) => _kinds.Add((hash, salt ?? []));
    }
}
