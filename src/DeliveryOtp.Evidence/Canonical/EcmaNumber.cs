using System.Globalization;
using System.Text;

namespace DeliveryOtp.Evidence.Canonical;

/// <summary>Numbers as ECMAScript's <c>Number::toString</c> prints them (RFC 8785 §3.2.2.3, ECMA-262 §6.1.6.1.20).</summary>
internal static class EcmaNumber
{
    /// <summary>From 10²¹ on with an exponent.</summary>
    private const int LongestWhole = 21;

    /// <summary>Below 10⁻⁶ with an exponent.</summary>
    private const int MostZeros = 6;

    /// <param name="number">Finite.</param>
    public static byte[] Format(double number)
    {
        if (number == 0)
            return [.. "0"u8];
        var sign = number < 0 ? "-" : string.Empty;
        var (digits, point) = ShortestOf(Math.Abs(number));
        return Encoding.ASCII.GetBytes(sign + Place(digits, point));
    }

    /// <summary>The fewest digits that read back as the number, and how many of them stand before the point.</summary>
    private static (string Digits, int Point) ShortestOf(double number)
    {
        // The shortest round trip in .NET is that of ECMAScript: both take the closest of the shortest.
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var mantissa = shortest.Split('E')[0];
        var exponent = shortest.Contains('E') ? int.Parse(shortest.Split('E')[1], CultureInfo.InvariantCulture) : 0;
        var whole = mantissa.Split('.')[0];
        var fraction = mantissa.Contains('.') ? mantissa.Split('.')[1] : string.Empty;
        var all = (whole + fraction).TrimStart('0');
        var leading = (whole + fraction).Length - all.Length;
        return (all.TrimEnd('0'), whole.Length - leading + exponent);
    }

    private static string Place(string digits, int point)
    {
        if (digits.Length <= point && point <= LongestWhole)
            return digits + new string('0', point - digits.Length);
        if (point is > 0 and <= LongestWhole)
            return $"{digits[..point]}.{digits[point..]}";
        if (point is > -MostZeros and <= 0)
            return $"0.{new string('0', -point)}{digits}";
        var exponent = point - 1;
        var signed = string.Create(CultureInfo.InvariantCulture, $"{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}");
        return digits.Length == 1 ? $"{digits}e{signed}" : $"{digits[0]}.{digits[1..]}e{signed}";
    }
}
