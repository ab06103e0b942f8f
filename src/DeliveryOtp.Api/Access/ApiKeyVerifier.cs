using System.Security.Cryptography;
using System.Text;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Journal;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Access;

/// <summary>
/// Tells whose key it is. A key that was good stays known for <see cref="CacheTtl"/>, so that a busy retailer doesn't ask
/// the database about itself with every request; what is compared, in fixed time and every time, is the seal.
/// </summary>
public sealed class ApiKeyVerifier : IDisposable
{
    /// <summary>How long a replica may go on accepting a key that was revoked through another one.</summary>
    public static readonly TimeSpan CacheTtl = TimeSpan.FromSeconds(2);

    private const int CacheCapacity = 10_000;
    private static readonly TimeSpan LastUsedResolution = TimeSpan.FromMinutes(1);

    private readonly ApiKeyTable _table;
    private readonly CodeKeyRing _ring;
    private readonly TimeProvider _time;
    private readonly byte[] _adminDigest;
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = CacheCapacity });

    public ApiKeyVerifier(ApiKeyTable table, CodeKeyRing ring, IOptions<ServiceOptions> options, TimeProvider time)
    {
        _table = table;
        _ring = ring;
        _time = time;
        _adminDigest = DigestOf(options.Value.AdminKey);
    }

    /// <summary>Who the key belongs to; null when it is unknown or revoked.</summary>
    public async ValueTask<Caller?> VerifyAsync(string presented, CancellationToken cancel)
    {
        if (IsAdminKey(presented))
            return new Caller(ActorRole.Admin, Retailer: null, "admin");
        return ApiKey.TryParse(presented, out var key) ? await FindAsync(key.Id, key.Digest, cancel) : null;
    }

    /// <summary>Whether it is the operator's own, which no table knows.</summary>
    public bool IsAdminKey(string presented) => CryptographicOperations.FixedTimeEquals(DigestOf(presented), _adminDigest);

    /// <summary>Whose key has this id, as a sign-in with it found before; null when it is revoked or gone.</summary>
    public ValueTask<Caller?> FindAsync(Guid id, CancellationToken cancel) => FindAsync(id, digest: null, cancel);

    /// <summary>What its retailer calls the key, which was good a moment ago.</summary>
    public async ValueTask<string> NameOfAsync(Caller caller, CancellationToken cancel)
    {
        var id = Guid.Parse(caller.Id);
        return (_known.TryGetValue(id, out StoredApiKey? stored) ? stored : await _table.FindAsync(id, cancel))?.Name ?? caller.Id;
    }

    /// <summary>This replica asks the database about the key next time.</summary>
    public void Forget(Guid id) => _known.Remove(id);

    public void Dispose() => _known.Dispose();

    /// <param name="id">Whose row is asked for.</param>
    /// <param name="digest">What it has to be the key of; null: who holds it was seen before.</param>
    /// <param name="cancel">The client has gone.</param>
    private async ValueTask<Caller?> FindAsync(Guid id, byte[]? digest, CancellationToken cancel)
    {
        var isKnown = _known.TryGetValue(id, out StoredApiKey? stored);
        stored ??= await _table.FindAsync(id, cancel);
        if (stored is not { Seal: { } seal, IsRevoked: false }
            || (digest is not null && !_ring.IsSealOf(seal, new RetailerId(stored.RetailerId), stored.Role, digest)))
        {
            return null;
        }

        if (!isKnown)
            await RememberAsync(stored, digest, cancel);
        return stored.ToCaller();
    }

    private async Task RememberAsync(StoredApiKey stored, byte[]? digest, CancellationToken cancel)
    {
        _known.Set(stored.Id, stored, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = CacheTtl });
        var now = _time.Now();
        if (stored.LastUsedAt is not { } last || now - last >= LastUsedResolution)
            await _table.NoteUseAsync(stored, now, cancel);
        if (digest is not null && stored.Seal!.KeyId != _ring.Keys[0].Id)
            await _table.ResealAsync(stored, _ring.SealApiKey(new RetailerId(stored.RetailerId), stored.Role, digest), cancel);
    }

    private static byte[] DigestOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
