using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace DeliveryOtp.Evidence.Notes;

/// <summary>Holds signatures against an Ed25519 key and its name (C2SP signed-note). As a text: <c>name+id+key</c>.</summary>
public sealed class NoteVerifier
{
    /// <summary>The type of signature: Ed25519 over the text (C2SP signed-note, §Signature types).</summary>
    internal const byte Ed25519Type = 0x01;

    private const int KeyIdHexDigits = 8;

    private readonly PublicKey _key;

    /// <param name="name">Of the key: what it signs for, such as <c>otp.example.org/log</c>. No space and no plus.</param>
    /// <param name="publicKey">32 bytes.</param>
    public NoteVerifier(string name, ReadOnlySpan<byte> publicKey)
    {
        ThrowIfNoName(name);
        Name = name;
        PublicKeyBytes = publicKey.ToArray();
        _key = PublicKey.Import(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey);
        Id = IdOf(name, publicKey);
    }

    public string Name { get; }

    /// <summary>The first four bytes of SHA-256 over name and key.</summary>
    public uint Id { get; }

    public byte[] PublicKeyBytes { get; }

    /// <exception cref="FormatException">It is no verifier key, or its id is not that of its name and key.</exception>
    public static NoteVerifier Parse(string text)
    {
        if (text.Split('+', 3) is not [{ Length: > 0 } name, { Length: KeyIdHexDigits } id, var encoded] || name.Any(char.IsWhiteSpace))
            throw new FormatException("A verifier key is spelt name+id+key.");
        var bytes = Convert.FromBase64String(encoded);
        if (bytes is not [Ed25519Type, .. { Length: 32 } key])
            throw new FormatException("The verifier key is of an unknown type.");
        var verifier = new NoteVerifier(name, key);
        return string.Equals(verifier.Id.ToString("x8", System.Globalization.CultureInfo.InvariantCulture), id, StringComparison.Ordinal)
            ? verifier
            : throw new FormatException("The verifier key's id is not that of its name and key.");
    }

    public bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) => SignatureAlgorithm.Ed25519.Verify(_key, text, signature);

    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}+{Id:x8}+{Convert.ToBase64String([Ed25519Type, .. PublicKeyBytes])}");

    internal static void ThrowIfNoName(string name)
    {
        if (name.Length == 0 || name.Contains('+') || name.Any(char.IsWhiteSpace))
            throw new ArgumentException("A key's name has no space and no plus.", nameof(name));
    }

    private static uint IdOf(string name, ReadOnlySpan<byte> publicKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519Type, .. publicKey]));
}
