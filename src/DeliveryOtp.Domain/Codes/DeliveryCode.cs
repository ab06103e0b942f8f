using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DeliveryOtp.Domain.Codes;

/// <summary>
/// Six decimal digits, 000000–999999, leading zeros included (R1). The digits leave only through
/// <see cref="Reveal"/>; whatever prints or logs the value gets a mask (R2).
/// </summary>
public sealed class DeliveryCode
{
    private const int Length = 6;
    private const int Count = 1_000_000;

    /// <summary>U+2212, which Unicode counts among the mathematical symbols, and some keyboards offer as a dash.</summary>
    private const int MinusSign = 0x2212;

    private readonly string _digits;

    private DeliveryCode(string digits) => _digits = digits;

    /// <summary>A code that nobody can predict: uniform, from the system's CSPRNG (R1).</summary>
    public static DeliveryCode Generate() =>
        new(RandomNumberGenerator.GetInt32(Count).ToString("D6", CultureInfo.InvariantCulture));

    /// <summary>
    /// Reads six digits as people type and paste them: of any script, with blanks and dashes between or around. All else is
    /// no code (R12, row 7).
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DeliveryCode? code)
    {
        Span<char> digits = stackalloc char[Length];
        var count = 0;
        code = null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsSeparator(rune))
                continue;
            if (count == Length || DigitOf(rune) is not { } digit)
                return false;
            digits[count++] = digit;
        }

        code = count == Length ? new DeliveryCode(new string(digits)) : null;
        return code is not null;
    }

    /// <summary>The digits in clear. Only the reply that issues the code, and the recipient's page, may ask.</summary>
    public string Reveal() => _digits;

    public override string ToString() => "******";

    private static bool IsSeparator(Rune rune) =>
        Rune.IsWhiteSpace(rune) || rune.Value == MinusSign || Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation;

    /// <summary>The ASCII digit of the same value; null: it is no decimal digit.</summary>
    private static char? DigitOf(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber
        ? (char)('0' + (int)Rune.GetNumericValue(rune))
        : null;
}
