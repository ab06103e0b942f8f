using System.Buffers;
using System.Text;

namespace DeliveryOtp.Evidence.Canonical;

/// <summary>A text as RFC 8785 §3.2.2.2 spells it: only what has to be escaped is, in the shortest way.</summary>
internal static class CanonicalText
{
    private const char LastControl = '\u001f';

    public static void Write(string text, ArrayBufferWriter<byte> bytes)
    {
        bytes.Write("\""u8);
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('"' or '\\' or <= LastControl))
                continue;
            WritePlain(text.AsSpan(start, i - start), bytes);
            WriteEscaped(text[i], bytes);
            start = i + 1;
        }

        WritePlain(text.AsSpan(start), bytes);
        bytes.Write("\""u8);
    }

    private static void WritePlain(ReadOnlySpan<char> text, ArrayBufferWriter<byte> bytes)
    {
        if (text.Length > 0)
            Encoding.UTF8.GetBytes(text, bytes);
    }

    private static void WriteEscaped(char character, ArrayBufferWriter<byte> bytes)
    {
        bytes.Write(character switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\t' => "\\t"u8,
            '\n' => "\\n"u8,
            '\f' => "\\f"u8,
            '\r' => "\\r"u8,
            _ => Encoding.ASCII.GetBytes($"\\u{(int)character:x4}"),
        });
    }
}
