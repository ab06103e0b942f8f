using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using DeliveryOtp.Api.Persistence;

namespace DeliveryOtp.Api.Access;

/// <summary>
/// An API key: <c>dotp_</c> and 64 base64url characters, which hold the key's id (128 bits, to find it) and a secret
/// (256 bits, to prove it). Shown once, when it is made; stored as a digest.
/// </summary>
internal sealed class ApiKey
{
    public const string Prefix = "dotp_";

    private const int IdBytes = 16;
    private const int SecretBytes = 32;

    private readonly string _text;

    private ApiKey(Guid id, string text)
    {
        Id = id;
        _text = text;
    }

    public Guid Id { get; }

    /// <summary>SHA-256 over the whole key.</summary>
    public byte[] Digest => SHA256.HashData(Encoding.ASCII.GetBytes(_text));

    public static ApiKey Generate(DateTimeOffset now)
    {
        var id = RecordId.Next(now);
        byte[] content = [.. id.ToByteArray(bigEndian: true), .. RandomNumberGenerator.GetBytes(SecretBytes)];
        return new ApiKey(id, Prefix + Base64Url.EncodeToString(content));
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out ApiKey? key)
    {
        key = null;
        var encoded = text.StartsWith(Prefix, StringComparison.Ordinal) ? text.AsSpan(Prefix.Length) : [];
        Span<byte> content = stackalloc byte[IdBytes + SecretBytes];
        if (encoded.Length != (IdBytes + SecretBytes) / 3 * 4
            || !Base64Url.IsValid(encoded)
            || !Base64Url.TryDecodeFromChars(encoded, content, out var written)
            || written != content.Length)
        {
            return false;
        }

        key = new ApiKey(new Guid(content[..IdBytes], bigEndian: true), text);
        return true;
    }

    /// <summary>The key in clear, for the one reply that shows it.</summary>
    public string Reveal() => _text;

    public override string ToString() => $"{Prefix}…";
}
