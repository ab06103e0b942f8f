namespace DeliveryOtp.Domain.Codes;

/// <summary>
/// What is kept of a code while it lives: a keyed digest to compare with, and the digits encrypted for display.
/// Both are worthless without the key called <see cref="KeyId"/>.
/// </summary>
public sealed class LiveCode(string keyId, byte[] digest, byte[] encrypted)
{
    public string KeyId { get; } = keyId;

    /// <summary>HMAC-SHA-256 over the delivery, the generation and the digits, 32 bytes.</summary>
    public byte[] Digest { get; } = digest;

    /// <summary>AES-256-GCM: nonce (12 bytes), tag (16), ciphertext (6); bound to delivery and generation.</summary>
    public byte[] Encrypted { get; } = encrypted;
}
