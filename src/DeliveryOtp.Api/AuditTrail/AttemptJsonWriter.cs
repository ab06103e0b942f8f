using System.Text.Json;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>Newline-delimited JSON: an item of the page a line.</summary>
internal sealed class AttemptJsonWriter(Stream stream, JsonSerializerOptions options) : IAttemptWriter
{
    public void Write(RecordedAttempt attempt)
    {
        JsonSerializer.Serialize(stream, attempt, options);
        stream.WriteByte((byte)'\n');
    }

    public void Flush()
    {
        // Nothing is kept back.
    }

    public void Dispose()
    {
        // The stream is the caller's.
    }
}
