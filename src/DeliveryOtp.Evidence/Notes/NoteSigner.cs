using System.Buffers.Binary;
using System.Text;
using NSec.Cryptography;

namespace DeliveryOtp.Evidence.Notes;

/// <summary>Signs notes with an Ed25519 key (C2SP signed-note).</summary>
public sealed class NoteSigner : IDisposable
{
    private readonly Key _key;

    /// <param name="name">Of the key.</param>
    /// <param name="seed">32 bytes: the private key of RFC 8032.</param>
    public NoteSigner(string name, ReadOnlySpan<byte> seed)
    {
        NoteVerifier.ThrowIfNoName(name);
        _key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        Verifier = new NoteVerifier(name, _key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary>What others need to hold its signatures against.</summary>
    public NoteVerifier Verifier { get; }

    /// <summary>64 bytes over a content of any kind.</summary>
    public byte[] Sign(ReadOnlySpan<byte> content) => SignatureAlgorithm.Ed25519.Sign(_key, content);

    /// <summary>The text with a signature line.</summary>
    /// <param name="text">Ends with a new line, and has no empty line at its end.</param>
    public string SignNote(string text)
    {
        if (!text.EndsWith('\n'))
            throw new ArgumentException("The text of a note ends with a new line.", nameof(text));
        Span<byte> id = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(id, Verifier.Id);
        return $"{text}\n— {Verifier.Name} {Convert.ToBase64String([.. id, .. Sign(Encoding.UTF8.GetBytes(text))])}\n";
    }

    public void Dispose() => _key.Dispose();

    /// <summary>It holds a secret: only its name is printed.</summary>
    public override string ToString() => $"signer {Verifier.Name}";
}
