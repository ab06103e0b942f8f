using System.Security.Cryptography;
using System.Text;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>A signing secret of an endpoint: 256 bits from a CSPRNG, shown as <c>whsec_</c> and base64 (Standard Webhooks 1.0).</summary>
public sealed class WebhookSecret(byte[] key)
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    public byte[] Key => key;

    public static WebhookSecret Generate() => new(RandomNumberGenerator.GetBytes(Bytes));

    /// <exception cref="FormatException">It is not what <see cref="Reveal"/> shows.</exception>
    public static WebhookSecret Parse(string revealed) => revealed.StartsWith(Prefix, StringComparison.Ordinal)
        ? new(Convert.FromBase64String(revealed[Prefix.Length..]))
        : throw new FormatException($"A secret of webhooks begins with {Prefix}.");

    /// <summary>The secret in clear, for the reply that shows it.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(key);

    /// <summary>One element of <c>webhook-signature</c>: HMAC-SHA-256 over id, time and body.</summary>
    public string Sign(string messageId, long unixSeconds, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(FormattableString.Invariant($"{messageId}.{unixSeconds}.")), .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}";
    }

    public override string ToString() => "webhook secret";
}
