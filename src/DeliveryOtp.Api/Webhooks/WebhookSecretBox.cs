using System.Security.Cryptography;
using DeliveryOtp.Domain.Codes;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>
/// Encrypts signing secrets for storage (AES-256-GCM) under a key derived from the operator's newest code key, so that who
/// reads the database can't sign as the service. The endpoint's id is bound to it.
/// </summary>
public sealed class WebhookSecretBox(CodeKeyRing ring)
{
    private const string Purpose = "deliveryotp/webhook-secret/v1";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Under which new secrets are encrypted.</summary>
    public string NewestKeyId => ring.Keys[0].Id;

    public byte[] Seal(Guid endpoint, WebhookSecret secret)
    {
        var sealedSecret = new byte[NonceBytes + TagBytes + secret.Key.Length];
        var nonce = sealedSecret.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(ring.Keys[0].Derive(Purpose, 32), TagBytes);
        aes.Encrypt(nonce, secret.Key, sealedSecret.AsSpan(NonceBytes + TagBytes), sealedSecret.AsSpan(NonceBytes, TagBytes), endpoint.ToByteArray());
        return sealedSecret;
    }

    /// <summary>Null: its key is gone, or somebody touched it.</summary>
    public WebhookSecret? TryOpen(Guid endpoint, string keyId, byte[] sealedSecret)
    {
        try
        {
            return Open(endpoint, keyId, sealedSecret);
        }
        catch (Exception exception) when (exception is UnknownCodeKeyException or CryptographicException)
        {
            return null;
        }
    }

    /// <exception cref="UnknownCodeKeyException">It is encrypted under a key that the ring no longer holds.</exception>
    public WebhookSecret Open(Guid endpoint, string keyId, byte[] sealedSecret)
    {
        var key = ring.Keys.FirstOrDefault(key => key.Id == keyId) ?? throw new UnknownCodeKeyException(keyId);
        var opened = new byte[sealedSecret.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key.Derive(Purpose, 32), TagBytes);
        aes.Decrypt(
            sealedSecret.AsSpan(0, NonceBytes),
            sealedSecret.AsSpan(NonceBytes + TagBytes),
            sealedSecret.AsSpan(NonceBytes, TagBytes),
            opened,
            endpoint.ToByteArray());
        return new WebhookSecret(opened);
    }
}
