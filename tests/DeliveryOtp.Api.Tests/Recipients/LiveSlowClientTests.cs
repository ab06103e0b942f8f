using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Text;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace DeliveryOtp.Api.Tests.Recipients;

/// <summary>A client that reads nothing costs a bounded buffer, for a bounded time.</summary>
public sealed class LiveSlowClientTests : IAsyncLifetime
{
    private const int BatchSize = 50;

    /// <summary>Loopback would take megabytes before anybody noticed.</summary>
    private readonly Service _service = new()
    {
        ConfigureServices = services => services.Configure<SocketTransportOptions>(options =>
            options.CreateBoundListenSocket = endpoint =>
            {
                var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
                socket.SendBufferSize = 4096;
                return socket;
            }),
    };

    public Task InitializeAsync() => _service.InitializeAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_off_and_makes_nobody_wait()
    {
        var tenant = await _service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var stream = await LiveReading.OpenAsync(tenant.Recipient(issued));
        await stream.WaitForAsync(1);
        using var slow = await OpenWithoutReadingAsync(issued);
        var cut = CountSlow();
        var longest = TimeSpan.Zero;
        for (var last = 1; last < 6_000 && cut() == 0; last += BatchSize)
        {
            var written = Stopwatch.GetTimestamp();
            await _service.Database.ScalarAsync<object>(LiveLoadTests.EntriesSql(issued, last + 1, last + BatchSize));
            var came = await stream.WaitForAsync(last + BatchSize);
            var took = Stopwatch.GetElapsedTime(written, came.At);
            longest = took > longest ? took : longest;

            // The time that a client has to take a write passes only here.
            if (last > 3_000)
                _service.Clock.Advance(EventStream.LongestWrite);
        }

        Assert.Equal(1, cut());
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await AssertCutOffAsync(slow);
        Assert.Equal(Enumerable.Range(1, stream.Ids.Count), stream.Ids);
    }

    private async Task<Socket> OpenWithoutReadingAsync(Issued issued)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 2048 };
        await socket.ConnectAsync("127.0.0.1", _service.BaseUrl.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /v1/tracking/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {issued.Link}\r\n\r\n"));
        var first = new byte[12];
        await socket.ReceiveAsync(first);
        Assert.Equal("HTTP/1.1 200", Encoding.ASCII.GetString(first));
        return socket;
    }

    /// <summary>What is on its way still comes; then there is a reset, or an end without the last chunk.</summary>
    private static async Task AssertCutOffAsync(Socket socket)
    {
        var (buffer, end) = (new byte[65536], string.Empty);
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var count)
                end = Encoding.ASCII.GetString(buffer, 0, count);
        }
        catch (SocketException)
        {
            return;
        }

        Assert.False(end.EndsWith("0\r\n\r\n", StringComparison.Ordinal));
    }

    private Func<long> CountSlow()
    {
        long count = 0;
        var factory = _service.Services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "deliveryotp.tracking_slow" && ReferenceEquals(instrument.Meter.Scope, factory))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => Interlocked.Add(ref count, measurement));
        listener.Start();
        return () => Interlocked.Read(ref count);
    }
}
