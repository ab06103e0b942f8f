using System.Security.Cryptography;
using DeliveryOtp.Domain.Codes;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>
/// Encrypts signing secrets for storage, so that who reads the database can't sign as the service. The endpoint's id is bound to
/// each.
/// </summary>
public sealed class WebhookSecretBox(CodeKeyRing ring)
{
    private readonly CodeKeyBox _box = new(ring, "deliveryotp/webhook-secret/v1");

    /// <inheritdoc cref="CodeKeyBox.NewestKeyId"/>
    public string NewestKeyId => _box.NewestKeyId;

    public byte[] Seal(Guid endpoint, WebhookSecret secret) => _box.Seal(secret.Key, endpoint.ToByteArray());

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
    public WebhookSecret Open(Guid endpoint, string keyId, byte[] sealedSecret) =>
        new(_box.Open(keyId, sealedSecret, endpoint.ToByteArray()));
}
