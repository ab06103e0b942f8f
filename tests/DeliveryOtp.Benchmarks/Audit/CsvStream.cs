using System.Diagnostics;
using System.Net.Http.Headers;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Audit;

/// <summary>A large result as CSV: how much, how fast, and what it costs the service in memory.</summary>
internal sealed record CsvStream(long Rows, double Seconds, double Megabytes, double IdleMib, double HighestMib)
{
    private const double BytesPerMegabyte = 1e6;
    private const int BufferBytes = 1 << 16;

    public double MegabytesPerS => Megabytes / Seconds;

    public double MibAboveIdle => HighestMib - IdleMib;

    public static async Task<CsvStream> MeasureAsync(
        HttpClient support, ServiceUnderTest service, DateTimeOffset from, CancellationToken cancel)
    {
        var idle = ProcessMemory.Read(service.Id).ResidentMib;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var highest = Highest.MemoryOfAsync(service.Id, ended.Token);
        var elapsed = Stopwatch.StartNew();
        var (lines, bytes) = await ReadAsync(support, from, cancel);
        var seconds = elapsed.Elapsed.TotalSeconds;
        await ended.CancelAsync();
        // The first line is the header.
        return new CsvStream(lines - 1, seconds, bytes / BytesPerMegabyte, idle, await highest);
    }

    private static async Task<(long Lines, long Bytes)> ReadAsync(
        HttpClient support, DateTimeOffset from, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/attempts?from={Timestamp.Format(from)}")
        {
            Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/csv") } },
        };
        using var response = await support.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var buffer = new byte[BufferBytes];
        var (lines, bytes) = (0L, 0L);
        while (await body.ReadAsync(buffer, cancel) is var read and > 0)
        {
            bytes += read;
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        return (lines, bytes);
    }
}
