using System.Buffers.Binary;
using System.Text;

namespace DeliveryOtp.Evidence.Notes;

/// <summary>A text and who has signed it (C2SP signed-note). What comes in may be hostile: it is bounded, and nothing in it is believed.</summary>
public sealed record SignedNote
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 1_000_000;

    public const int MaxSignatures = 100;

    private const string SignatureMark = "— ";

    private SignedNote(string text, IReadOnlyList<NoteSignature> signatures)
    {
        Text = text;
        Signatures = signatures;
    }

    /// <summary>Up to and with the new line before the empty line.</summary>
    public string Text { get; }

    /// <summary>As they stand there; whether one holds, a verifier says.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <exception cref="FormatException">It is no signed note.</exception>
    public static SignedNote Parse(string note)
    {
        if (note.Length > MaxLength)
            throw new FormatException("The note is too long.");
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || end + 2 == note.Length || !note.EndsWith('\n') || note.Any(character => character < ' ' && character != '\n'))
            throw new FormatException("A note is a text, an empty line, and signatures.");
        var lines = note[(end + 2)..^1].Split('\n');
        return lines.Length <= MaxSignatures
            ? new(note[..(end + 1)], [.. lines.Select(SignatureOf)])
            : throw new FormatException("The note has too many signatures.");
    }

    /// <summary>Whether one of the signatures is this key's; one that is its by name and id and does not hold is none.</summary>
    public bool IsSignedBy(NoteVerifier verifier) => Signatures
        .Where(signature => signature.KeyId == verifier.Id && string.Equals(signature.Name, verifier.Name, StringComparison.Ordinal))
        .Any(signature => verifier.Verifies(Encoding.UTF8.GetBytes(Text), signature.Value.Span));

    private static NoteSignature SignatureOf(string line)
    {
        if (!line.StartsWith(SignatureMark, StringComparison.Ordinal) || line[SignatureMark.Length..].Split(' ') is not [{ Length: > 0 } name, var encoded])
            throw new FormatException("A signature is spelt — name base64.");
        var bytes = Convert.FromBase64String(encoded);
        return bytes.Length > sizeof(uint) && !name.Contains('+')
            ? new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(sizeof(uint)))
            : throw new FormatException("A signature is too short, or its key's name has a plus.");
    }
}

/// <summary>A line below a note.</summary>
/// <param name="Name">Of the key.</param>
/// <param name="KeyId">Of the key.</param>
/// <param name="Value">The signature itself.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Value);
