using System.Security.Cryptography;
using System.Text;

namespace DeliveryOtp.Domain.Codes;

/// <summary>
/// One operator-held secret and the keys derived from it (HKDF, RFC 5869), one for each purpose, so that
/// what one purpose stores is of no use to another. The secret never enters the database.
/// </summary>
public sealed class CodeKey
{
    /// <summary>Secrets shorter than this many bytes are refused.</summary>
    public const int MinimumSecretBytes = 32;

    /// <summary>The key that this thread opened a code with last.</summary>
    [ThreadStatic]
    private static (CodeKey Key, AesGcm Cipher) _display;

    private readonly byte[] _secret;

    /// <param name="id">Stored beside each digest, so that a retired key's digests are told apart.</param>
    /// <param name="secret">At least <see cref="MinimumSecretBytes"/> bytes.</param>
    public CodeKey(string id, byte[] secret)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, MinimumSecretBytes, nameof(secret));
        Id = id;
        _secret = secret;
        DigestKey = Derive("deliveryotp/code-digest/v2", 32);
        FirstDigestKey = Derive("deliveryotp/code-digest/v1", 32);
        PresentedKey = Derive("deliveryotp/presented-digest/v1", 32);
        DisplayKey = Derive("deliveryotp/code-display/v1", 32);
        NonceKey = Derive("deliveryotp/code-display-nonce/v1", 32);
        RequestKey = Derive("deliveryotp/request-digest/v1", 32);
        LinkKey = Derive("deliveryotp/recipient-link/v1", 32);
        ApiKeyKey = Derive("deliveryotp/api-key/v1", 32);
        RowKey = Derive("deliveryotp/row-seal/v1", 32);
        ContactKey = Derive("deliveryotp/contact-digest/v1", 32);
    }

    public string Id { get; }

    /// <summary>To open codes with, on the present thread: to make a cipher costs more than to open a code.</summary>
    internal AesGcm Display => CipherOf(this);

    internal byte[] DigestKey { get; }

    /// <summary>For the digests of codes that were issued before a digest had its generation in it.</summary>
    internal byte[] FirstDigestKey { get; }

    internal byte[] PresentedKey { get; }

    internal byte[] DisplayKey { get; }

    internal byte[] NonceKey { get; }

    internal byte[] RequestKey { get; }

    internal byte[] LinkKey { get; }

    internal byte[] ApiKeyKey { get; }

    internal byte[] RowKey { get; }

    internal byte[] ContactKey { get; }

    /// <summary>A key for one more purpose; the same purpose always gives the same key.</summary>
    public byte[] Derive(string purpose, int length) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, length, info: Encoding.UTF8.GetBytes(purpose));

    private static AesGcm CipherOf(CodeKey key)
    {
        if (!ReferenceEquals(_display.Key, key))
        {
            _display.Cipher?.Dispose();
            _display = (key, new AesGcm(key.DisplayKey, SealedBox.TagBytes));
        }

        return _display.Cipher;
    }

    public override string ToString() => $"code key {Id}";
}
