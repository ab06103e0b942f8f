using System.Globalization;
using System.Text;
using ADRaffy.ENSNormalize;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// Texts as they come in: without blanks at the edges, in Unicode's composed form (NFC), and none at all where they are empty.
/// So `"A-1 "` is the order `A-1`, however a scanner, a form or a keyboard spelled it.
/// </summary>
/// <remarks>
/// The composed form comes from a library's tables, not from the system's: replicas on different systems have to agree, and the
/// service runs without the system's globalization data.
/// </remarks>
internal static class RequestText
{
    private const char FileSeparator = '\u001c';
    private const char EndOfTransmission = '\u0004';
    private const char ZeroWidthNonJoiner = '\u200c';
    private const char ZeroWidthJoiner = '\u200d';
    private const string Replacement = "\ufffd";

    /// <summary>Null: nothing was said. A text with broken surrogates stays as it is, and is refused by its validator.</summary>
    public static string? Normalize(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
            return null;
        return Ascii.IsValid(trimmed) || IsBroken(trimmed) ? trimmed : ENSNormalize.NF.NFC(trimmed);
    }

    /// <summary>As <see cref="Normalize"/>, without the line ends that scanners send after a label.</summary>
    public static string? NormalizeBarcode(string text) =>
        Normalize(text.Replace("\r", string.Empty, StringComparison.Ordinal).Replace("\n", string.Empty, StringComparison.Ordinal));

    /// <summary>
    /// The first character that nobody can see or store, by its name: U+200B. Controls, formats, line and paragraph separators
    /// and broken surrogates; but not the joiners between visible characters, which Persian, Indic names and emoji need.
    /// </summary>
    /// <param name="text">A text.</param>
    /// <param name="allows">What this one may have all the same.</param>
    /// <returns>Null: all of them can be seen.</returns>
    public static string? FindInvisible(string text, Func<char, bool>? allows = null)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return null;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsBrokenAt(text, i))
                return NameOf(text[i]);
            if (IsInvisible(text, i) && allows?.Invoke(text[i]) is not true && !IsJoinerBetween(text, i))
                return NameOf(char.ConvertToUtf32(text, i));
            if (char.IsHighSurrogate(text[i]))
                i++;
        }

        return null;
    }

    /// <summary>The text with � in place of each character that nobody can see: what <see cref="FindInvisible"/> finds.</summary>
    /// <param name="text">A text.</param>
    /// <param name="allows">What this one may have all the same.</param>
    public static string ReplaceInvisible(string text, Func<char, bool>? allows = null)
    {
        if (FindInvisible(text, allows) is null)
            return text;
        var shown = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var length = char.IsSurrogatePair(text, i) ? 2 : 1;
            var isSeen = !IsBrokenAt(text, i) && (!IsInvisible(text, i) || allows?.Invoke(text[i]) is true || IsJoinerBetween(text, i));
            shown.Append(isSeen ? text.AsSpan(i, length) : Replacement);
            i += length - 1;
        }

        return shown.ToString();
    }

    /// <summary>What a text of several lines has.</summary>
    public static bool IsLineBreak(char character) => character is '\n' or '\r' or '\t';

    /// <summary>What separates the fields of GS1 and ISO/IEC 15434 labels: FS, GS, RS, US and EOT.</summary>
    public static bool IsLabelSeparator(char character) => character is (>= FileSeparator and <= '\u001f') or EndOfTransmission;

    /// <summary>At most so many UTF-16 units, and no half of a character.</summary>
    public static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        return char.IsHighSurrogate(text[maxLength - 1]) ? text[..(maxLength - 1)] : text[..maxLength];
    }

    private static bool IsInvisible(string text, int index) => CharUnicodeInfo.GetUnicodeCategory(text, index) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsJoinerBetween(string text, int index) =>
        text[index] is ZeroWidthJoiner or ZeroWidthNonJoiner
        && index > 0 && IsVisible(text, char.IsLowSurrogate(text[index - 1]) ? index - 2 : index - 1)
        && index + 1 < text.Length && IsVisible(text, index + 1);

    private static bool IsVisible(string text, int index) =>
        index >= 0 && !IsBrokenAt(text, index) && !char.IsWhiteSpace(text, index) && !IsInvisible(text, index);

    private static bool IsBroken(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsBrokenAt(text, i))
                return true;
            if (char.IsHighSurrogate(text[i]))
                i++;
        }

        return false;
    }

    private static bool IsBrokenAt(string text, int index) => char.IsSurrogate(text[index])
        && !(char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]));

    private static string NameOf(int codePoint) => string.Create(CultureInfo.InvariantCulture, $"U+{codePoint:X4}");
}
