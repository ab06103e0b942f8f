using System.Text.Json;

namespace DeliveryOtp.Api.Http.Exports;

/// <summary>Newline-delimited JSON: an item of the page a line.</summary>
internal sealed class NdjsonExport<TItem>(Stream stream, JsonSerializerOptions options) : IExportWriter<TItem>
{
    public void Write(TItem item)
    {
        JsonSerializer.Serialize(stream, item, options);
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
