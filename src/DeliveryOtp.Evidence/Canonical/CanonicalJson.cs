using System.Buffers;
using System.Text.Json;

namespace DeliveryOtp.Evidence.Canonical;

/// <summary>
/// JSON in one spelling (RFC 8785, JCS): no white space, members by the UTF-16 code units of their names, numbers as ECMAScript prints them. Two
/// texts that say the same have the same bytes, and so the same hash.
/// </summary>
public static class CanonicalJson
{
    /// <summary>How deep values may stand in each other.</summary>
    public const int MaxDepth = 32;

    /// <summary>RFC 8785 §3.2.</summary>
    /// <exception cref="CanonicalJsonException">A number is no IEEE 754 double, a member stands there twice, a text has a lone surrogate, or it is too deep.</exception>
    public static byte[] Of(JsonElement value)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Write(value, bytes, depth: 0);
        return bytes.WrittenSpan.ToArray();
    }

    /// <inheritdoc cref="Of(JsonElement)"/>
    /// <param name="json">UTF-8.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static byte[] Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return Of(document.RootElement);
    }

    private static void Write(JsonElement value, ArrayBufferWriter<byte> bytes, int depth)
    {
        if (depth > MaxDepth)
            throw new CanonicalJsonException("Values stand too deep in each other.");
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, bytes, depth);
                break;
            case JsonValueKind.Array:
                WriteArray(value, bytes, depth);
                break;
            case JsonValueKind.String:
                CanonicalText.Write(TextOf(value), bytes);
                break;
            case JsonValueKind.Number:
                bytes.Write(EcmaNumber.Format(NumberOf(value)));
                break;
            case JsonValueKind.True:
                bytes.Write("true"u8);
                break;
            case JsonValueKind.False:
                bytes.Write("false"u8);
                break;
            case JsonValueKind.Null:
                bytes.Write("null"u8);
                break;
            default:
                throw new CanonicalJsonException("A value is undefined.");
        }
    }

    private static void WriteObject(JsonElement value, ArrayBufferWriter<byte> bytes, int depth)
    {
        // Ordinal comparison is that of UTF-16 code units (§3.2.3).
        var members = value.EnumerateObject().Select(member => (Name: NameOf(member), member.Value)).OrderBy(member => member.Name, StringComparer.Ordinal).ToArray();
        bytes.Write("{"u8);
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0)
            {
                if (string.Equals(members[i].Name, members[i - 1].Name, StringComparison.Ordinal))
                    throw new CanonicalJsonException("A member stands there twice.");
                bytes.Write(","u8);
            }

            CanonicalText.Write(members[i].Name, bytes);
            bytes.Write(":"u8);
            Write(members[i].Value, bytes, depth + 1);
        }

        bytes.Write("}"u8);
    }

    private static void WriteArray(JsonElement value, ArrayBufferWriter<byte> bytes, int depth)
    {
        bytes.Write("["u8);
        var isFirst = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!isFirst)
                bytes.Write(","u8);
            Write(item, bytes, depth + 1);
            isFirst = false;
        }

        bytes.Write("]"u8);
    }

    private static double NumberOf(JsonElement value) => value.TryGetDouble(out var number) && double.IsFinite(number)
        ? number
        : throw new CanonicalJsonException("A number is no IEEE 754 double.");

    /// <summary>The reader refuses what is no Unicode, and says so in its own way.</summary>
    private static string TextOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException broken)
        {
            throw new CanonicalJsonException("A text has a lone surrogate.", broken);
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException broken)
        {
            throw new CanonicalJsonException("A name has a lone surrogate.", broken);
        }
    }
}

/// <summary>It is no I-JSON (RFC 7493), which alone has one spelling.</summary>
public sealed class CanonicalJsonException : Exception
{
    public CanonicalJsonException(string message)
        : base(message)
    {
    }

    public CanonicalJsonException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
