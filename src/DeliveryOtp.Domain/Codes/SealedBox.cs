using System.Security.Cryptography;

namespace DeliveryOtp.Domain.Codes;

/// <summary>AES-256-GCM (NIST SP 800-38D) as it is stored: 12 bytes of nonce, 16 of tag, the ciphertext.</summary>
internal static class SealedBox
{
    public const int NonceBytes = 12;
    public const int TagBytes = 16;

    /// <param name="cipher">Under the key of the purpose.</param>
    /// <param name="nonce">Never the same for two contents under one key.</param>
    /// <param name="content">In clear.</param>
    /// <param name="context">What it belongs to: under another one it does not open.</param>
    public static byte[] Seal(AesGcm cipher, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> content, ReadOnlySpan<byte> context)
    {
        var stored = new byte[NonceBytes + TagBytes + content.Length];
        nonce.CopyTo(stored);
        cipher.Encrypt(nonce, content, stored.AsSpan(NonceBytes + TagBytes), stored.AsSpan(NonceBytes, TagBytes), context);
        return stored;
    }

    /// <exception cref="CryptographicException">Somebody touched it, or it belongs to something else.</exception>
    public static byte[] Open(AesGcm cipher, ReadOnlySpan<byte> stored, ReadOnlySpan<byte> context)
    {
        if (stored.Length < NonceBytes + TagBytes)
            throw new CryptographicException("What is stored is too short to have been sealed.");
        var content = new byte[stored.Length - NonceBytes - TagBytes];
        cipher.Decrypt(stored[..NonceBytes], stored[(NonceBytes + TagBytes)..], stored[NonceBytes..(NonceBytes + TagBytes)], content, context);
        return content;
    }
}
