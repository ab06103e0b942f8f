using System.Security.Cryptography;

namespace DeliveryOtp.Domain.Codes;

/// <summary>
/// Encrypts for storage (AES-256-GCM) under a key derived from the operator's newest code key, one for each purpose: who reads the
/// database can do nothing with what is in it. Stored as <see cref="SealedBox"/> lays it out.
/// </summary>
/// <param name="ring">The newest key encrypts, any of them opens.</param>
/// <param name="purpose">Such as <c>deliveryotp/webhook-secret/v1</c>.</param>
public sealed class CodeKeyBox(CodeKeyRing ring, string purpose)
{
    private const int KeyBytes = 32;

    /// <summary>Under which what is sealed now is encrypted.</summary>
    public string NewestKeyId => ring.Keys[0].Id;

    /// <param name="content">In clear.</param>
    /// <param name="context">What it belongs to: under another one it does not open.</param>
    public byte[] Seal(ReadOnlySpan<byte> content, ReadOnlySpan<byte> context = default)
    {
        Span<byte> nonce = stackalloc byte[SealedBox.NonceBytes];
        RandomNumberGenerator.Fill(nonce);
        using var cipher = CipherOf(ring.Keys[0]);
        return SealedBox.Seal(cipher, nonce, content, context);
    }

    /// <exception cref="UnknownCodeKeyException">It is encrypted under a key that the ring no longer holds.</exception>
    /// <exception cref="CryptographicException">Somebody touched it, or it belongs to something else.</exception>
    public byte[] Open(string keyId, ReadOnlySpan<byte> stored, ReadOnlySpan<byte> context = default)
    {
        using var cipher = CipherOf(ring.Find(keyId));
        return SealedBox.Open(cipher, stored, context);
    }

    private AesGcm CipherOf(CodeKey key) => new(key.Derive(purpose, KeyBytes), SealedBox.TagBytes);
}
