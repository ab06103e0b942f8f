using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace DeliveryOtp.Domain.Codes;

/// <summary>
/// R20: the capability in a recipient's link: 64 base64url characters, which hold the delivery's id (128 bits, to find it)
/// and a secret (256 bits, to prove it). Whoever has it is the recipient.
/// </summary>
public sealed class RecipientLink(DeliveryId deliveryId, byte[] secret)
{
    private const int IdBytes = 16;
    private const int SecretBytes = 32;

    public DeliveryId DeliveryId { get; } = deliveryId;

    /// <summary>SHA-256 of the secret, 32 bytes: what is stored. Plain, since 256 bits can't be guessed.</summary>
    public byte[] Digest => SHA256.HashData(secret);

    public static bool TryParse(string text, [NotNullWhen(true)] out RecipientLink? link)
    {
        link = null;
        Span<byte> content = stackalloc byte[IdBytes + SecretBytes];
        if (text.Length != content.Length / 3 * 4
            || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, content, out var written)
            || written != content.Length)
        {
            return false;
        }

        link = new RecipientLink(new DeliveryId(new Guid(content[..IdBytes], bigEndian: true)), content[IdBytes..].ToArray());
        return true;
    }

    /// <summary>In constant time.</summary>
    public bool Matches(ReadOnlySpan<byte> digest) => CryptographicOperations.FixedTimeEquals(Digest, digest);

    /// <summary>The capability in clear, for the reply that shows it.</summary>
    public string Reveal() => Base64Url.EncodeToString([.. DeliveryId.Value.ToByteArray(bigEndian: true), .. secret]);

    /// <summary>The recipient's page. The capability is in the fragment, which no browser sends.</summary>
    /// <param name="origin">Where the service is reached from outside, such as https://track.example.com.</param>
    public string PageAt(string origin) => $"{origin}/r#{Reveal()}";

    public override string ToString() => "recipient link";
}
