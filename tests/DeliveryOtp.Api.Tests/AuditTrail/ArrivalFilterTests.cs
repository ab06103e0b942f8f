using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.AuditTrail;

public sealed class ArrivalFilterTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Each_filter_finds_what_it_names_and_nothing_else()
    {
        var tenant = await service.NewTenantAsync();
        var (first, second) = (await tenant.IssueAsync(), await tenant.IssueAsync(new { courier_id = "bert" }));
        var (anna, bert) = (await tenant.CourierAsync("anna"), await tenant.CourierAsync("bert"));
        var start = service.Clock.GetUtcNow();
        var opened = await ArriveAsync(anna, first);
        var again = await ArriveAsync(anna, first);
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        var middle = service.Clock.GetUtcNow();
        var stranger = await ArriveAsync(anna, second, body => body["device"]!["id"] = "other");
        var away = await ArriveAsync(bert, second, body => body["location"]!["latitude"] = 48.9);
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        var late = await ArriveAsync(bert, second);
        await (await anna.AttemptAsync(first.Id, first.WrongCode(), service.Clock.GetUtcNow())).JsonAsync();
        await OfAnotherTenantAsync();

        await FindsAsync(tenant, "", late, away, stranger, again, opened);
        await FindsAsync(tenant, $"order_id={first.OrderId}", again, opened);
        await FindsAsync(tenant, $"delivery_id={second.Id}", late, away, stranger);
        await FindsAsync(tenant, $"delivery_id={second.Id}&order_id={first.OrderId}");
        await FindsAsync(tenant, "courier_id=anna", stranger, again, opened);
        await FindsAsync(tenant, "device_id=other", stranger);
        await FindsAsync(tenant, "outcome=opened", late, opened);
        await FindsAsync(tenant, "outcome=wrong_courier", stranger);
        await FindsAsync(tenant, "outcome=already_open&outcome=wrong_courier&outcome=already_open", stranger, again);
        await FindsAsync(tenant, $"delivery_id={second.Id}&outcome=opened&outcome=outside_geofence", late, away);
        await FindsAsync(tenant, "outcome=opened&courier_id=anna", opened);
        await FindsAsync(tenant, "outcome=locked");
        await FindsAsync(tenant, $"from={Time(middle)}", late, away, stranger);
        await FindsAsync(tenant, $"to={Time(middle)}", again, opened);
        await FindsAsync(tenant, $"from={Time(start)}&to={Time(middle.AddMilliseconds(1))}", away, stranger, again, opened);
        await FindsAsync(tenant, $"from={Time(middle.AddMilliseconds(1))}&courier_id=bert", late);
        await FindsAsync(tenant, "courier_id=nobody");
    }

    /// <summary>An order with two parcels has two deliveries.</summary>
    [Fact]
    public async Task An_order_is_all_of_its_parcels()
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var order = Guid.NewGuid().ToString();
        List<Guid> arrivals = [];
        foreach (var parcel in (string[])["P1", "P2"])
            arrivals.Insert(0, await ArriveAsync(courier, await tenant.IssueAsync(new { order_id = order, parcel_barcode = parcel })));
        await ArriveAsync(courier, await tenant.IssueAsync());
        await FindsAsync(tenant, $"order_id={order}", [.. arrivals]);
    }

    [Fact]
    public async Task Pages_stay_put_while_couriers_arrive()
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        List<Guid> expected = [];
        for (var i = 0; i < 7; i++)
            expected.Insert(0, await TickAsync());

        foreach (var filter in (string[])["", "&courier_id=crr-071", "&device_id=a3f0c9d2", "&outcome=opened&outcome=already_open", $"&delivery_id={issued.Id}"])
        {
            List<Guid> seen = [];
            string? cursor = null;
            var before = expected.ToArray();
            do
            {
                var page = await tenant.Retailer.FindAsync($"limit=2{filter}{(cursor is null ? "" : "&cursor=" + cursor)}", "arrivals");
                seen.AddRange(page.Items().Select(item => item["id"]!.GetValue<Guid>()));
                cursor = page["next_cursor"]?.GetValue<string>();
                expected.Insert(0, await TickAsync());
            }
            while (cursor is not null);
            Assert.Equal(before, seen);
        }

        Task<Guid> TickAsync()
        {
            service.Clock.Advance(TimeSpan.FromMilliseconds(1));
            return ArriveAsync(courier, issued);
        }
    }

    [Theory]
    [InlineData("courier_id=", "courier_id")]
    [InlineData("courier_id=a&courier_id=b", "courier_id")]
    [InlineData("order_id=%00", "order_id")]
    [InlineData("delivery_id=1", "delivery_id")]
    [InlineData("outcome=accepted", "outcome")]
    [InlineData("outcome=opened&outcome=", "outcome")]
    [InlineData("outcome=Opened", "outcome")]
    [InlineData("signal=mock_location", "signal")]
    [InlineData("near=48,2&radius_m=10", "near")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-13-01T00:00:00Z", "to")]
    [InlineData("limit=201", "limit")]
    [InlineData("cursor=abc", "cursor")]
    public async Task A_bad_filter_is_refused_by_name(string query, string named)
    {
        var tenant = await service.NewTenantAsync();
        foreach (var accept in (string[])["application/json", "text/csv"])
        {
            var problem = await (await tenant.Support.StreamAsync(accept, query, "arrivals")).ProblemAsync(400, "validation");
            Assert.Contains(named, problem["errors"]!.AsObject().Select(error => error.Key));
        }
    }

    private async Task<Guid> ArriveAsync(HttpClient courier, Issued issued, Action<JsonObject>? change = null)
    {
        var reply = await courier.ArriveAsync(issued.Id, service.Clock.GetUtcNow(), change: change);
        return (await reply.JsonAsync())["id"]!.GetValue<Guid>();
    }

    /// <summary>As the retailer and as support, as a page and as a stream.</summary>
    private static async Task FindsAsync(Tenant tenant, string query, params Guid[] expected)
    {
        Assert.Equal(expected, await tenant.Retailer.IdsAsync(query, "arrivals"));
        Assert.Equal(expected, await tenant.Support.IdsAsync(query, "arrivals"));
        var lines = await (await tenant.Retailer.StreamAsync("application/x-ndjson", query, "arrivals")).Content.ReadAsStringAsync();
        Assert.Equal(
            expected,
            lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!["id"]!.GetValue<Guid>()));
    }

    private async Task OfAnotherTenantAsync()
    {
        var other = await service.NewTenantAsync();
        await ArriveAsync(await other.CourierAsync("anna"), await other.IssueAsync());
    }

    private static string Time(DateTimeOffset time) => Uri.EscapeDataString(time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture));
}
