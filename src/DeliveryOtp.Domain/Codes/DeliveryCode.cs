using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace DeliveryOtp.Domain.Codes;

/// <summary>
/// Six decimal digits, 000000–999999, leading zeros included (R1). The digits leave only through
/// <see cref="Reveal"/>; whatever prints or logs the value gets a mask (R2).
/// </summary>
public sealed class DeliveryCode
{
    private const int Length = 6;
    private const int Count = 1_000_000;

    private readonly string _digits;

    private DeliveryCode(string digits) => _digits = digits;

    /// <summary>A code that nobody can predict: uniform, from the system's CSPRNG (R1).</summary>
    public static DeliveryCode Generate() =>
        new(RandomNumberGenerator.GetInt32(Count).ToString("D6", CultureInfo.InvariantCulture));

    /// <summary>Reads exactly six ASCII digits; no trimming, no other alphabets.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DeliveryCode? code)
    {
        code = text.Length == Length && text.All(char.IsAsciiDigit) ? new DeliveryCode(text) : null;
        return code is not null;
    }

    /// <summary>The digits in clear. Only the reply that issues the code, and the recipient's page, may ask.</summary>
    public string Reveal() => _digits;

    public override string ToString() => "******";
}
