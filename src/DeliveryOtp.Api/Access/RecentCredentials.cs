using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;

namespace DeliveryOtp.Api.Access;

/// <summary>
/// Links and keys that were good, or made, a moment ago. From an address that has used up its failed sign-ins they alone are looked up:
/// behind a mobile operator's network an honest recipient shares the address with whoever fails.
/// </summary>
public sealed class RecentCredentials : IDisposable
{
    private const int Capacity = 100_000;
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(15);

    private readonly MemoryCache _good = new(new MemoryCacheOptions { SizeLimit = Capacity });

    public bool Contains(string credential) => _good.TryGetValue(MarkOf(credential), out _);

    /// <summary>It was good just now.</summary>
    public void Remember(string credential)
    {
        var mark = MarkOf(credential);
        if (!_good.TryGetValue(mark, out _))
            _good.Set(mark, mark, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Retention });
    }

    /// <summary>It is good no more.</summary>
    public void Forget(string credential) => _good.Remove(MarkOf(credential));

    public void Dispose() => _good.Dispose();

    /// <summary>Half of a SHA-256: nothing here can be used to sign in.</summary>
    private static Guid MarkOf(string credential) => new(SHA256.HashData(Encoding.UTF8.GetBytes(credential)).AsSpan(0, 16));
}
