using System.Globalization;
using DeliveryOtp.Evidence.Log;

namespace DeliveryOtp.Evidence.Notes;

/// <summary>What a log says of itself at a moment (C2SP tlog-checkpoint): whoever keeps one holds the log to it for ever.</summary>
/// <param name="Origin">Which log: the name of its key.</param>
/// <param name="Size">How many leaves.</param>
/// <param name="Root">Of their tree.</param>
public sealed record Checkpoint(string Origin, long Size, LogHash Root)
{
    /// <summary>The text of its note.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.ToArray())}\n");

    public string SignedBy(NoteSigner signer) => signer.SignNote(Text);

    /// <summary>Reads a checkpoint that the log's own key has signed.</summary>
    /// <param name="note">A signed note.</param>
    /// <param name="log">The log's key, whose name is the origin.</param>
    /// <exception cref="FormatException">It is no checkpoint, or none of this log's.</exception>
    public static Checkpoint Open(string note, NoteVerifier log)
    {
        var signed = SignedNote.Parse(note);
        if (!signed.IsSignedBy(log))
            throw new FormatException("The log's key has not signed this checkpoint.");
        var lines = signed.Text.Split('\n');
        if (lines.Length < 4
            || !string.Equals(lines[0], log.Name, StringComparison.Ordinal)
            || !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || !string.Equals(size.ToString(CultureInfo.InvariantCulture), lines[1], StringComparison.Ordinal)
            || Convert.FromBase64String(lines[2]) is not { Length: LogHash.Bytes } root)
        {
            throw new FormatException("A checkpoint is spelt origin, size and root, a line each.");
        }

        return new(lines[0], size, new LogHash(root));
    }
}
