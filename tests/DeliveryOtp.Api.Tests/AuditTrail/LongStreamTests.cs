using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.AuditTrail;

/// <summary>Streams that are longer than any buffer, out of a real process.</summary>
public sealed class LongStreamTests(LongTrail trail) : IClassFixture<LongTrail>
{
    [Theory]
    [InlineData("text/csv", 1)]
    [InlineData("application/x-ndjson", 0)]
    public async Task The_whole_result_takes_constant_memory(string accept, int headerLines)
    {
        // Code is compiled and pools are filled once; that is not growth.
        for (var i = 0; i < 3; i++)
            await (await trail.Tenant.Retailer.StreamAsync(accept, $"from={trail.WarmUpFrom}")).Content.ReadAsStringAsync();
        var before = trail.Api.WorkingSetBytes;
        var (lines, most) = (0, before);
        using var reader = await ReaderAsync(trail.Tenant.Retailer, accept);
        while (await reader.ReadLineAsync() is not null)
        {
            if (++lines % 10_000 == 0)
                most = Math.Max(most, trail.Api.WorkingSetBytes);
        }

        Assert.Equal(LongTrail.Rows + headerLines, lines);
        Assert.True(most - before < 50L << 20, $"grew by {(most - before) >> 20} MB from {before >> 20} MB");
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_a_count()
    {
        using (var reader = await ReaderAsync(trail.Tenant.Support, "application/x-ndjson"))
        {
            for (var i = 0; i < 1_500; i++)
                Assert.NotNull(await reader.ReadLineAsync());
        }

        var rows = await EndAsync();
        Assert.InRange(rows, 1_500, LongTrail.Rows - 1);
    }

    [Fact]
    public async Task A_stream_that_fails_is_cut_off_and_one_that_has_not_begun_is_a_problem()
    {
        using var reader = await ReaderAsync(trail.Tenant.Support, "text/csv");
        await reader.ReadLineAsync();
        await trail.Database.ScalarAsync<object>("revoke select on deliveryotp.journal from deliveryotp");
        try
        {
            await Assert.ThrowsAnyAsync<IOException>(async () =>
            {
                while (await reader.ReadLineAsync() is not null)
                {
                    // Until the cut.
                }
            });
            await (await trail.Tenant.Retailer.StreamAsync("text/csv")).ProblemAsync(503, "unavailable");
        }
        finally
        {
            await trail.Database.ScalarAsync<object>("grant select on deliveryotp.journal to deliveryotp");
        }

        Assert.InRange(await EndAsync(), 1, LongTrail.Rows - 1);
    }

    [Fact]
    public async Task R21_a_retailer_has_four_open_which_nobody_reads_and_another_one_streams_all_the_same()
    {
        var memory = trail.Api.WorkingSetBytes;
        var unread = new List<HttpResponseMessage>();
        for (var i = 0; i < 4; i++)
            unread.Add(await trail.Tenant.Retailer.StreamAsync("text/csv"));
        Assert.All(unread, response => Assert.Equal(200, (int)response.StatusCode));
        using (var refused = await trail.Tenant.Support.StreamAsync("text/csv"))
        {
            await refused.ProblemAsync(429, "too_many_requests");
            Assert.Equal(["\"exports\";q=4;qu=\"concurrent-requests\""], refused.Headers.GetValues("RateLimit-Policy"));
        }

        var other = await Tenant.CreateAsync(trail.Api.BaseUrl, Service.AdminKey);
        using (var foreign = await other.Retailer.StreamAsync("text/csv"))
            Assert.Equal(200, (int)foreign.StatusCode);
        Assert.Equal(200, (int)(await trail.Tenant.Support.GetAsync("/v1/attempts")).StatusCode);
        Assert.InRange(trail.Api.WorkingSetBytes - memory, long.MinValue, 50L << 20);

        unread.ForEach(response => response.Dispose());
        await Eventually.AsyncTrue(async () =>
        {
            using var again = await trail.Tenant.Retailer.StreamAsync("text/csv");
            return again.IsSuccessStatusCode;
        });
    }

    private static async Task<StreamReader> ReaderAsync(HttpClient client, string accept)
    {
        var response = await client.StreamAsync(accept);
        Assert.True(response.IsSuccessStatusCode);
        return new StreamReader(await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The count of the newest search, once it is logged.</summary>
    private async Task<long> EndAsync()
    {
        for (var i = 0; i < 200; i++)
        {
            var rows = await trail.Database.ScalarAsync<long?>(
                "select max(rows_returned) from deliveryotp.access_log where query_id = (select query_id from deliveryotp.access_log order by query_id desc limit 1)");
            if (rows is not null)
                return rows.Value;
            await Task.Delay(50);
        }

        Assert.Fail("the end of the stream is not logged after 10 s");
        return 0;
    }
}

/// <summary>A trail of 300,000 attempts and a process that serves it.</summary>
public sealed class LongTrail : IAsyncLifetime
{
    public static readonly int Rows = FullSize.Or(200_000, full: 300_000);

    public TestDatabase Database { get; private set; } = null!;

    public ApiProcess Api { get; private set; } = null!;

    public Tenant Tenant { get; private set; } = null!;

    /// <summary>From here on there are about 5,000.</summary>
    public string WarmUpFrom { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await (await TestCluster.SharedAsync()).CreateDatabaseAsync();
        Api = await ApiProcess.StartAsync(Database);
        Tenant = await Tenant.CreateAsync(Api.BaseUrl, Service.AdminKey);
        var issued = await Tenant.IssueAsync();
        var reply = await (await (await Tenant.CourierAsync()).AttemptAsync(issued.Id, issued.WrongCode())).JsonAsync();
        WarmUpFrom = reply["recorded_at"]!.GetValue<DateTimeOffset>().AddSeconds(-5).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
        await Database.MultiplyAsync(issued.Id, Rows - 1);
    }

    public Task DisposeAsync()
    {
        Api.Dispose();
        return Task.CompletedTask;
    }
}
